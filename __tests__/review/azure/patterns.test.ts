import fc from "fast-check";
import { Allowed, allows, NOTHING_ALLOWED } from "../../../lib/review/azure/actions";
import { Containment } from "../../../lib/review/azure/containment";
import { Effort, Patterns } from "../../../lib/review/azure/patterns";

/** Every action of up to four letters. */
const ACTIONS = Array.from({ length: 5 }, (_, length) => length).flatMap((length) =>
  Array.from({ length: 3 ** length }, (_, number) =>
    Array.from({ length }, (_, i) => "ab/"[Math.floor(number / 3 ** i) % 3]!).join(""),
  ),
);

/** A pattern, and what it is where a star that is a whole step stands for no step. */
const spellingsOf = (pattern: string) => [pattern, pattern.replace(/\/\*(?=\/)/g, "")];
const matches = (pattern: string, action: string) =>
  spellingsOf(pattern).some((one) => new RegExp(`^${one.replace(/\*/g, ".*")}$`, "i").test(action));
const anyMatches = (patterns: readonly string[], action: string) =>
  patterns.some((pattern) => matches(pattern, action));
const pattern = fc.string({ unit: fc.constantFrom("a", "b", "A", "/", "*"), maxLength: 4 });
const patterns = fc.array(pattern, { maxLength: 4 });
const allowed = fc.record<Allowed>({
  actions: patterns,
  notActions: patterns,
  dataActions: patterns,
  notDataActions: patterns,
});

test("an action is allowed where a pattern matches it and none takes it out", () => {
  fc.assert(
    fc.property(allowed, (one) => {
      for (const action of ACTIONS) {
        const expected =
          (anyMatches(one.actions, action) && !anyMatches(one.notActions, action)) ||
          (anyMatches(one.dataActions, action) && !anyMatches(one.notDataActions, action));
        expect(allows(one, action)).toBe(expected);
      }
    }),
  );
});

test("a pattern covers another one where it matches all that the other one matches", () => {
  fc.assert(
    fc.property(patterns, pattern, (wide, narrow) => {
      // A letter that stands in no pattern is matched by what matches any letter.
      const matchedBy = (spelling: string) =>
        ACTIONS.concat(spelling.replace(/\*/g, "x"), spelling.replace(/\*/g, "xyx")).filter((action) =>
          new RegExp(`^${spelling.replace(/\*/g, ".*")}$`, "i").test(action),
        );
      expect(Patterns.of(wide).covers(narrow)).toBe(
        spellingsOf(narrow).every((spelling) =>
          wide.some((one) => matchedBy(spelling).every((action) => matches(one, action))),
        ),
      );
    }),
    { numRuns: 2_000 },
  );
});

test("patterns overlap where an action matches both", () => {
  fc.assert(
    fc.property(patterns, pattern, (some, other) => {
      expect(Patterns.of(some).overlaps(other)).toBe(some.some((one) => overlapsNaively(one, other)));
    }),
    { numRuns: 5_000 },
  );
});

function overlapsNaively(one: string, other: string): boolean {
  return spellingsOf(one).some((a) => spellingsOf(other).some((b) => overlapsByLetters(a, b)));
}

/** Letter by letter. */
function overlapsByLetters(one: string, other: string): boolean {
  const [a, b] = [[...one.toLowerCase()], [...other.toLowerCase()]];
  const [[first, ...rest], [second, ...others]] = [a, b];
  if (first === undefined || second === undefined) {
    return [...a, ...b].every((character) => character === "*");
  }
  if (first === "*") {
    return overlapsByLetters(rest.join(""), other) || overlapsByLetters(one, others.join(""));
  }
  return second === "*"
    ? overlapsByLetters(other, one)
    : first === second && overlapsByLetters(rest.join(""), others.join(""));
}

describe("something is within something else", () => {
  const isWithin = (one: Allowed, other: Allowed) => new Containment().isWithin(one, other);

  test("only where the other allows all that it allows", () => {
    fc.assert(
      fc.property(allowed, allowed, (one, other) => {
        if (isWithin(one, other)) {
          expect(
            ACTIONS.filter(
              (action) => allows({ ...one, dataActions: [] }, action) && !allows({ ...other, dataActions: [] }, action),
            ),
          ).toEqual([]);
          expect(
            ACTIONS.filter(
              (action) => allows({ ...one, actions: [] }, action) && !allows({ ...other, actions: [] }, action),
            ),
          ).toEqual([]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("wherever each of its patterns is, and what the other takes out, it takes out too", () => {
    const coveredBy = (many: readonly string[], one: string) => many.some((wide) => Patterns.of([wide]).covers(one));
    const isPlaneWithin = (
      on: readonly string[],
      off: readonly string[],
      otherOn: readonly string[],
      otherOff: readonly string[],
    ) =>
      on.every(
        (one) =>
          coveredBy(otherOn, one) &&
          otherOff
            .flatMap(spellingsOf)
            .filter((out) => spellingsOf(one).some((spelling) => overlapsByLetters(out, spelling)))
            .every((out) => coveredBy(off, out) || coveredBy(off, one)),
      );
    fc.assert(
      fc.property(patterns, patterns, patterns, patterns, (on, off, otherOn, otherOff) => {
        const planes = (actions: string[], notActions: string[]) => ({ ...NOTHING_ALLOWED, actions, notActions });
        expect(isWithin(planes(on, off), planes(otherOn, otherOff))).toBe(isPlaneWithin(on, off, otherOn, otherOff));
      }),
      { numRuns: 5_000 },
    );
  });

  const many = (form: (i: number) => string, count = 3_000) => Array.from({ length: count }, (_, i) => form(i));

  test.each<[string, (i: number) => string, (i: number) => string]>([
    ["actions", (i) => `Microsoft.App/${i}/read`, (i) => `microsoft.app/${i}/read`],
    ["all that begins alike", (i) => `Microsoft.App/${i}/*`, (i) => `Microsoft.App/${i}/x/*`],
    ["stars in the middle", (i) => `Microsoft.App/${i}/*/read`, (i) => `Microsoft.App/${i}/x/*/read`],
  ])("in time that grows with its patterns: %s", (_, on, off) => {
    const one = { ...NOTHING_ALLOWED, actions: many(on), notActions: many(off) };
    const more = { ...one, actions: [...one.actions].reverse(), notActions: one.notActions.slice(1).reverse() };
    const started = Date.now();
    expect([isWithin(one, more), isWithin(more, one), isWithin(one, one)]).toEqual([true, false, true]);
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  test("where that takes too long to find out, it is not", () => {
    const star = (letter: string) => ({
      ...NOTHING_ALLOWED,
      actions: many((i) => `*${letter}*${i}*`),
      notActions: many((i) => `*${i}*${letter}*`),
    });
    const started = Date.now();
    expect(isWithin(star("a"), star("b"))).toBe(false);
    expect(Date.now() - started).toBeLessThan(5_000);
  });
});

test("what may not be looked at is neither covered nor free of others", () => {
  const some = Patterns.of(["a*b"]);
  expect([some.covers("a/b"), some.covers("a/b", new Effort(2))]).toEqual([true, false]);
  expect([some.overlaps("c*"), some.overlaps("a*c"), some.overlaps("a*c", new Effort(2))]).toEqual([
    false,
    false,
    true,
  ]);
});
