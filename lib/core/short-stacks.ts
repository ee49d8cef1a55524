type Capture = (target: object, below?: Parameters<typeof Error.captureStackTrace>[1]) => void;

/** The function that short stacks stand in for, while they do. */
let replaced: Capture | undefined;

/**
 * Makes something whose tokens each keep one line of the stack: the one that calls the caller of this function. A class
 * or a public method of this library calls it, so that this is the user's own line.
 *
 * cdktf has every token and every block keep the stack at which it is made, of whatever depth, and prints it where the
 * token does not resolve. There is no switch for that, and it sets `Error.stackTraceLimit` itself. An app of this
 * library makes 23 of them, whose stacks differ only within cdktf and this library: to capture, format and keep them
 * takes a quarter of the time of a synthesis, and half where stacks are mapped to TypeScript.
 *
 * So `Error.captureStackTrace` is another function until `make` returns or throws. It answers cdktf alone, by the form
 * of what cdktf passes; errors, and whatever else captures a stack, get what they always do.
 */
export function withShortStacks<T>(make: () => T): T {
  if (replaced) {
    return make();
  }
  const capture = currentCapture();
  const stack = lineOfUser();
  return withCapture(
    (target, below) => {
      if (isOfCdktf(target)) {
        target.stack = stack;
      } else {
        capture(target, below);
      }
    },
    capture,
    make,
  );
}

/** Calls what may call a function of the user's, such as the producer of a lazy value, whose tokens keep whole stacks. */
export function withWholeStacks<T>(call: () => T): T {
  return replaced ? withCapture(replaced, undefined, call) : call();
}

function withCapture<T>(capture: Capture, replacing: Capture | undefined, call: () => T): T {
  const before = { capture: currentCapture(), replaced };
  Error.captureStackTrace = capture;
  replaced = replacing;
  try {
    return call();
  } finally {
    Error.captureStackTrace = before.capture;
    replaced = before.replaced;
  }
}

function currentCapture(): Capture {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- the function does not read `this`
  return Error.captureStackTrace;
}

/** An object that holds a stack and nothing else. */
interface StackHolder {
  stack: string;
}

/** Whether the object is one that cdktf makes only to read a stack from it. */
function isOfCdktf(target: object): target is StackHolder {
  return Object.getPrototypeOf(target) === Object.prototype && (target as Partial<StackHolder>).stack === "";
}

/** A stack of one line: below this function, the second call. */
function lineOfUser(): string {
  const { stackTraceLimit } = Error;
  const holder: StackHolder = { stack: "" };
  try {
    Error.stackTraceLimit = 2;
    Error.captureStackTrace(holder, withShortStacks);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  const [head, , line] = holder.stack.split("\n");
  return line === undefined ? "" : `${head}\n${line}`;
}
