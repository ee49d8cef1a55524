import {
  DefaultTokenResolver,
  IPostProcessor,
  IResolvable,
  IResolveContext,
  StringConcat,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "cdktf";
import { attributesOf, dynamicBlockOf, overridesOf } from "./element-internals";
import { isObject, isReference } from "./problems";
import { onlyReferenceText, originOf } from "./token-text";

/** A text among the arguments of an element, as Terraform reads it. */
export interface ArgumentText {
  /** Where it stands, in azurerm's words: `template.container["api"].env["DB"].value`. */
  readonly place: string;
  /** The text, where a reference into another stack starts with `stack_<number>`. */
  readonly text: string;
}

/** Reads the texts of a stack's elements, with the references that are in them. */
export class ArgumentTexts {
  private readonly resolver: ReferenceResolver;

  constructor(
    private readonly stack: TerraformStack,
    /** The stacks of the program, by whose numbers the texts name them. */
    stacks: readonly TerraformStack[],
  ) {
    this.resolver = new ReferenceResolver(stack, stacks);
  }

  /**
   * The texts of a resource, those of its overrides among them.
   *
   * @param leftOut an argument whose texts are not wanted
   */
  public ofResource(resource: TerraformResource, leftOut?: string): ArgumentText[] {
    return [attributesOf(resource), overridesOf(resource)].flatMap((all) =>
      this.in(leftOut === undefined ? all : { ...(all as object), [leftOut]: undefined }),
    );
  }

  /** The texts in a value. */
  public in(value: unknown): ArgumentText[] {
    const texts: ArgumentText[] = [];
    this.collect(value, undefined, texts);
    return texts;
  }

  /** The value with all tokens resolved. */
  public resolve(value: unknown): unknown {
    return Tokenization.resolve(value, { scope: this.stack, resolver: this.resolver }) as unknown;
  }

  private collect(value: unknown, at: Place | undefined, texts: ArgumentText[]): void {
    const known = isToken(value) ? (onlyReferenceText(this.stack, value) ?? this.resolve(value)) : value;
    if (typeof known === "string") {
      texts.push(new PlacedText(known, at));
    } else if (Array.isArray(known)) {
      for (const [index, item] of known.entries()) {
        this.collect(item, { within: at, index, item }, texts);
      }
    } else if (isObject(known)) {
      for (const [key, item] of Object.entries(known)) {
        if (key.includes("${")) {
          texts.push(new PlacedText(key, at));
        }
        if (item !== undefined) {
          this.collect(item, { within: at, key }, texts);
        }
      }
    }
  }
}

/** A member of an object, or an item of a list, and where that object or list stands. */
type Place = { readonly within?: Place } & (
  { readonly key: string } | { readonly key?: undefined; readonly index: number; readonly item: unknown }
);

/** A text that puts its place into words when it is asked: nearly all texts are only read. */
class PlacedText implements ArgumentText {
  constructor(
    public readonly text: string,
    private readonly at: Place | undefined,
  ) {}

  public get place(): string {
    return wordsOf(this.at);
  }
}

function wordsOf(place: Place | undefined): string {
  if (!place) {
    return "";
  }
  const before = wordsOf(place.within);
  return place.key === undefined ? `${before}[${nameOf(place.item) ?? place.index}]` : placeIn(before, place.key);
}

function isToken(value: unknown): boolean {
  return isReference(value) || (isObject(value) && "toTerraformDynamicBlockJson" in value);
}

function placeIn(place: string, key: string): string {
  if (/^[a-z_]\w*$/i.test(key)) {
    return `${place}${place && "."}${key}`;
  }
  return /^\d+$/.test(key) ? `${place}[${key}]` : `${place}[${JSON.stringify(key)}]`;
}

/** The literal name of a block, in quotes. */
function nameOf(item: unknown): string | undefined {
  const { name } = (isObject(item) ? item : {}) as { readonly name?: unknown };
  return typeof name === "string" && /^[\w.-]+$/.test(name) ? JSON.stringify(name) : undefined;
}

/** Resolves references, and has those into other stacks say so, without making anything of them. */
class ReferenceResolver extends DefaultTokenResolver {
  constructor(
    private readonly stack: TerraformStack,
    private readonly stacks: readonly TerraformStack[],
  ) {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    const block = dynamicBlockOf(token);
    if (block !== undefined) {
      return context.resolve(block) as unknown;
    }
    const origin = originOf(token);
    if (!origin || origin === this.stack) {
      return super.resolveToken(token, context, postProcessor) as unknown;
    }
    const text = String(token.resolve({ ...context, scope: origin }));
    return text.replace(/^(\$\{)?/, `$1stack_${this.stacks.indexOf(origin)}.`);
  }
}
