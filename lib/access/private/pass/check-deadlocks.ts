import { TerraformElement, TerraformResource } from "cdktf";
import type { ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import type { ReferenceGraph } from "../../../core/reference-graph";
import type { PassContext } from "./pass-context";

/**
 * The problems with apps and jobs that need a resource at their creation which depends on the app or job itself: Azure
 * can create neither.
 */
export function checkDeadlocks({ ledger, graph }: PassContext): ProgramProblem[] {
  return ledger.workloads.flatMap(({ construct, resource }) =>
    [...(graph.edges.get(resource) ?? [])]
      .filter((need) => workloadsBefore(graph, need).has(resource))
      .map((need) => ({
        construct,
        finding:
          `needs ${pathInProgram(need)} when it is created, ` +
          `which depends on the app itself${chainOf(graph, need, resource)}`,
        allowed: "a secret or grant that exists before the app",
        change: "Take the app's attributes out of what it needs.",
      })),
  );
}

/** The workloads that must exist before the element, directly or because another of them depends on them. */
function workloadsBefore(graph: ReferenceGraph, resource: TerraformElement): ReadonlySet<TerraformResource> {
  const before = new Set(graph.workloadsBehind(resource));
  for (const workload of before) {
    graph.workloadsBehind(workload).forEach((behind) => before.add(behind));
  }
  return before;
}

/** The elements between two resources on a path of dependencies, as text; empty where there are none between. */
function chainOf(graph: ReferenceGraph, from: TerraformElement, to: TerraformElement): string {
  const between = graph.pathBetween(from, to);
  return between.length > 0 ? ` (through ${between.map(pathInProgram).join(", ")})` : "";
}
