import { AzurermProvider, AzurermProviderConfig } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import { ManagedIdentity } from "../../lib/index";

/** The warnings of a program with the provider's class for a version of azurerm. */
function warningsBeside(providerVersion: string, config: Partial<AzurermProviderConfig>, override?: string): string[] {
  const stack = new TerraformStack(Testing.app(), "test");
  const provider = new AzurermProvider(stack, "azurerm", { features: [{}], ...config });
  Object.assign(provider, { terraformGeneratorMetadata: { providerName: "azurerm", providerVersion } });
  if (override) {
    provider.addOverride(override, "core");
  }
  new ManagedIdentity(stack, "identity", { name: "my-id", resourceGroupName: "my-rg", location: "westeurope" });
  Testing.synth(stack, true);
  return provider.node.metadata.filter(({ type }) => type.endsWith("/warn")).map(({ data }) => String(data));
}

const WARNING = expect.stringMatching(
  /^azurerm 5 registers no resource providers by itself\..*Microsoft\.App/,
) as string;

describe("a provider that does not say which resource providers it registers", () => {
  test.each(["5.0.0", "5.2.0"])("is warned of beside azurerm %s", (version) => {
    expect(warningsBeside(version, {})).toEqual([WARNING]);
  });

  test.each(["4.55.0", "4.73.0"])("is not beside azurerm %s, which registers a set of them", (version) => {
    expect(warningsBeside(version, {})).toEqual([]);
  });
});

test.each<Partial<AzurermProviderConfig>>([
  { resourceProviderRegistrations: "none" },
  { resourceProviderRegistrations: "legacy" },
  { resourceProvidersToRegister: ["Microsoft.App"] },
  { resourceProvidersToRegister: [] },
])("a provider that says it is not warned of: %j", (config) => {
  expect(warningsBeside("5.2.0", config)).toEqual([]);
});

test("a provider that is told by an override is not warned of", () => {
  expect(warningsBeside("5.2.0", {}, "resource_provider_registrations")).toEqual([]);
});
