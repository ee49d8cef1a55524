import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** Stands for the class of a type that is generated for a version of azurerm: renders whatever it is given. */
export function classOfVersion(
  type: string,
  providerVersion: string,
): new (scope: Construct, id: string, config: Record<string, unknown>) => object {
  const { TerraformResource: Base } = jest.requireActual<{ TerraformResource: typeof TerraformResource }>("cdktf");
  return class extends Base {
    constructor(
      scope: Construct,
      id: string,
      private readonly config: Record<string, unknown>,
    ) {
      const terraformGeneratorMetadata = { providerName: "azurerm", providerVersion };
      super(scope, id, { terraformResourceType: type, terraformGeneratorMetadata, ...(config as object) });
    }

    protected override synthesizeAttributes(): Record<string, unknown> {
      const rest = Object.entries(this.config).filter(([key]) => !["provider", "dependsOn"].includes(key));
      return Object.fromEntries(
        rest.map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
      );
    }
  };
}
