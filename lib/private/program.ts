import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Access } from "./access";
import { literalKey } from "./literal-key";
import { isLiteral } from "./problems";
import { partsOf, RESOURCE_ID } from "./resource-ids";
import { textOf } from "./token-text";

/** What the stacks of a program share. */
export class Program {
  /** The program that the construct belongs to. */
  public static of({ node: { root } }: IConstruct): Program {
    let program = Program.byRoot.get(root);
    if (!program) {
      program = new Program();
      Program.byRoot.set(root, program);
    }
    return program;
  }

  private static readonly byRoot = new WeakMap<IConstruct, Program>();

  /** Every stack's. */
  public readonly stacks: Access[] = [];
  private readonly vaultKeys = new Map<string, string>();

  /** Has the vault that the text of an id leads to told apart by the key. */
  public nameVault(idText: string, key: string): void {
    this.vaultKeys.set(idText, key);
  }

  /** What the vault with the id is told apart by, wherever in the program it is referred to. */
  public vaultKey(stack: TerraformStack, keyVaultId: string): string {
    if (isLiteral(keyVaultId)) {
      return literalKey(partsOf(RESOURCE_ID.keyVault, keyVaultId).name);
    }
    const text = textOf(stack, keyVaultId);
    return this.vaultKeys.get(text) ?? text;
  }
}
