/** A program of Terraform's JSON syntax, or a part of one. */
type Configuration = Readonly<Record<string, unknown>>;

/** The arguments of azurerm that are blocks. JSON does not tell them from maps. */
const BLOCKS = new Set([
  "access_policy",
  "azuread_administrator",
  "container",
  "dapr",
  "env",
  "identity",
  "lifecycle",
  "metadata",
  "registry",
  "secret",
  "template",
]);

/** The arguments whose strings are addresses. */
const ADDRESSES = new Set(["depends_on", "from", "to"]);

/** The blocks of a program in HCL, by their first lines. */
export function hclOf({ resource = {}, ...others }: Configuration): ReadonlyMap<string, readonly string[]> {
  const resources = Object.entries(resource as Readonly<Record<string, Configuration>>).flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]): [string, unknown] => [`resource "${type}" "${name}"`, body]),
  );
  const rest = Object.entries(others).flatMap(([kind, body]): [string, unknown][] =>
    Array.isArray(body)
      ? (body as unknown[]).map((one) => [kind, one])
      : Object.entries(body as Configuration).map(([name, one]) => [`${kind} "${name}"`, one]),
  );
  return new Map([...resources, ...rest].map(([head, body]) => [head, blockOf(head, body as Configuration, "")]));
}

function blockOf(head: string, body: Configuration, indentation: string): string[] {
  const inner = `${indentation}  `;
  const lines = Object.entries(body).flatMap(([name, value]) => {
    if (BLOCKS.has(name) && typeof value === "object") {
      const blocks = (Array.isArray(value) ? value : [value]) as Configuration[];
      return blocks.flatMap((one) => blockOf(name, one, inner));
    }
    return [`${inner}${name} = ${valueOf(value, ADDRESSES.has(name))}`];
  });
  return [`${indentation}${head} {`, ...lines, `${indentation}}`];
}

/** A value; a string that is nothing but one reference is that reference. */
function valueOf(value: unknown, isAddress: boolean): string {
  if (Array.isArray(value)) {
    return `[${value.map((one) => valueOf(one, isAddress)).join(", ")}]`;
  }
  const reference = typeof value === "string" ? /^\$\{([^{}]*)\}$/.exec(value)?.[1] : undefined;
  return reference ?? (isAddress ? String(value) : JSON.stringify(value));
}

/**
 * What differs between two programs, as a diff of their HCL: of each block that differs, the lines that do, with those
 * that open and close the blocks around them.
 */
export function hclDiff(before: Configuration, after: Configuration): string {
  const [one, other] = [hclOf(before), hclOf(after)];
  const heads = [...new Set([...one.keys(), ...other.keys()])];
  return heads
    .map((head) => diffOf(one.get(head) ?? [], other.get(head) ?? []))
    .filter((lines) => lines.some((line) => !line.startsWith(" ")))
    .map((lines) => shortened(lines).join("\n"))
    .join("\n\n");
}

/** The lines of a diff: those that both have start with a space, the others with - or +. */
function diffOf(before: readonly string[], after: readonly string[]): string[] {
  // How many lines the rests from two lines on share at most, from the last lines to the first.
  const shared = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  const at = (i: number, j: number) => shared[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const isSame = before[i] === after[j];
      shared[i]?.splice(j, 1, isSame ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1)));
    }
  }
  const lines: string[] = [];
  for (let i = 0, j = 0; i < before.length || j < after.length;) {
    const isSame = i < before.length && before[i] === after[j];
    const isRemoved = !isSame && i < before.length && (j === after.length || at(i + 1, j) >= at(i, j + 1));
    if (isSame) {
      lines.push(`  ${before[i++]}`);
      j++;
    } else {
      lines.push(isRemoved ? `- ${before[i++]}` : `+ ${after[j++]}`);
    }
  }
  return lines;
}

/** Without what both have, but for the lines around what differs and those that open and close its blocks. */
function shortened(lines: readonly string[]): string[] {
  const isChanged = (i: number) => !(lines[i] ?? " ").startsWith(" ");
  const depth = (i: number) => (lines[i] ?? "").slice(2).search(/\S/);
  const changed = lines.flatMap((_, i) => (isChanged(i) ? [i] : []));
  const isAround = (i: number) =>
    changed.some((at) => {
      const [from, to] = [Math.min(i, at), Math.max(i, at)];
      const between = Array.from({ length: to - from - 1 }, (_, k) => from + 1 + k);
      return depth(i) < depth(at) && between.every((k) => depth(k) > depth(i));
    });
  const isArgument = (i: number) => !/[{}]$/.test(lines[i] ?? "");
  const isBeside = (i: number) => isArgument(i) && [i - 1, i + 1].some((at) => isChanged(at) && depth(at) === depth(i));
  const isKept = (i: number) => isChanged(i) || isBeside(i) || isAround(i);
  return lines.flatMap((line, i) => {
    if (isKept(i)) {
      return [line];
    }
    return i === 0 || isKept(i - 1) ? [`  ${" ".repeat(depth(i))}# …`] : [];
  });
}
