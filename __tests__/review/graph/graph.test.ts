import fc from "fast-check";
import { ConfigurationReader } from "../../../lib/review/read/configuration/configuration-reader";
import { Graph } from "../../../lib/review/graph/graph";
import { leadsTo } from "../../../lib/review/graph/search";
import { Program } from "../../../lib/review/program/program";
import { runs } from "../../support/runs";

/** Edges between a few places, by their numbers. */
type Edges = readonly (readonly [number, number])[];

const PLACES = 8;
const edges = fc.array(fc.tuple(fc.nat(PLACES - 1), fc.nat(PLACES - 1)), { maxLength: 14 });

/** Whatever a place leads to, found by trying all. */
function reachableFrom(start: number, all: Edges): Set<number> {
  const found = new Set<number>();
  for (let size = -1; size !== found.size;) {
    size = found.size;
    all.filter(([from]) => from === start || found.has(from)).forEach(([, to]) => found.add(to));
  }
  return found;
}

describe("a search from both ends", () => {
  test("finds a way wherever there is one", () => {
    fc.assert(
      fc.property(edges, fc.nat(PLACES - 1), fc.nat(PLACES - 1), (all, start, goal) => {
        const ahead = (place: number) => all.filter(([from]) => from === place).map(([, to]) => to);
        const back = (place: number) => all.filter(([, to]) => to === place).map(([from]) => from);
        expect(leadsTo(start, goal, { ahead, back })).toBe(reachableFrom(start, all).has(goal));
      }),
      { numRuns: runs(1000) },
    );
  });

  test("does not go through what everything leads to, or what leads to everything", () => {
    const others = Array.from({ length: 1000 }, (_, i) => i + 2);
    const looked: number[] = [];
    const ways = (from: number, to: number) => ({
      ahead: (place: number) => (looked.push(place), place === from ? [to, ...others] : []),
      back: (place: number) => (
        looked.push(place),
        new Map([
          [to, [from]],
          [from, others],
        ]).get(place) ?? []
      ),
    });
    expect(leadsTo(0, 1, ways(0, 1))).toBe(true);
    expect(looked.length).toBeLessThan(5);
  });
});

describe("what waits for what", () => {
  /** Resources that wait for each other by `depends_on`, some of which are pauses. */
  const graphOf = (all: Edges, pauses: ReadonlySet<number>) => {
    const blocks = Array.from(
      { length: PLACES },
      (_, i) =>
        [
          `r${i}`,
          {
            depends_on: all
              .filter(([from]) => from === i)
              .map(([, to]) => `${pauses.has(to) ? "time_sleep" : "null_resource"}.r${to}`),
          },
        ] as const,
    );
    const resource = {
      time_sleep: Object.fromEntries(blocks.filter((_, i) => pauses.has(i))),
      null_resource: Object.fromEntries(blocks.filter((_, i) => !pauses.has(i))),
    };
    const program = new Program([
      { module: new ConfigurationReader().read({ resource }), variables: new Map(), after: [], unreadable: [] },
    ]);
    return {
      graph: new Graph(program),
      resources: new Map(program.instances.map((instance) => [Number(instance.declaration.name.slice(1)), instance])),
    };
  };

  test("goes through the outputs of modules, and what those wait for", () => {
    const inside = {
      resource: { null_resource: { grant: {}, other: {} } },
      output: { plain: { value: "x" }, granted: { value: "x", depends_on: ["null_resource.grant"] } },
    };
    const readModule = (): { json: object; readModule: () => undefined } => ({
      json: inside,
      readModule: () => undefined,
    });
    const resource = {
      null_resource: {
        one: { triggers: { x: "${module.m.granted}" } },
        other: { triggers: { x: "${module.m.plain}" } },
      },
    };
    const read = new ConfigurationReader(readModule as never).read({ resource, module: { m: { source: "./m" } } });
    const program = new Program([{ module: read, variables: new Map(), after: [], unreadable: [] }]);
    const at = (address: string) => program.instances.find((instance) => instance.address === address)!;
    const graph = new Graph(program);
    const waits = (one: string) =>
      ["grant", "other"].filter((other) =>
        graph.waitsFor(at(`null_resource.${one}`), at(`module.m.null_resource.${other}`)),
      );
    expect([waits("one"), waits("other")]).toEqual([["grant"], []]);
  });

  test("is told as trying all ways tells it, with pauses on the way and without", () => {
    fc.assert(
      fc.property(edges, fc.uniqueArray(fc.nat(PLACES - 1), { maxLength: 3 }), (all, pauses) => {
        const { graph, resources } = graphOf(all, new Set(pauses));
        for (const [one, resource] of resources) {
          const reached = reachableFrom(one, all);
          const afterPause = new Set(
            [...reached].filter((place) => pauses.includes(place)).flatMap((pause) => [...reachableFrom(pause, all)]),
          );
          const told = [...resources].map(([other, of]) => [
            other,
            graph.waitsFor(resource, of),
            pauses.includes(one) || graph.waitsLongEnoughFor(resource, of),
          ]);
          expect(told).toEqual(
            [...resources.keys()].map((other) => [
              other,
              reached.has(other),
              pauses.includes(one) || afterPause.has(other),
            ]),
          );
        }
      }),
      { numRuns: runs(300) },
    );
  });
});
