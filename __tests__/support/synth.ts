import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import * as os from "os";
import {
  ContainerAppEnvironment,
  ContainerImage,
  KeyVault,
  KeyVaultAccessModel,
  ManagedIdentityContainerAppProps,
} from "../../lib/index";

/** A value of Terraform's JSON. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The body of a block. */
export interface Body {
  [argument: string]: Json;
}

/** A synthesized stack, to ask about its resources. */
export class Synthesized {
  public readonly json: {
    resource?: Record<string, Record<string, Body>>;
    data?: Record<string, Record<string, Body>>;
    terraform?: Body;
  };

  constructor(public readonly text: string) {
    this.json = JSON.parse(text) as Synthesized["json"];
  }

  /** The addresses of all managed resources, sorted. */
  public get addresses(): string[] {
    return Object.entries(this.json.resource ?? {})
      .flatMap(([type, resources]) => Object.keys(resources).map((name) => `${type}.${name}`))
      .sort();
  }

  /** The resources of a type, by logical id. */
  public all(type: string): Record<string, Body> {
    return this.json.resource?.[type] ?? {};
  }

  /** The one resource of a type. */
  public only(type: string): Body {
    const [body, ...others] = Object.values(this.all(type));
    expect({ type, others, isThere: body !== undefined }).toEqual({ type, others: [], isThere: true });
    return body!;
  }

  /** The resource of a type with the name argument. */
  public named(type: string, name: string): Body {
    return Object.values(this.all(type)).find((body) => body.name === name)!;
  }

  /** The container of the one app. */
  public get container(): Body {
    return (this.only("azurerm_container_app").template as { container: Body[] }).container[0]!;
  }

  /** The environment variables of that container. */
  public get env(): Json {
    return this.container.env!;
  }
}

/** A stack with the provider, in an app of its own, which writes nothing: its folder is one that is there. */
export function newStack(id = "test", app = Testing.app({ outdir: os.tmpdir() })): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  return stack;
}

/** Synthesizes a stack as `App.synth` does, with validations. */
export function synthStack(stack: TerraformStack): Synthesized {
  return new Synthesized(Testing.synth(stack, true));
}

/** Synthesizes a program of one stack. */
export function synth(program: (stack: TerraformStack) => void): Synthesized {
  const stack = newStack();
  program(stack);
  return synthStack(stack);
}

/** An object or tenant id, and a client id. */
export const GUID = "aaaaaaaa-0000-0000-0000-000000000000";
export const CLIENT_ID = "bbbbbbbb-0000-0000-0000-000000000000";

const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg/providers";
export const ENVIRONMENT_ID = `${SUBSCRIPTION}/Microsoft.App/managedEnvironments/my-environment`;
export const IDENTITY_ID = `${SUBSCRIPTION}/Microsoft.ManagedIdentity/userAssignedIdentities/my-identity`;
export const VAULT_ID = `${SUBSCRIPTION}/Microsoft.KeyVault/vaults/my-vault`;

/** What an app needs at least. */
export function appProps(
  stack: TerraformStack,
  props: Partial<ManagedIdentityContainerAppProps> = {},
): ManagedIdentityContainerAppProps {
  return {
    name: "my-app",
    resourceGroupName: "my-rg",
    location: "westeurope",
    environment:
      props.environment ??
      ContainerAppEnvironment.fromEnvironmentId(stack, `environment-${props.name ?? "my-app"}`, ENVIRONMENT_ID),
    containers: [{ image: ContainerImage.of("nginx") }],
    ...props,
  };
}

/** A vault that exists. */
export function importVault(
  stack: TerraformStack,
  id = "vault",
  accessModel = KeyVaultAccessModel.ACCESS_POLICY,
  name = "my-vault",
) {
  return KeyVault.fromKeyVaultName(stack, id, { name, resourceGroupName: "my-rg", accessModel });
}

/** A vault that the program makes. */
export function makeVault(stack: TerraformStack, accessModel?: KeyVaultAccessModel) {
  return new KeyVault(stack, "vault", {
    name: "my-vault",
    resourceGroupName: "my-rg",
    location: "westeurope",
    accessModel,
  });
}
