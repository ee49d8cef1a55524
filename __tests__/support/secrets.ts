import { TerraformStack, TerraformVariable } from "cdktf";
import { IKeyVault, KeyVaultSecret, KeyVaultSecretProps } from "../../lib/index";
import { Synthesized } from "./synth";

/** A sensitive value for a secret. */
export function variable(stack: TerraformStack, id = "secret"): string {
  return new TerraformVariable(stack, id, { type: "string", sensitive: true }).stringValue;
}

/** A secret that the program writes into a vault. */
export function write(
  stack: TerraformStack,
  vault: IKeyVault,
  props: Partial<KeyVaultSecretProps> = {},
): KeyVaultSecret {
  return new KeyVaultSecret(stack, props.name ?? "db", {
    vault,
    name: "db",
    value: props.value ?? variable(stack),
    ...props,
  });
}

/** The address of the first resource of a type. */
export function addressOf(program: Synthesized, type: string): string {
  return program.addresses.find((address) => address.startsWith(`${type}.`))!;
}
