import { isLiteral } from "../../../core/problems";
import { textOf, textOfAttribute } from "../../../core/token-text";
import type { NamedResource, ProgramIndex } from "./program-index";

/** The types whose location other resources refer to. */
const LOCATED = ["azurerm_resource_group", "azurerm_virtual_network"];

/**
 * The region of a resource, as Azure spells it, also where it is a reference to the location of another resource;
 * undefined where synth does not know it.
 */
export function regionOf(resource: NamedResource, index: ProgramIndex, most = 5): string | undefined {
  const { cdktfStack, locationInput: location } = resource;
  if (location === undefined || isLiteral(location)) {
    return location?.toLowerCase().replace(/ /g, "");
  }
  const text = textOf(cdktfStack, location);
  const other = LOCATED.flatMap((type) => index.ofType<NamedResource>(type)).find(
    (each) => textOfAttribute(each, "location") === text,
  );
  return other && most > 0 ? regionOf(other, index, most - 1) : undefined;
}
