import type { Secrets } from "./secrets";
import type { Value } from "./value";

/** The names that an expression may refer to. */
export interface Scope {
  /** Resolves the start of a traversal. */
  resolve(root: string, steps: readonly (string | number)[]): Resolved;
  /** The files that expressions may read; undefined where there are none. */
  readonly files?: Files;
  /** How secrets are treated by an evaluation that looks for them; undefined for any other. */
  readonly secrets?: Secrets;
}

/** The start of a traversal, resolved. */
export interface Resolved {
  readonly value: Value;
  /** How many steps of the traversal the value includes. */
  readonly taken: number;
}

/** The files of the folder under review. */
export interface Files {
  /** The text of a file; null where there is no such file, and undefined where it is not read. */
  read(name: string): string | null | undefined;
}

/** A scope with the names that an expression binds itself: those of a `for`, and the element of a splat. */
export class BoundScope implements Scope {
  /** How many bound scopes are nested, this one included. */
  private readonly level: number;

  /** How many bound scopes are nested down to a scope. */
  public static levelOf(scope: Scope): number {
    return scope instanceof BoundScope ? scope.level : 0;
  }

  constructor(
    private readonly outer: Scope,
    private readonly names: readonly string[],
    private readonly values: readonly Value[],
  ) {
    this.level = BoundScope.levelOf(outer) + 1;
  }

  public get files(): Files | undefined {
    return this.outer.files;
  }

  public get secrets(): Secrets | undefined {
    return this.outer.secrets;
  }

  public resolve(root: string, steps: readonly (string | number)[]): Resolved {
    const value = this.values[this.names.lastIndexOf(root)];
    return value === undefined ? this.outer.resolve(root, steps) : { value, taken: 0 };
  }
}
