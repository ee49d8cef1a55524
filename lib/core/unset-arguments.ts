import { TerraformResource, Tokenization } from "cdktf";
import { isObject } from "./problems";

/**
 * Makes the resource render the arguments that are set, and no others. azurerm's classes name each argument that they
 * know, and cdktf resolves the name and the value of each three times before it leaves the unset ones out: two of three
 * arguments of an app are unset. What cdktf writes is the same.
 */
export function leaveOutUnset<T extends TerraformResource>(resource: T): T {
  const rendered = resource as unknown as { synthesizeAttributes: () => Readonly<Record<string, unknown>> };
  const render = rendered.synthesizeAttributes.bind(resource);
  rendered.synthesizeAttributes = () => setIn(render()) as Readonly<Record<string, unknown>>;
  return resource;
}

/** The value without the members of its objects that are undefined. Tokens and objects with a class stay as they are. */
function setIn(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(setIn);
  }
  if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype || Tokenization.isResolvable(value)) {
    return value;
  }
  const set: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined) {
      set[name] = setIn(member);
    }
  }
  return set;
}
