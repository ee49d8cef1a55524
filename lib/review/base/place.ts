/**
 * Where something is, as the end of its key says it: the id of its subscription and, among several stacks, the stack
 * that makes it or that alone knows where it is.
 */
export interface Place {
  /** The id of the subscription; `*` where the name is unique in all of Azure; empty where only the stack knows it. */
  readonly id: string;
  /** Undefined where the program has only one stack, or where the place is the same for all stacks. */
  readonly stack?: string;
  /** Whether the stack makes it. */
  readonly isMade: boolean;
  /** Whether another stack makes something of the same name in the same place, too. */
  readonly isShared?: boolean;
}

/** The id of the place of what has a name that is unique in all of Azure. */
export const ANYWHERE = "*";

/** The end of a place that a stack makes something in, or that it alone knows. */
const IN_STACK = /^(.*)<([+&]?)([^<>]+)>$/s;

/** Reads the text of a place. */
export function placeIn(text: string): Place {
  const [, id = text, made, stack] = IN_STACK.exec(text) ?? [];
  return {
    id,
    stack: stack === undefined ? undefined : decodeURIComponent(stack),
    isMade: made === "+" || made === "&",
    isShared: made === "&",
  };
}

/** Writes the text of a place, as the end of a key. */
export function placeText({ id, stack, isMade, isShared }: Place): string {
  const mark = isShared ? "&" : "+";
  return stack === undefined ? id : `${id}<${isMade ? mark : ""}${encodeURIComponent(stack)}>`;
}

/** The id of the subscription of a place; undefined where it is not known, or where the place is in none. */
export function idIn({ id }: Place): string | undefined {
  return id === "" || id === ANYWHERE ? undefined : id;
}
