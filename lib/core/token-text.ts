import {
  DefaultTokenResolver,
  IPostProcessor,
  IResolvable,
  IResolveContext,
  StringConcat,
  TerraformDataSource,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "cdktf";
import { withoutKnownAfterApply } from "./known-after-apply";
import { isLiteral } from "./problems";

/**
 * Resolves references to text that is the same wherever they are read: an attribute read twice is two tokens with one
 * text, and the path of the stack before the address distinguishes two stacks that give a resource the same logical id.
 */
class OriginResolver extends DefaultTokenResolver {
  readonly origins = new Set<TerraformStack>();

  constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    const origin = originOf(token);
    if (!origin) {
      return super.resolveToken(token, context, postProcessor) as unknown;
    }
    this.origins.add(origin);
    return `${origin.node.path}:${String(token.resolve({ ...context, scope: origin, suppressBraces: true }))}`;
  }
}

/**
 * The text of a value: a literal in lower case, because Azure's names have none, and a reference as `<stack
 * path>:<address>`.
 */
export function textOf(scope: TerraformStack, value: string): string {
  return isLiteral(value) ? value.toLowerCase() : withoutKnownAfterApply(resolvedText(scope, value));
}

/** Whether a reference is to an id that Terraform takes as known after apply whatever the provider plans. */
export function isKnownAfterApply(scope: TerraformStack, value: string): boolean {
  return !isLiteral(value) && resolvedText(scope, value) !== textOf(scope, value);
}

function resolvedText(scope: TerraformStack, value: string): string {
  return String(Tokenization.resolve(value, { scope, resolver: new OriginResolver() }));
}

/** The text of an attribute, without the token (and its stack trace) that reading it makes. */
export function textOfAttribute(of: TerraformResource | TerraformDataSource, attribute: string): string {
  const type = TerraformDataSource.isTerraformDataSource(of)
    ? `data.${of.terraformResourceType}`
    : of.terraformResourceType;
  return `${of.cdktfStack.node.path}:${type}.${of.friendlyUniqueId}.${attribute}`;
}

/**
 * The text of a reference to one attribute, or of something in what it leads to: stack, type, name, attribute, the
 * rest.
 */
const REFERENCE = /^(.+?):(?:data\.)?\w+\.([\w-]+)\.([\w.[\]]+)(\/.*)?$/;

/**
 * A short name for a text, for use in a construct id: of a resource's id the logical id of the resource, of another
 * attribute that too, of something in it what follows as well, and else the text.
 */
export function labelOf(text: string, stack: TerraformStack): string {
  const reference = REFERENCE.exec(text);
  if (!reference) {
    return text;
  }
  const [, path, name, attribute, rest = ""] = reference;
  return [
    ...(path === stack.node.path ? [] : [path]),
    `${attribute === "id" ? name : `${name}.${attribute}`}${rest}`,
  ].join("/");
}

/** The stacks that the references in a value point into. */
export function originsOf(scope: TerraformStack, value: unknown): ReadonlySet<TerraformStack> {
  const resolver = new OriginResolver();
  Tokenization.resolve(value, { scope, resolver });
  return resolver.origins;
}

/**
 * The stack whose element a token refers to; undefined for a function call and its like, whose arguments have one.
 *
 * cdktf declares the field private, and nothing public tells two references with the same address in two stacks apart.
 */
export function originOf(token: IResolvable): TerraformStack | undefined {
  return (token as { readonly originStack?: TerraformStack }).originStack;
}
