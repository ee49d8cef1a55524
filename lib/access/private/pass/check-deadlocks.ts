import { TerraformElement, TerraformResource } from "cdktf";
import type { ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import type { ReferenceGraph } from "../../../core/reference-graph";
import type { PassContext } from "./pass-context";

/** The problems of apps and jobs that depend on something which exists only after them: Azure can create neither. */
export function checkDeadlocks({ ledger, graph }: PassContext): ProgramProblem[] {
  return ledger.workloads.flatMap(({ construct, resource }) =>
    [...(graph.edges.get(resource) ?? [])]
      .filter((need) => workloadsBefore(graph, need).has(resource))
      .map((need) => ({
        construct,
        finding: `needs ${pathInProgram(need)} when it is created, which depends on the app itself${chainOf(graph, need, resource)}`,
        allowed: "a secret or grant that exists before the app",
        change: "Take the app's attributes out of what it needs.",
      })),
  );
}

/** The workloads that must exist before the resource, through what they depend on in their turn. */
function workloadsBefore(graph: ReferenceGraph, resource: TerraformElement): ReadonlySet<TerraformResource> {
  const before = new Set(graph.workloadsBehind(resource));
  for (const workload of before) {
    graph.workloadsBehind(workload).forEach((behind) => before.add(behind));
  }
  return before;
}

/** The dependencies that lead from one resource to another, where there are some between the two. */
function chainOf(graph: ReferenceGraph, from: TerraformElement, to: TerraformElement): string {
  const between = graph.pathBetween(from, to);
  return between.length > 0 ? ` (through ${between.map(pathInProgram).join(", ")})` : "";
}
