import { review } from "../../support/review-programs";

const APP = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.App/containerApps/shop";
const ENVIRONMENT = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.App/managedEnvironments/shop";

test("a custom domain takes what writing its app takes, and its records and certificate what these take", () => {
  const zone = { zone_name: "contoso.com", resource_group_name: "dns-rg" };
  const { deployer } = JSON.parse(
    review({
      resource: {
        azurerm_container_app_custom_domain: { www: { name: "www.contoso.com", container_app_id: APP } },
        azurerm_container_app_environment_managed_certificate: {
          www: { name: "www", container_app_environment_id: ENVIRONMENT, subject_name: "www.contoso.com" },
        },
        azurerm_dns_cname_record: { www: { ...zone, name: "www", ttl: 300, record: "shop" } },
      },
    }).toJson(),
  ) as { deployer: { permission: string; scope: string }[] };
  const writes = deployer.filter(({ permission }) => permission.endsWith("/write"));
  expect(writes.map(({ permission, scope }) => `${permission} on ${scope}`)).toEqual([
    "Microsoft.App/containerApps/write on shop (container app)",
    "Microsoft.App/managedEnvironments/managedCertificates/write on shop (container app environment)",
    expect.stringMatching(/^Microsoft\.Network\/dnsZones\/CNAME\/write on contoso\.com/),
  ]);
});
