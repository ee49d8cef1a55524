import { IResolveContext, TerraformResource, Tokenization } from "cdktf";
import { isObject } from "./problems";
import { onlyReferenceText } from "./token-text";

/**
 * Makes what the resource renders resolve itself, to what cdktf would resolve it to.
 *
 * cdktf resolves each resource three times, and makes contexts and matches patterns for every argument that azurerm's
 * class knows, set or not: that is most of the time of a synthesis. Two of three arguments of an app are unset, and
 * nearly all others are plain values, which resolve to themselves, or references within the stack. So cdktf is asked
 * for the rest alone.
 */
export function resolveItself<T extends TerraformResource>(resource: T): T {
  const render = resource.toTerraform.bind(resource) as () => object;
  resource.toTerraform = () => resolvingItself(render());
  return resource;
}

/** The same object, which can be read as before, and which cdktf takes for a token. */
function resolvingItself(rendered: object): object {
  const resolve = (context: IResolveContext): unknown => {
    // Unlike the object itself, its copy is no token.
    const plain = { ...rendered };
    try {
      const result = resolved(plain, context);
      // What a token returns is resolved again, unlike what its post-processor returns.
      context.registerPostProcessor({ postProcess: () => result });
      return undefined;
    } catch {
      return resolvedByCdktf(plain, context);
    }
  };
  return Object.defineProperty(rendered, "resolve", { value: resolve });
}

/** What cdktf resolves it to; or cdktf's error, which says in which argument it is. */
function resolvedByCdktf(rendered: object, context: IResolveContext): unknown {
  try {
    return askCdktf(rendered, context);
  } catch (error) {
    if (error instanceof Error) {
      // cdktf puts these words before the error of each token, and so once more before this one.
      error.message = error.message.replace(/^Resolution error: /, "");
    }
    throw error;
  }
}

function resolved(value: unknown, context: IResolveContext): unknown {
  if (!isObject(value)) {
    return isPlain(value) ? value : (onlyReferenceText(context.scope, value) ?? askCdktf(value, context));
  }
  if (Array.isArray(value)) {
    return value.some(mayBeList)
      ? askCdktf(value, context)
      : value.map((item) => resolved(item, context)).filter((item) => item !== undefined);
  }
  if (Object.getPrototypeOf(value) !== Object.prototype || Tokenization.isResolvable(value)) {
    return askCdktf(value, context);
  }
  const members: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value) as readonly [string, unknown][]) {
    if (MAY_RESOLVE.test(name)) {
      return askCdktf(value, context);
    }
    const known = member === undefined ? undefined : resolved(member, context);
    if (known !== undefined) {
      members[name] = known;
    }
  }
  return members;
}

function askCdktf(value: unknown, context: IResolveContext): unknown {
  return context.resolve(value) as unknown;
}

/** Whether the item of a list may be the token of that list, which is a text or a number. */
function mayBeList(item: unknown): boolean {
  return typeof item === "string" ? item.includes("#{") : typeof item === "number" && !isPlain(item);
}

/** Whether a value that is no object certainly resolves to itself. */
function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case "string":
      return !MAY_RESOLVE.test(value);
    case "number":
      // Number tokens are negative.
      return value >= 0;
    case "function":
      return false;
    default:
      return true;
  }
}

/** Matches a text with a token or a reference in it, the token of a number, or what cdktf has as the value of a map. */
const MAY_RESOLVE = /\{|e\+|Map Token Value$/;
