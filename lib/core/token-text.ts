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
import type { IConstruct } from "constructs";
import { withoutKnownAfterApply } from "./known-after-apply";
import { isLiteral } from "./problems";
import { withWholeStacks } from "./short-stacks";

/**
 * Resolves a reference to a text that is the same wherever it is read: two reads of one attribute are two tokens with
 * one text. The text starts with the path of the stack, because two stacks can give a resource the same logical id.
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
 * The text of a value: a literal in lower case, because Azure ignores the case of names, and a reference as `<stack
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
  const reference = onlyReferenceIn(value);
  if (reference) {
    return `${reference.stack.node.path}:${reference.address}`;
  }
  return String(
    withWholeStacks(() => Tokenization.resolve(value, { scope, resolver: new OriginResolver() }) as unknown),
  );
}

/** The text of a reference to an attribute. The attribute is not read, which would make a token with a stack trace. */
export function textOfAttribute(of: TerraformResource | TerraformDataSource, attribute: string): string {
  const type = TerraformDataSource.isTerraformDataSource(of)
    ? `data.${of.terraformResourceType}`
    : of.terraformResourceType;
  return `${of.cdktfStack.node.path}:${type}.${of.friendlyUniqueId}.${attribute}`;
}

/**
 * The text of a reference to one attribute, and of an id that starts with one: the stack path, the logical id of the
 * resource, the attribute, the rest of the id.
 */
const REFERENCE = /^(.+?):(?:data\.)?\w+\.([\w-]+)\.([\w.[\]]+)(\/.*)?$/;

/**
 * A short name for a text, for use in a construct id. For a reference to the `id` of a resource it is the logical id of
 * the resource; for another attribute the logical id and the attribute. The rest of an id that starts with a reference
 * is kept. Any other text is its own name.
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
  const reference = onlyReferenceIn(value);
  if (reference) {
    return new Set([reference.stack]);
  }
  const resolver = new OriginResolver();
  Tokenization.resolve(value, { scope, resolver });
  return resolver.origins;
}

/**
 * A reference of cdktf's to an element. cdktf declares the fields private, but nothing public distinguishes references
 * with the same address in two stacks.
 */
interface ElementReference {
  readonly originStack?: TerraformStack;
  readonly identifier?: string;
}

/**
 * The stack whose element a token refers to; undefined for a token such as a function call, whose arguments refer to
 * elements.
 */
export function originOf(token: IResolvable): TerraformStack | undefined {
  return (token as ElementReference).originStack;
}

/** A string of one token and nothing else. */
const ONE_TOKEN = /^\$\{TfToken\[[^\]]*\]\}$/;

/**
 * The stack and the address that a value refers to which is one reference and nothing else. Most references are, and to
 * resolve them takes cdktf much longer.
 */
export function onlyReferenceIn(
  value: unknown,
): { readonly stack: TerraformStack; readonly address: string } | undefined {
  if (typeof value !== "string" || !ONE_TOKEN.test(value)) {
    return undefined;
  }
  const { originStack: stack, identifier: address } = (Tokenization.reverseString(value).firstToken ??
    {}) as ElementReference;
  return stack && address !== undefined && !address.includes("{") ? { stack, address } : undefined;
}

/** The text of a value that is one reference to an element of the stack, as Terraform reads it. */
export function onlyReferenceText(stack: IConstruct, value: unknown): string | undefined {
  const reference = onlyReferenceIn(value);
  return reference?.stack === stack ? `\${${reference.address}}` : undefined;
}
