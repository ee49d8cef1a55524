import { isLiteral, isObject, isReference, kindOf, Problem, refuseCall } from "../../core/problems";
import type { PrivateLinkResource } from "../private-link-resource";

const A_RESOURCE: Omit<Problem, "property"> = {
  allowed: "the resource or the data source of the service, or an object with its id",
  change: "Pass that.",
};

/**
 * The id and the name of a resource, each read once, after a check. There is no construct yet that the error could
 * name.
 *
 * @param call the class and the method, for the error
 * @throws Error that lists all problems
 */
export function checkedResource(call: string, argument: string, resource: PrivateLinkResource): PrivateLinkResource {
  const isRead = isObject(resource) && !isReference(resource) && !Array.isArray(resource);
  const { id, name } = (isRead ? resource : {}) as Partial<PrivateLinkResource>;
  const problems = isRead
    ? [...checkText(`${argument}.id`, id), ...(name === undefined ? [] : checkText(`${argument}.name`, name))]
    : [{ ...A_RESOURCE, property: argument, value: kindOf(resource) }];
  refuseCall(call, problems);
  return { id: id ?? "", name };
}

/** The problem with a value that is not a string. */
export function checkText(property: string, value: unknown): Problem[] {
  return typeof value === "string" && value !== ""
    ? []
    : [{ property, value: kindOf(value), allowed: "a string, or a reference to one", change: "Pass that." }];
}

/** The region as Azure spells it in the names of zones, after a check that it is one. */
export function checkedRegion(call: string, region: string): string {
  const isRegion = isLiteral(region) && /^[A-Za-z0-9][A-Za-z0-9 ]*$/.test(region);
  refuseCall(
    call,
    isRegion
      ? []
      : [
          {
            property: "region",
            value: kindOf(region),
            allowed: "the name of an Azure region, such as westeurope, that is known at synth",
            change: "Pass the region of the cluster: it is part of the name of its zone.",
          },
        ],
  );
  return region.toLowerCase().replace(/ /g, "");
}
