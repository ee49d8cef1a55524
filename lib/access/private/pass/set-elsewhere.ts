import { TerraformElement, TerraformResource } from "cdktf";
import { isLiteral } from "../../../core/problems";
import { elementTypeOf } from "../../../core/reference-graph";
import { textOf, textOfAttribute } from "../../../core/token-text";
import type { PassContext } from "./pass-context";
import { renderedArguments } from "./rendered-arguments";

/**
 * Whether anything else may set arguments of the resource: a module, a provisioner or a resource of another provider
 * that refers to it, or an `azapi_update_resource` that may be for it.
 */
export function isSetElsewhere(resource: TerraformResource, context: PassContext): boolean {
  const elements = context.constructs.filter((construct): construct is TerraformElement =>
    TerraformElement.isTerraformElement(construct),
  );
  return elements.some(
    (element) =>
      element !== resource &&
      element !== context.ledger.element &&
      maySetArguments(element) &&
      (context.graph.referencesOf(element).includes(resource) || mayUpdate(element, resource)),
  );
}

/** Whether an element may set arguments of the resources that it refers to. */
function maySetArguments(element: TerraformElement): boolean {
  return (
    elementTypeOf(element) === "module" ||
    (TerraformResource.isTerraformResource(element) &&
      (!/^(azurerm|time)_/.test(element.terraformResourceType) || element.provisioners !== undefined))
  );
}

/** Whether an `azapi_update_resource` may be for the resource: its id is no reference to another one. */
function mayUpdate(element: TerraformElement, resource: TerraformResource): boolean {
  if (!TerraformResource.isTerraformResource(element) || !UPDATES.test(element.terraformResourceType)) {
    return false;
  }
  const { resource_id: id } = renderedArguments(element);
  if (isLiteral(id)) {
    const { nameInput: name } = resource as { readonly nameInput?: string };
    return !isLiteral(name) || id.toLowerCase().endsWith(`/${name.toLowerCase()}`);
  }
  const text = typeof id === "string" ? textOf(element.cdktfStack, id) : "";
  return text === textOfAttribute(resource, "id") || !/:azurerm_\w+\.[\w-]+\.id$/.test(text);
}

const UPDATES = /^azapi_(update_resource|resource_action)$/;
