import type { TerraformElement, TerraformResource, TerraformStack } from "cdktf";

// What cdktf keeps to its own classes of an element, and this library reads as Terraform will.

/** The overrides of an element, or of a stack. */
export function overridesOf(element: TerraformElement | TerraformStack): Readonly<Record<string, unknown>> {
  return (element as unknown as { readonly rawOverrides: Readonly<Record<string, unknown>> }).rawOverrides;
}

/** The arguments of a resource, without meta-arguments and overrides: to read them costs half of rendering it. */
export function attributesOf(resource: TerraformResource): unknown {
  const { synthesizeAttributes } = resource as unknown as { readonly synthesizeAttributes: () => unknown };
  return synthesizeAttributes.call(resource);
}

/** The content of a dynamic block, which cdktf resolves only where it renders a resource; undefined for another value. */
export function dynamicBlockOf(value: object): unknown {
  const { toTerraformDynamicBlockJson: render } = value as { readonly toTerraformDynamicBlockJson?: () => unknown };
  return render?.call(value);
}
