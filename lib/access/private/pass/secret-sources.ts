import { TerraformElement, TerraformStack, TerraformVariable } from "cdktf";
import { ArgumentTexts } from "../../../core/argument-texts";
import { overridesOf } from "../../../core/element-internals";
import { isObject } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { elementTypeOf } from "../../../core/reference-graph";
import { literalSecretIn } from "../../../core/secret-text";
import { GAP, readTemplate, TemplateReference, TemplateText } from "../../../core/template";
import { isSecretAttribute } from "../secret-attributes";

/** Something in a value that not everybody may know, or that Terraform keeps nowhere. */
export interface SecretSource {
  /** What it is, without the secret, as the end of the sentence "it is from …". */
  readonly words: string;
  /** Whether it is ephemeral, which Terraform takes in write-only arguments only. */
  readonly isEphemeral: boolean;
  /** Whether the program holds it as a literal. */
  readonly isLiteral?: boolean;
}

/** Functions whose result does not tell the argument, and the one by which a program says that it is no secret. */
const TELLS_NOTHING = new Set([
  ...["nonsensitive", "issensitive", "length", "can", "contains", "startswith", "endswith", "strcontains"],
  ...["md5", "sha1", "sha256", "sha512", "base64sha256", "base64sha512", "bcrypt", "uuidv5", "alltrue", "anytrue"],
]);

/** Finds the secrets in the values of a program, through its local values. */
export class SecretSources {
  private readonly readers = new Map<TerraformStack, ArgumentTexts>();
  private readonly declared = new Map<TerraformStack, ReadonlyMap<string, TerraformElement>>();
  private readonly found = new Map<TerraformStack, Map<string, readonly SecretSource[]>>();

  /**
   * @param stacks all stacks of the program
   */
  constructor(private readonly stacks: readonly TerraformStack[]) {}

  /** The texts of a stack's elements. */
  public textsOf(stack: TerraformStack): ArgumentTexts {
    const texts = this.readers.get(stack) ?? new ArgumentTexts(stack, this.stacks);
    this.readers.set(stack, texts);
    return texts;
  }

  /** Whether the stack declares something ephemeral. */
  public hasEphemeral(stack: TerraformStack): boolean {
    return (
      "ephemeral" in overridesOf(stack) ||
      [...this.declarationsOf(stack).values()].some((element) => isSet(element, "ephemeral"))
    );
  }

  /** The literal secrets in a value, each in a word. */
  public literalsIn(value: unknown, stack: TerraformStack): string[] {
    const sources = this.textsOf(stack)
      .in(value)
      .flatMap(({ text }) => this.in(text, stack));
    return sources.flatMap(({ words, isLiteral }) => (isLiteral ? [words] : []));
  }

  /**
   * Whether a value is the content of files beside the program, encoded or with references filled in, and no literal of
   * the program's.
   */
  public isOfFile(value: unknown, stack: TerraformStack): boolean {
    const [only, ...others] = this.textsOf(stack).in(value);
    const template = only && others.length === 0 ? readTemplate(only.text) : undefined;
    if (!only || !template) {
      return false;
    }
    const [reference, ...more] = template.references;
    const [root, name, ...steps] = reference?.path ?? [];
    const local = root === "local" && more.length === 0 && this.declarationsOf(stack).get(`local.${name}`);
    if (local && template.texts.every(isOnlyGap)) {
      return this.isOfFile(this.valueIn(local, steps, stack), stack);
    }
    return (
      [...template.texts, ...template.references].some(isWithinFile) &&
      template.texts.every((text) => isWithinFile(text) || isOnlyGap(text)) &&
      !LITERAL_VARIABLE.test(only.text)
    );
  }

  /** The secrets in a text of a stack's, each once. */
  public in(text: string, stack: TerraformStack): readonly SecretSource[] {
    const found = this.found.get(stack) ?? new Map<string, readonly SecretSource[]>();
    this.found.set(stack, found);
    let sources = found.get(text);
    if (!sources) {
      // Of a local that refers to itself, which Terraform refuses, nothing is found the second time.
      found.set(text, []);
      sources = this.read(text, stack);
      found.set(text, sources);
    }
    return sources;
  }

  private read(text: string, stack: TerraformStack): readonly SecretSource[] {
    const template = readTemplate(text);
    const all = [
      ...(template?.references.flatMap((reference) => this.ofReference(reference, stack)) ?? []),
      ...(template?.texts.flatMap(sourcesOfText) ?? []),
    ];
    return all.length < 2 ? all : [...new Map(all.map((source) => [source.words, source])).values()];
  }

  private ofReference(reference: TemplateReference, stack: TerraformStack): readonly SecretSource[] {
    const [, number] = /^stack_(\d+)$/.exec(reference.path[0] ?? "") ?? [];
    const origin = this.stacks[Number(number)] ?? stack;
    const path = number === undefined ? reference.path : reference.path.slice(1);
    const sources = reference.isBound ? [] : this.ofPath(path, origin);
    const { within, decides } = reference;
    const tells = !decides && !within.some((name) => TELLS_NOTHING.has(name));
    const shown = tells && within.includes("sensitive") && sources.length === 0 ? [CALLED_SENSITIVE] : sources;
    return shown.filter(({ isEphemeral }) => (isEphemeral ? !within.includes("ephemeralasnull") : tells));
  }

  private ofPath(path: readonly string[], stack: TerraformStack): readonly SecretSource[] {
    const [root, name = "", ...rest] = path;
    switch (root) {
      case "var":
        return this.ofVariable(this.declarationsOf(stack).get(`var.${name}`));
      case "local":
        return this.ofLocal(this.declarationsOf(stack).get(`local.${name}`), rest, stack);
      case "ephemeral":
        return [{ words: path.slice(0, 3).join("."), isEphemeral: true }];
      case "data":
        return ofAttribute(name, rest.slice(1), path);
      default:
        return ofAttribute(root ?? "", rest, path);
    }
  }

  private ofVariable(variable: TerraformElement | undefined): readonly SecretSource[] {
    if (!variable) {
      return [];
    }
    const path = pathInProgram(variable);
    if (isSet(variable, "ephemeral")) {
      return [{ words: `the ephemeral variable ${path}`, isEphemeral: true }];
    }
    const isSensitive = isSet(variable, "sensitive") || (variable as TerraformVariable).sensitive === true;
    return isSensitive ? [{ words: `the sensitive variable ${path}`, isEphemeral: false }] : [];
  }

  /** Of a local that is an object, what the reference takes of it alone. */
  private ofLocal(
    local: TerraformElement | undefined,
    steps: readonly string[],
    stack: TerraformStack,
  ): readonly SecretSource[] {
    if (!local) {
      return [];
    }
    const value = this.valueIn(local, steps, stack);
    return this.textsOf(stack)
      .in(value)
      .flatMap(({ text }) => this.in(text, stack));
  }

  /** What a local is, or the part of it that the steps lead to, as far as it is an object. */
  private valueIn(local: TerraformElement, steps: readonly string[], stack: TerraformStack): unknown {
    const { locals } = local.toTerraform() as { readonly locals: Readonly<Record<string, unknown>> };
    let value: unknown = this.textsOf(stack).resolve(Object.values(locals)[0]);
    for (const step of steps) {
      if (!isObject(value) || !Object.prototype.hasOwnProperty.call(value, step)) {
        break;
      }
      value = (value as Readonly<Record<string, unknown>>)[step];
    }
    return value;
  }

  private declarationsOf(stack: TerraformStack): ReadonlyMap<string, TerraformElement> {
    let declared = this.declared.get(stack);
    if (!declared) {
      const elements = stack.node
        .findAll()
        .filter((construct) => ["var", "local"].includes(elementTypeOf(construct) ?? "")) as TerraformElement[];
      const own = elements.filter((element) => element.cdktfStack === stack);
      declared = new Map(own.map((element) => [`${elementTypeOf(element)}.${element.friendlyUniqueId}`, element]));
      this.declared.set(stack, declared);
    }
    return declared;
  }
}

/** Functions that read a file. */
const READS_FILE = new Set(["file", "filebase64", "templatefile"]);

/** A variable of `templatefile` that is called a secret, with a literal or a local for its value. */
const LITERAL_VARIABLE = /(?:password|passwd|pwd|secret|token|key)"?\s*[=:]\s*(?:"(?!\$\{)[^"]|local\.)/i;

function isWithinFile({ within }: TemplateText | TemplateReference): boolean {
  return within.some((name) => READS_FILE.has(name));
}

/** Whether a text adds nothing to the value that it is in. */
function isOnlyGap({ text, decides }: TemplateText): boolean {
  return decides || text.split(GAP).join("").trim() === "";
}

const CALLED_SENSITIVE: SecretSource = { words: "what the program itself calls sensitive", isEphemeral: false };

function sourcesOfText({ text, within, decides }: TemplateText): SecretSource[] {
  const form = literalSecretIn(text);
  return form === undefined || decides || within.some((name) => TELLS_NOTHING.has(name))
    ? []
    : [{ words: `${form}, a literal in the program`, isEphemeral: false, isLiteral: true }];
}

function ofAttribute(type: string, steps: readonly string[], path: readonly string[]): SecretSource[] {
  const names = steps.filter((step) => !/^(?:\d+|\*)$/.test(step));
  return isSecretAttribute(type, names) ? [{ words: path.join("."), isEphemeral: false }] : [];
}

/** Whether a variable has the argument, which cdktf may know by an override only. */
function isSet(element: TerraformElement, argument: "sensitive" | "ephemeral"): boolean {
  return (
    elementTypeOf(element) === "var" &&
    ({ ...element, ...overridesOf(element) } as Readonly<Record<string, unknown>>)[argument] === true
  );
}
