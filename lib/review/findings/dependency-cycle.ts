import { MAX_SHOWN } from "./places";
import type { Rule } from "./rule";

/** Resources wait for each other in a circle. */
export const DEPENDENCY_CYCLE: Rule = {
  id: "dependency-cycle",
  severity: "error",
  why: "Terraform refuses a program in which resources wait for each other.",
  change: "Take one of the references, or an entry of depends_on, out of the circle.",
  find: (access) =>
    access.cycles
      .filter((circle) => circle.length > 0)
      .map((circle) => {
        const addresses = circle.map(({ address }) => address);
        // Wherever it was entered, the circle starts with the same resource.
        const start = addresses.indexOf([...addresses].sort()[0]!);
        const turned = [...addresses.slice(start), ...addresses.slice(0, start)];
        return { address: turned[0]!, message: `${[...shown(turned), turned[0]!].join(" waits for ")}.` };
      }),
};

function shown(addresses: readonly string[]): readonly string[] {
  const more = addresses.length - MAX_SHOWN;
  return more > 0
    ? [
        ...addresses.slice(0, MAX_SHOWN),
        `${more} more ${more > 1 ? "resources, the last of which" : "resource, which"}`,
      ]
    : addresses;
}
