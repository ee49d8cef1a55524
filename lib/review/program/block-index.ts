import type { ModuleDeclaration, ResourceDeclaration } from "./declaration";

/** Finds the blocks of a module by type and name, without making a text of the two; all copies of a module share one. */
export class BlockIndex {
  private static readonly known = new WeakMap<ModuleDeclaration, BlockIndex>();
  private readonly managed = new Map<string, Map<string, number>>();
  private readonly data = new Map<string, Map<string, number>>();

  public static of(declaration: ModuleDeclaration): BlockIndex {
    let index = BlockIndex.known.get(declaration);
    if (!index) {
      index = new BlockIndex(declaration.resources.values());
      BlockIndex.known.set(declaration, index);
    }
    return index;
  }

  private constructor(blocks: Iterable<ResourceDeclaration>) {
    let position = 0;
    for (const { mode, type, name } of blocks) {
      const ofMode = mode === "data" ? this.data : this.managed;
      let ofType = ofMode.get(type);
      if (!ofType) {
        ofType = new Map();
        ofMode.set(type, ofType);
      }
      ofType.set(name, position++);
    }
  }

  /** The position of a block among all of the module; undefined where there is no such block. */
  public positionOf(mode: ResourceDeclaration["mode"], type: string, name: string): number | undefined {
    return (mode === "data" ? this.data : this.managed).get(type)?.get(name);
  }
}
