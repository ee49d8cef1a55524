import type { Rule } from "./rule";
import { MAX_LISTED } from "./wording";

/** No resources depend on each other in a cycle. */
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
        // The message starts with the same resource, wherever the search found the cycle.
        const [address = ""] = [...addresses].sort();
        const start = addresses.indexOf(address);
        const turned = [...addresses.slice(start), ...addresses.slice(0, start)];
        return { address, message: `${[...shown(turned), address].join(" waits for ")}.` };
      }),
};

/** The addresses of a cycle; of a long one only the first, with how many more there are. */
function shown(addresses: readonly string[]): readonly string[] {
  const more = addresses.length - MAX_LISTED;
  return more > 0
    ? [
        ...addresses.slice(0, MAX_LISTED),
        `${more} more ${more > 1 ? "resources, the last of which" : "resource, which"}`,
      ]
    : addresses;
}
