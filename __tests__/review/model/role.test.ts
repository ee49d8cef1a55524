import { grantsOf, PRINCIPAL_ID, program, review, VAULT_ID } from "../../support/review-programs";

const role = (over: object = {}) => ({
  scope: VAULT_ID,
  role_definition_name: "Reader",
  principal_id: PRINCIPAL_ID,
  ...over,
});
const WEB = "web-id (identity)";
const KV = "kv (key vault)";
/** The grants of role assignments with these arguments. */
const grantsOfRole = (over: object, others = {}) =>
  grantsOf(program({ azurerm_role_assignment: { one: role(over) } }, others));

describe("a role", () => {
  test.each<[string, object, object, string]>([
    [
      "by its id",
      {
        role_definition_name: null,
        role_definition_id:
          "/subscriptions/1/providers/Microsoft.Authorization/roleDefinitions/ACDD72A7-3385-48ef-bd42-f606fba81ae7",
      },
      {},
      "Reader",
    ],
    ["by its name in another case", { role_definition_name: "reader" }, {}, "Reader"],
    [
      "by a data source",
      {
        role_definition_name: null,
        role_definition_id: "${data.azurerm_subscription.s.id}${data.azurerm_role_definition.r.id}",
      },
      { data: { azurerm_role_definition: { r: { name: "Contributor" } }, azurerm_subscription: { s: {} } } },
      "Contributor",
    ],
    ["that nobody knows", { role_definition_name: "Contoso Operator" }, {}, "Contoso Operator"],
    [
      "by name or id, as verified modules pass it",
      {
        role_definition_id:
          '${strcontains(lower(var.role), lower("/providers/Microsoft.Authorization/roleDefinitions")) ? var.role : null}',
        role_definition_name:
          '${strcontains(lower(var.role), lower("/providers/Microsoft.Authorization/roleDefinitions")) ? null : var.role}',
      },
      { variable: { role: { default: "AcrPull" } } },
      "AcrPull",
    ],
  ])("%s", (_, over, others, expected) => {
    expect(grantsOfRole(over, others)).toEqual([`${WEB}: ${expected} on ${KV}`]);
  });

  test("of the program says what it allows", () => {
    const definition = {
      name: "Restarter",
      scope: "/subscriptions/1",
      permissions: [
        {
          actions: ["Microsoft.App/containerApps/restart/action"],
          not_actions: [],
          data_actions: ["Microsoft.KeyVault/vaults/secrets/*"],
        },
      ],
    };
    for (const over of [
      { role_definition_name: "Restarter" },
      { role_definition_name: null, role_definition_id: "${azurerm_role_definition.r.role_definition_resource_id}" },
    ]) {
      const { grants } = review(
        program({ azurerm_role_definition: { r: definition }, azurerm_role_assignment: { one: role(over) } }),
      );
      expect(grants).toMatchObject([{ permission: "Restarter (custom role)", plane: "control and data" }]);
    }
  });
});
