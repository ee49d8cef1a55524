import { grantsOf, PRINCIPAL_ID, program, review, VAULT_ID } from "../../support/review-programs";

const role = (over: object = {}) => ({
  scope: VAULT_ID,
  role_definition_name: "Reader",
  principal_id: PRINCIPAL_ID,
  ...over,
});
const WEB = "web-id (identity)";

describe("a principal", () => {
  const principalOf = (id: string, resource: object = {}, data: object = {}) =>
    grantsOf(
      program({ azurerm_role_assignment: { one: role({ principal_id: id }) }, ...resource }, { data: data }),
    ).map((line) => line.split(": Reader")[0]);

  test.each<[string, string, object, object, string]>([
    ["user-assigned", PRINCIPAL_ID, {}, {}, WEB],
    [
      "system-assigned",
      "${azurerm_container_app.a.identity[0].principal_id}",
      { azurerm_container_app: { a: { name: "a", resource_group_name: "rg", identity: { type: "SystemAssigned" } } } },
      {},
      "system-assigned identity of a (container app)",
    ],
    [
      "system-assigned, in the old form",
      "${azurerm_container_app.a.identity.0.principal_id}",
      {
        azurerm_container_app: { a: { name: "a", resource_group_name: "rg", identity: [{ type: "SystemAssigned" }] } },
      },
      {},
      "system-assigned identity of a (container app)",
    ],
    [
      "system-assigned, by a splat",
      '${element(concat(azurerm_container_app.a.identity[*].principal_id, [""]), 0)}',
      {
        azurerm_container_app: { a: { name: "a", resource_group_name: "rg", identity: [{ type: "SystemAssigned" }] } },
      },
      {},
      "system-assigned identity of a (container app)",
    ],
    [
      "system-assigned, by a splat of the only block",
      "${one(azurerm_container_app.a.identity[*].principal_id)}",
      { azurerm_container_app: { a: { name: "a", resource_group_name: "rg", identity: { type: "SystemAssigned" } } } },
      {},
      "system-assigned identity of a (container app)",
    ],
    [
      "system-assigned, by an old splat with an index",
      "${azurerm_container_app.a.identity.*.principal_id[0]}",
      { azurerm_container_app: { a: { name: "a", resource_group_name: "rg", identity: { type: "SystemAssigned" } } } },
      {},
      "system-assigned identity of a (container app)",
    ],
    ...[
      'lookup(azurerm_container_app.a.identity[0], "principal_id")',
      "one(azurerm_container_app.a.identity).principal_id",
      "element(azurerm_container_app.a.identity, 0).principal_id",
      "tolist(azurerm_container_app.a.identity)[0].principal_id",
    ].map((expression): [string, string, object, object, string] => [
      `system-assigned, by ${expression}`,
      `\${${expression}}`,
      { azurerm_container_app: { a: { name: "a", resource_group_name: "rg", identity: { type: "SystemAssigned" } } } },
      {},
      "system-assigned identity of a (container app)",
    ]),
    [
      "system-assigned, of a list",
      "${[for i in azurerm_container_app.a.identity : i.principal_id][0]}",
      {
        azurerm_container_app: { a: { name: "a", resource_group_name: "rg", identity: [{ type: "SystemAssigned" }] } },
      },
      {},
      "system-assigned identity of a (container app)",
    ],
    [
      "of a cluster's nodes",
      "${azurerm_kubernetes_cluster.k.kubelet_identity[0].object_id}",
      { azurerm_kubernetes_cluster: { k: { name: "k" } } },
      {},
      "kubelet identity of k (Kubernetes cluster)",
    ],
    [
      "of a cluster's nodes, given",
      "${azurerm_kubernetes_cluster.k.kubelet_identity[0].object_id}",
      {
        azurerm_kubernetes_cluster: {
          k: { name: "k", kubelet_identity: { user_assigned_identity_id: "${azurerm_user_assigned_identity.app.id}" } },
        },
      },
      {},
      WEB,
    ],
    [
      "the deployer",
      "${data.azurerm_client_config.c.object_id}",
      {},
      { azurerm_client_config: { c: {} } },
      "the deployer",
    ],
    [
      "a user",
      "${data.azuread_user.u.object_id}",
      {},
      { azuread_user: { u: { user_principal_name: "a@b.c" } } },
      "a@b.c (user)",
    ],
    [
      "a group",
      "${data.azuread_group.g.id}",
      {},
      { azuread_group: { g: { display_name: "admins" } } },
      "admins (group)",
    ],
    ["an object id", "aaaaaaaa-0000-0000-0000-000000000000", {}, {}, "object id aaaaaaaa-0000-0000-0000-000000000000"],
    [
      "an identity that exists",
      "${data.azurerm_user_assigned_identity.i.principal_id}",
      {},
      { azurerm_user_assigned_identity: { i: { name: "web-id", resource_group_name: "RG" } } },
      WEB,
    ],
  ])("%s", (_, id, resource, data, expected) => {
    expect(principalOf(id, resource, data)).toEqual([expected]);
  });

  test("that is not known is a row that says why", () => {
    const [grant] = review(
      program({ azurerm_role_assignment: { one: role({ principal_id: "${var.who}" }) } }, { variable: { who: {} } }),
    ).grants;
    expect(grant).toMatchObject({
      principal: "unresolved: {var.who}",
      unresolved: "the variable who has no value here",
      by: ["azurerm_role_assignment.one"],
    });
  });
});
