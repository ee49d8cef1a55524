import fc from "fast-check";
import { Allowed, allows, NOTHING_ALLOWED } from "../../../lib/review/azure/actions";
import { Containment } from "../../../lib/review/azure/containment";
import { Effort, Patterns } from "../../../lib/review/azure/patterns";
import { runs } from "../../support/runs";

/** Every action of up to four letters. */
const ACTIONS = Array.from({ length: 5 }, (_, length) => length).flatMap((length) =>
  Array.from({ length: 3 ** length }, (_, number) =>
    Array.from({ length }, (_, i) => "ab/"[Math.floor(number / 3 ** i) % 3]!).join(""),
  ),
);

/** A star between two slashes may stand for no part. */
const matches = (pattern: string, action: string) =>
  new RegExp(`^${pattern.replace(/\/\*(?=\/)/g, "(/.*)?").replace(/(?<!\.)\*/g, ".*")}$`, "i").test(action);
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
      const isCovered = Patterns.of(wide).covers(narrow);
      // A letter that stands in no pattern is matched by what matches any letter.
      const all = ACTIONS.concat(narrow.replace(/\*/g, "x"), narrow.replace(/\*/g, "xyx")).filter((action) =>
        matches(narrow, action),
      );
      const isCoveredByOne = wide.some((one) => all.every((action) => matches(one, action)));
      const isMatchedByAll = all.every((action) => anyMatches(wide, action));
      // Of a pattern with several forms, several patterns may cover one each.
      expect(isCovered).toBe(narrow.includes("/*/") ? isMatchedByAll && (isCovered || isCoveredByOne) : isCoveredByOne);
    }),
    { numRuns: runs(2_000) },
  );
});

test("patterns overlap where an action matches both", () => {
  fc.assert(
    fc.property(patterns, pattern, (some, other) => {
      expect(Patterns.of(some).overlaps(other)).toBe(some.some((one) => overlapsNaively(one, other)));
    }),
    { numRuns: runs(5_000) },
  );
});

/** Letter by letter. */
function overlapsNaively(one: string, other: string): boolean {
  const [a, b] = [[...one.toLowerCase()], [...other.toLowerCase()]];
  if (one.startsWith("/*/") && overlapsNaively(one.slice(2), other)) {
    return true;
  }
  if (other.startsWith("/*/") && overlapsNaively(one, other.slice(2))) {
    return true;
  }
  const [[first, ...rest], [second, ...others]] = [a, b];
  if (first === undefined || second === undefined) {
    return [...a, ...b].every((character) => character === "*");
  }
  if (first === "*") {
    return overlapsNaively(rest.join(""), other) || overlapsNaively(one, others.join(""));
  }
  return second === "*"
    ? overlapsNaively(other, one)
    : first === second && overlapsNaively(rest.join(""), others.join(""));
}

test("a star between two slashes stands for no part, too, as Managed Identity Operator needs it", () => {
  const ASSIGN = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action";
  const identities = (rest: string) => `Microsoft.ManagedIdentity/userAssignedIdentities/${rest}`;
  const all = [identities("*/assign/action"), identities("*/x/*/y"), identities("a*/assign/action")];
  expect(all.map((pattern) => Patterns.of([pattern]).covers(ASSIGN))).toEqual([true, false, false]);
  expect(all.map((pattern) => Patterns.of([pattern]).overlaps(ASSIGN))).toEqual([true, false, false]);
  expect(Patterns.of([ASSIGN]).covers(identities("*/assign/action"))).toBe(false);
});

test("a pattern with more forms than are worked out is covered by its equal only, and may overlap anything", () => {
  const long = "a/*/b/*/c/*/d/*/e/*/f";
  expect([long, "a/b/c/d/e/f"].map((pattern) => Patterns.of([pattern]).covers(long))).toEqual([true, false]);
  expect(Patterns.of([long]).overlaps("a/b/c/d/e/f")).toBe(true);
  expect(Patterns.of(["x"]).overlaps(long)).toBe(true);
});

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
      { numRuns: runs(2_000) },
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
            .filter((out) => overlapsNaively(out, one))
            .every((out) => coveredBy(off, out) || coveredBy(off, one)),
      );
    fc.assert(
      fc.property(patterns, patterns, patterns, patterns, (on, off, otherOn, otherOff) => {
        const planes = (actions: string[], notActions: string[]) => ({ ...NOTHING_ALLOWED, actions, notActions });
        expect(isWithin(planes(on, off), planes(otherOn, otherOff))).toBe(isPlaneWithin(on, off, otherOn, otherOff));
      }),
      { numRuns: runs(5_000) },
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
