import { isSecretAttribute } from "../azure/secret-attributes";
import { unknownBecause } from "./unknown";
import { Reference, referencesIn, ResourceInstance, Value } from "./value";

/** A secret that is no attribute of a resource: a sensitive variable, or what an expression calls sensitive. */
class SecretSource implements ResourceInstance {
  public readonly type = "secret";

  constructor(
    /** What it is, such as `the sensitive variable password`. */
    public readonly address: string,
  ) {}

  public get canonicalName(): string {
    return this.address;
  }

  public attributePath(path: Reference["path"]): Reference["path"] {
    return path;
  }

  /** Nothing of a secret is known. */
  public argument(): undefined {
    return undefined;
  }
}

/** What an expression calls sensitive with the function of that name. */
const CALLED_SENSITIVE = new Reference(new SecretSource("what the program itself calls sensitive"));

/** Functions whose result does not tell the argument, and the one by which a program says that it is no secret. */
const TELLS_NOTHING = new Set([
  ...["nonsensitive", "issensitive", "length", "can", "contains", "startswith", "endswith", "strcontains"],
  ...["md5", "sha1", "sha256", "sha512", "base64sha256", "base64sha512", "bcrypt", "uuidv5", "alltrue", "anytrue"],
]);

/**
 * How an evaluation that looks for secrets treats them: a secret is a reference that stays one, whatever value it has,
 * and that is lost where the result does not tell it.
 */
export const SECRETS = {
  /** The reference that stands for a sensitive variable. */
  ofVariable: (address: string): Reference => new Reference(new SecretSource(`the sensitive variable ${address}`)),

  /** Whether an argument of a resource is a secret. */
  isArgument: (type: string, name: string): boolean => isSecretAttribute(type, [name]),

  /** The result of a function, with the secrets that it tells. */
  resultOf: (name: string, result: Value): Value => {
    if (TELLS_NOTHING.has(name)) {
      return SECRETS.untold(result);
    }
    return name === "sensitive" && secretsIn(result).length === 0 ? CALLED_SENSITIVE : result;
  },

  /** A value that is made of secrets and does not tell them, such as which of two is larger. */
  untold: (value: Value): Value => {
    const references = referencesIn(value);
    const others = references.filter((reference) => !isSecret(reference));
    return others.length === references.length ? value : unknownBecause("it does not tell what it is made of", others);
  },
};

export type Secrets = typeof SECRETS;

/** The names of the secrets in a value, each as the program refers to it. */
export function secretsIn(value: Value): string[] {
  return referencesIn(value)
    .filter(isSecret)
    .map(({ instance, path }) =>
      (instance instanceof SecretSource ? [instance.address] : [instance.address, ...path]).join("."),
    );
}

function isSecret({ instance, path }: Reference): boolean {
  return instance instanceof SecretSource || isSecretAttribute(instance.type, namesIn(path));
}

/** The names in a path, without what indexes lists. */
export function namesIn(path: readonly (string | number)[]): string[] {
  return path.map(String).filter((step) => !/^(?:\d+|\*)$/.test(step));
}
