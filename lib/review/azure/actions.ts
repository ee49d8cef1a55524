/** What a role or a policy allows, in Azure's words: patterns of actions on the control plane and on the data plane. */
export interface Allowed {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** Patterns, and those that are taken out of them. */
interface Plane {
  readonly on: readonly string[];
  readonly off: readonly string[];
}

/** What allows nothing. */
export const NOTHING_ALLOWED: Allowed = { actions: [], notActions: [], dataActions: [], notDataActions: [] };

function planesOf({ actions, notActions, dataActions, notDataActions }: Allowed): readonly Plane[] {
  return [
    { on: actions, off: notActions },
    { on: dataActions, off: notDataActions },
  ];
}

/** Whether an action, of either plane, is allowed. */
export function allows(allowed: Allowed, action: string): boolean {
  return planesOf(allowed).some(({ on, off }) => on.some((pattern) => covers(pattern, action)) && !off.some((pattern) => covers(pattern, action)));
}

/** Whether all that one allows, the other allows too. Where that cannot be told, it does not. */
export function isWithin(one: Allowed, other: Allowed): boolean {
  const others = planesOf(other);
  return planesOf(one).every((plane, i) => isPlaneWithin(plane, others[i]!));
}

function isPlaneWithin(one: Plane, other: Plane): boolean {
  return one.on.every((pattern) => {
    const isOn = other.on.some((wider) => covers(wider, pattern));
    const takenOut = other.off.filter((off) => overlaps(off, pattern));
    return isOn && takenOut.every((off) => one.off.some((own) => covers(own, off) || covers(own, pattern)));
  });
}

/** Whether a pattern matches all that another one, or an action, matches. */
export function covers(pattern: string, other: string): boolean {
  const [wide, narrow] = [pattern.toLowerCase(), other.toLowerCase()];
  if (!wide.includes("*")) {
    return wide === narrow;
  }
  return coversParts(wide.split("*"), narrow);
}

/** Each part of the wider pattern is found in turn, so that no pattern takes long. */
function coversParts(parts: readonly string[], text: string): boolean {
  const first = parts[0]!;
  const last = parts.at(-1)!;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) {
    return false;
  }
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) {
      return false;
    }
    at = found + part.length;
  }
  return at <= text.length - last.length;
}

/** Whether some action matches both patterns. */
export function overlaps(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  // Row i says at which places of b the first i characters of a can end.
  let row = new Set([0]);
  spread(row, b);
  for (const character of a) {
    const next = new Set<number>();
    for (const at of row) {
      if (character === "*") {
        for (let end = at; end <= b.length; end++) {
          next.add(end);
        }
      } else if (b[at] === "*") {
        next.add(at);
      } else if (b[at] === character) {
        next.add(at + 1);
      }
    }
    row = next;
    spread(row, b);
  }
  return row.has(b.length);
}

/** A star may stand for nothing. */
function spread(row: Set<number>, pattern: string): void {
  for (const at of row) {
    if (pattern[at] === "*") {
      row.add(at + 1);
    }
  }
}
