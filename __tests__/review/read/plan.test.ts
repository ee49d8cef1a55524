import * as path from "path";
import { AccessReview } from "../../../lib/review/door/access-review";

const fixture = (name: string) => AccessReview.ofPath(path.join(__dirname, "../fixtures", name));
const linesOf = (review: AccessReview) =>
  review.grants.map(
    ({ principal, permission, target, by }) => `${principal}: ${permission} on ${target} by ${by.join(" and ")}`,
  );

describe("a plan", () => {
  const plan = fixture("plan.json");
  const json = JSON.parse(plan.toJson()) as {
    change: { verdict: string };
    uses: { by: string; principal: string; target: string; item?: string; unresolved?: string }[];
  };

  test("shows its grants, through modules, for_each and what is known only after it is applied", () => {
    expect(linesOf(plan)).toEqual([
      "object id 22222222-0000-0000-0000-000000000000: Contributor on ops-rg (resource group) by azurerm_role_assignment.ops",
      'api-id (identity): AcrPull on shopacr (container registry) or a part of it by azurerm_role_assignment.pull["api"]',
      'web-id (identity): AcrPull on shopacr (container registry) or a part of it by azurerm_role_assignment.pull["web"]',
      "web-id (identity): Key Vault Secrets User on shop-kv (key vault) or a part of it by azurerm_role_assignment.secrets",
      "web-id (identity): Reader on unresolved: {local.scope in azurerm_role_assignment.through_local.scope} by azurerm_role_assignment.through_local",
    ]);
    expect(plan.grants.filter(({ unresolved }) => unresolved !== undefined)).toMatchObject([
      { unresolved: "it is the local value scope, which a plan does not describe" },
    ]);
  });

  test("shows what its app uses, whatever the order that its blocks are planned in", () => {
    expect(
      json.uses.map(({ by, principal, target, item }) => [
        by.replace("azurerm_container_app.web.", ""),
        principal,
        target,
        item,
      ]),
    ).toEqual([
      ["registry[0]", "web-id (identity)", "shopacr (container registry)", undefined],
      ['secret["api-key"]', "web-id (identity)", "shop-kv (key vault)", "api-key"],
      ['secret["db"]', "web-id (identity)", "shop-kv (key vault)", "db"],
    ]);
  });

  test("has the findings of its configuration", () => {
    expect(plan.findings.map(({ id, address }) => `${id} ${address}`)).toEqual([
      'grant-race azurerm_container_app.web.secret["api-key"]',
      'grant-race azurerm_container_app.web.secret["db"]',
      'plain-text-secret azurerm_container_app.web.secret["literal"]',
      "broad-role azurerm_role_assignment.ops",
    ]);
  });

  test("is compared to what it starts from", () => {
    expect(json.change.verdict).toBe("broadened");
    expect(plan.toMarkdown()).toContain(
      "| 🔴&nbsp;broadened<br>changed | object id 22222222-0000-0000-0000-000000000000 | " +
        "<strong>Contributor</strong> on ops-rg (resource group)<br><em>before: Reader</em><br>`azurerm_role_assignment.ops` |",
    );
    expect(plan.toMarkdown()).not.toContain("s3cret");
  });
});

describe("a state", () => {
  const state = fixture("state.json");

  test("shows its grants by what its ids belong to, of every instance of a module", () => {
    expect(linesOf(state)).toEqual([
      'the deployer: Key Vault Contributor on shop-kv (key vault) by module.identity["b"].azurerm_role_assignment.only_here',
      "object id 55555555-0000-0000-0000-000000000000: secrets Get, List on shop-kv (key vault) by azurerm_key_vault.vault",
      "web-id (identity): secrets Get on shop-kv (key vault) by azurerm_key_vault_access_policy.app",
      "web-id (identity): Reader on shop-rg (resource group) by azurerm_role_assignment.read[0]",
    ]);
  });

  test("has findings only of what it says, and prints no secret", () => {
    expect(state.findings.map(({ id }) => id)).toEqual(["escalation-path", "broad-scope"]);
    expect(state.toJson() + state.toMarkdown()).not.toContain("not to be printed");
  });

  test("that is empty is one", () => {
    expect(AccessReview.ofSynthesized('{"format_version":"1.0"}').grants).toEqual([]);
  });
});

test("a plan that changes nothing leaves access the same", () => {
  const identity = {
    address: "azurerm_user_assigned_identity.a",
    mode: "managed",
    type: "azurerm_user_assigned_identity",
    name: "a",
    values: { name: "a", resource_group_name: "rg", principal_id: "p" },
  };
  const grant = {
    address: "azurerm_role_assignment.a",
    mode: "managed",
    type: "azurerm_role_assignment",
    name: "a",
    values: { role_definition_name: "Reader", scope: "/subscriptions/1", principal_id: "p" },
  };
  const root_module = { resources: [identity, grant] };
  const expressions = {
    role_definition_name: { constant_value: "Reader" },
    principal_id: { references: ["azurerm_user_assigned_identity.a.principal_id", "azurerm_user_assigned_identity.a"] },
    scope: { references: ["var.scope"] },
  };
  const configuration = {
    root_module: {
      resources: [
        { ...identity, expressions: { name: { constant_value: "a" } } },
        { ...grant, expressions },
      ],
      variables: { scope: {} },
    },
  };
  const plan = {
    format_version: "1.2",
    planned_values: { root_module },
    resource_changes: [],
    prior_state: { values: { root_module } },
    configuration,
    variables: { scope: { value: "/subscriptions/1" } },
  };
  const review = AccessReview.ofSynthesized(JSON.stringify(plan));
  expect(linesOf(review)).toEqual(["a (identity): Reader on 1 (subscription) by azurerm_role_assignment.a"]);
  expect((JSON.parse(review.toJson()) as { change: unknown }).change).toEqual({
    verdict: "same",
    grants: [],
    runners: [],
    paths: [],
    unread: [],
  });
});

test("a plan leads through a module that has no resources", () => {
  const identity = {
    address: "azurerm_user_assigned_identity.a",
    mode: "managed",
    type: "azurerm_user_assigned_identity",
    name: "a",
  };
  const grant = { address: "azurerm_role_assignment.a", mode: "managed", type: "azurerm_role_assignment", name: "a" };
  const planned = [
    { ...identity, values: { name: "a", resource_group_name: "rg" } },
    { ...grant, values: { role_definition_name: "Reader", scope: "/subscriptions/1" } },
  ];
  const through = (name: string) => ({ references: [`module.relay.${name}`, "module.relay"] });
  const relay = {
    source: "./relay",
    expressions: {
      id: { references: ["azurerm_user_assigned_identity.a.principal_id", "azurerm_user_assigned_identity.a"] },
    },
    module: { outputs: { id: { expression: { references: ["var.id"] } } }, variables: { id: {} } },
  };
  const configuration = {
    root_module: {
      resources: [identity, { ...grant, expressions: { principal_id: through("id") } }],
      module_calls: { relay },
    },
  };
  const changes = [{ ...grant, change: { actions: ["create"], after_unknown: { principal_id: true } } }];
  const plan = {
    format_version: "1.2",
    planned_values: { root_module: { resources: planned } },
    resource_changes: changes,
    configuration,
  };
  expect(linesOf(AccessReview.ofSynthesized(JSON.stringify(plan)))).toEqual([
    "a (identity): Reader on 1 (subscription) by azurerm_role_assignment.a",
  ]);
});

/** A resource of a plan: what it is set to, what is not known of it, and the expressions. */
interface Planned {
  readonly address: string;
  readonly values?: object;
  readonly unknown?: object;
  readonly expressions?: object;
  readonly index?: string | number;
}

const ref = (...references: string[]) => ({ references });
const typeAndName = (address: string) => {
  const [type, name] = address.replace(/\[.*$/, "").split(".").slice(-2);
  return { address, mode: "managed", type, name };
};

/** The resources of a plan's root module, those of one block together; `root` is added to the configuration. */
function planJson(resources: readonly Planned[], root: object = {}, planned: object = {}): Record<string, unknown> {
  const valued = resources.map(({ address, values = {}, index }) => ({ ...typeAndName(address), index, values }));
  const blocks = new Map(
    resources.map(({ address, expressions = {} }) => [
      address.replace(/\[.*$/, ""),
      { ...typeAndName(address.replace(/\[.*$/, "")), expressions },
    ]),
  );
  return {
    format_version: "1.2",
    planned_values: { root_module: { resources: valued, ...planned } },
    resource_changes: resources.map(({ address, unknown = {} }) => ({
      ...typeAndName(address),
      change: { actions: ["create"], after_unknown: unknown },
    })),
    configuration: { root_module: { resources: [...blocks.values()], ...root } },
  };
}

const planned = (...args: Parameters<typeof planJson>) => AccessReview.ofSynthesized(JSON.stringify(planJson(...args)));
const grant = (principal: object, over: Partial<Planned> = {}): Planned => ({
  address: "azurerm_role_assignment.a",
  values: { role_definition_name: "Reader", scope: "/subscriptions/1" },
  unknown: { principal_id: true },
  expressions: { principal_id: principal },
  ...over,
});
const identityNamed = (name: string): Planned => ({
  address: `azurerm_user_assigned_identity.${name}`,
  values: { name, resource_group_name: "rg" },
  unknown: { id: true, principal_id: true },
});

describe("what a plan knows only after it is applied", () => {
  const webApp: Planned = {
    address: "azurerm_linux_web_app.a",
    values: { name: "web-a", resource_group_name: "rg", identity: [{ type: "SystemAssigned" }] },
    unknown: { id: true, identity: [{ principal_id: true, tenant_id: true }] },
    expressions: { identity: [{ type: { constant_value: "SystemAssigned" } }] },
  };
  const ofIdentity = ref(
    "azurerm_linux_web_app.a.identity[0].principal_id",
    "azurerm_linux_web_app.a.identity[0]",
    "azurerm_linux_web_app.a.identity",
    "azurerm_linux_web_app.a",
  );

  test("is the identity that Azure makes with a resource", () => {
    expect(linesOf(planned([webApp, grant(ofIdentity)]))).toEqual([
      "system-assigned identity of web-a (web or function app): Reader on 1 (subscription) by azurerm_role_assignment.a",
    ]);
  });

  test("is the identity in a dynamic block, too", () => {
    expect(linesOf(planned([{ ...webApp, expressions: {} }, grant(ofIdentity)]))).toEqual([
      "system-assigned identity of web-a (web or function app): Reader on 1 (subscription) by azurerm_role_assignment.a",
    ]);
  });

  test("is the identity in a block that Azure makes in another", () => {
    const cluster = {
      address: "azurerm_kubernetes_cluster.k",
      values: { name: "aks", resource_group_name: "rg", aci_connector_linux: [{ subnet_name: "s" }] },
      unknown: { kubelet_identity: true, aci_connector_linux: [{ connector_identity: true }] },
      expressions: { aci_connector_linux: [{ subnet_name: { constant_value: "s" } }] },
    };
    const kubelet = grant(
      ref("azurerm_kubernetes_cluster.k.kubelet_identity[0].object_id", "azurerm_kubernetes_cluster.k"),
    );
    const connector = grant(
      ref(
        "azurerm_kubernetes_cluster.k.aci_connector_linux[0].connector_identity[0].object_id",
        "azurerm_kubernetes_cluster.k",
      ),
      { address: "azurerm_role_assignment.b" },
    );
    expect(linesOf(planned([cluster, kubelet, connector]))).toEqual([
      "connector identity of aks (Kubernetes cluster): Reader on 1 (subscription) by azurerm_role_assignment.b",
      "kubelet identity of aks (Kubernetes cluster): Reader on 1 (subscription) by azurerm_role_assignment.a",
    ]);
  });

  test("in another dynamic block is not known", () => {
    const vault: Planned = {
      address: "azurerm_key_vault.kv",
      values: { name: "kv", access_policy: [{ secret_permissions: ["Get"] }] },
      unknown: { access_policy: [{ object_id: true }] },
    };
    expect(linesOf(planned([vault]))).toEqual([
      "unresolved: {not described in azurerm_key_vault.kv.access_policy.0.object_id}: secrets Get on kv (key vault) by azurerm_key_vault.kv",
    ]);
  });

  test("in a block of which only the references are told comes from them", () => {
    const vault: Planned = {
      address: "azurerm_key_vault.kv",
      values: { name: "kv", access_policy: [{ secret_permissions: ["Get"] }] },
      unknown: { access_policy: [{ object_id: true }] },
      expressions: {
        access_policy: ref(
          "azurerm_user_assigned_identity.a.principal_id",
          "azurerm_user_assigned_identity.a",
          "azurerm_resource_group.g.id",
          "azurerm_resource_group.g",
        ),
      },
    };
    const group: Planned = { address: "azurerm_resource_group.g", values: { name: "g" }, unknown: { id: true } };
    expect(linesOf(planned([vault, identityNamed("a"), group]))).toEqual([
      "a (identity): secrets Get on kv (key vault) by azurerm_key_vault.kv",
    ]);
  });

  test("is another thing in every place", () => {
    const [x, y] = ["x", "y"].map((index) =>
      grant(ref("each.value.p", "each.value"), {
        address: `azurerm_role_assignment.a[${JSON.stringify(index)}]`,
        index,
      }),
    );
    const block = {
      ...typeAndName("azurerm_role_assignment.a"),
      expressions: x!.expressions,
      for_each_expression: ref("local.r"),
    };
    const [one, both] = [[x!], [x!, y!]].map((grants) => planned(grants, { resources: [block] }));
    expect(linesOf(both!)).toHaveLength(2);
    expect(both!.compareTo(one!).verdict).toBe("broadened");
    expect(one!.compareTo(one!).verdict).toBe("same");
  });

  test("of several things names each once", () => {
    const of = (name: string) => [
      `azurerm_user_assigned_identity.${name}.principal_id`,
      `azurerm_user_assigned_identity.${name}`,
    ];
    expect(
      linesOf(planned([identityNamed("a"), identityNamed("b"), grant(ref(...of("a"), ...of("b"), ...of("a")))])),
    ).toEqual([
      "unresolved: {azurerm_user_assigned_identity.a.principal_id,azurerm_user_assigned_identity.b.principal_id in azurerm_role_assignment.a.principal_id}: Reader on 1 (subscription) by azurerm_role_assignment.a",
    ]);
  });
});

describe("what a plan repeats", () => {
  const keyed = (address: string, index: string | number, over: Partial<Planned> = {}): Planned => ({
    address: `${address}[${JSON.stringify(index)}]`,
    index,
    unknown: { id: true, principal_id: true },
    ...over,
  });
  const identities = (...keys: (string | number)[]) =>
    keys.map((key) =>
      keyed("azurerm_user_assigned_identity.t", key, { values: { name: `id-${key}`, resource_group_name: "rg" } }),
    );
  const readers = (principal: object, ...keys: (string | number)[]) =>
    keys.map((key) =>
      keyed("azurerm_role_assignment.t", key, {
        ...grant(principal),
        address: `azurerm_role_assignment.t[${JSON.stringify(key)}]`,
      }),
    );
  const repeated = (address: string, repeat: object, expressions: object = {}) => ({
    ...typeAndName(address),
    expressions,
    ...repeat,
  });

  test("by an expression that is left out has the keys of its instances", () => {
    const lines = linesOf(
      planned([
        ...identities("x", "y"),
        grant(
          ref(
            'azurerm_user_assigned_identity.t["y"].principal_id',
            'azurerm_user_assigned_identity.t["y"]',
            "azurerm_user_assigned_identity.t",
          ),
        ),
      ]),
    );
    expect(lines).toEqual(["id-y (identity): Reader on 1 (subscription) by azurerm_role_assignment.a"]);
  });

  test("by a count that is left out has them in their order", () => {
    const lines = linesOf(
      planned([
        ...identities(0, 10, 2, 1),
        grant(
          ref(
            "azurerm_user_assigned_identity.t[2].principal_id",
            "azurerm_user_assigned_identity.t[2]",
            "azurerm_user_assigned_identity.t",
          ),
        ),
      ]),
    );
    expect(lines).toEqual(["id-2 (identity): Reader on 1 (subscription) by azurerm_role_assignment.a"]);
  });

  test("for each of other resources goes by their keys", () => {
    const principal = ref("each.value.principal_id", "each.value");
    const blocks = [
      repeated("azurerm_user_assigned_identity.t", {}),
      repeated(
        "azurerm_role_assignment.t",
        { for_each_expression: ref("azurerm_user_assigned_identity.t") },
        { principal_id: principal },
      ),
    ];
    expect(linesOf(planned([...identities("x", "y"), ...readers(principal, "x", "y")], { resources: blocks }))).toEqual(
      [
        'id-x (identity): Reader on 1 (subscription) by azurerm_role_assignment.t["x"]',
        'id-y (identity): Reader on 1 (subscription) by azurerm_role_assignment.t["y"]',
      ],
    );
  });

  test("by literals that are left out has nothing unknown in each.value", () => {
    const principal = ref(
      "each.value.kind.name",
      "each.value.kind",
      "each.value",
      "azurerm_user_assigned_identity.a.principal_id",
      "azurerm_user_assigned_identity.a",
    );
    expect(linesOf(planned([identityNamed("a"), ...readers(principal, "x")]))).toEqual([
      'a (identity): Reader on 1 (subscription) by azurerm_role_assignment.t["x"]',
    ]);
  });

  test("by a map that is not described comes from what is unknown in it", () => {
    const principal = ref("each.value.pid", "each.value");
    const inner = {
      resources: [
        repeated("azurerm_role_assignment.t", { for_each_expression: ref("var.ra") }, { principal_id: principal }),
      ],
      variables: { ra: {} },
    };
    const middle = {
      module_calls: {
        n: {
          source: "./n",
          for_each_expression: ref("var.things"),
          expressions: { ra: ref("each.value.ra", "each.value") },
          module: inner,
        },
      },
      variables: { things: {} },
    };
    const things = ref("azurerm_user_assigned_identity.a.principal_id", "azurerm_user_assigned_identity.a");
    const address = 'module.m.module.n["one"].azurerm_role_assignment.t["k"]';
    const held = {
      ...typeAndName("azurerm_role_assignment.t"),
      address,
      index: "k",
      values: { role_definition_name: "Reader", scope: "/subscriptions/1" },
    };
    const json = planJson(
      [identityNamed("a")],
      { module_calls: { m: { source: "./m", expressions: { things }, module: middle } } },
      {
        child_modules: [
          { address: "module.m", child_modules: [{ address: 'module.m.module.n["one"]', resources: [held] }] },
        ],
      },
    );
    json.resource_changes = [{ ...held, change: { actions: ["create"], after_unknown: { principal_id: true } } }];
    expect(linesOf(AccessReview.ofSynthesized(JSON.stringify(json)))).toEqual([
      `a (identity): Reader on 1 (subscription) by ${address}`,
    ]);
  });

  test("with it a module that is called for each of literals", () => {
    const output = {
      id: {
        expression: ref("azurerm_user_assigned_identity.this.principal_id", "azurerm_user_assigned_identity.this"),
      },
    };
    const call = {
      source: "./id",
      module: { outputs: output, resources: [repeated("azurerm_user_assigned_identity.this", {})] },
    };
    const modules = ["job", "web"].map((key) => ({
      address: `module.id["${key}"]`,
      resources: [
        {
          ...typeAndName("azurerm_user_assigned_identity.this"),
          address: `module.id["${key}"].azurerm_user_assigned_identity.this`,
          values: { name: `id-${key}`, resource_group_name: "rg" },
        },
      ],
    }));
    expect(
      linesOf(
        planned(
          [grant(ref('module.id["job"].id', 'module.id["job"]', "module.id"))],
          { module_calls: { id: call } },
          { child_modules: modules },
        ),
      ),
    ).toEqual(["id-job (identity): Reader on 1 (subscription) by azurerm_role_assignment.a"]);
  });

  test("by a list of ids leads to the one that is in it", () => {
    const call = {
      source: "./p",
      expressions: { ids: ref("azurerm_user_assigned_identity.a.principal_id", "azurerm_user_assigned_identity.a") },
      module: { variables: { ids: {} }, outputs: { first: { expression: ref("var.ids[0]", "var.ids") } } },
    };
    expect(
      linesOf(planned([identityNamed("a"), grant(ref("module.p.first", "module.p"))], { module_calls: { p: call } })),
    ).toEqual(["a (identity): Reader on 1 (subscription) by azurerm_role_assignment.a"]);
  });
});

test("a member that is known stays one beside one that is not", () => {
  const members = ref(
    "azurerm_user_assigned_identity.a.principal_id",
    "azurerm_user_assigned_identity.a",
    "azurerm_user_assigned_identity.b.principal_id",
    "azurerm_user_assigned_identity.b",
  );
  const known: Planned = {
    ...identityNamed("b"),
    values: { name: "b", resource_group_name: "rg", principal_id: "22222222-0000-0000-0000-000000000000" },
    unknown: {},
  };
  const group: Planned = {
    address: "azuread_group.g",
    values: { display_name: "g", members: ["22222222-0000-0000-0000-000000000000", null] },
    unknown: { members: [false, true] },
    expressions: { members },
  };
  expect(linesOf(planned([identityNamed("a"), known, group]))).toEqual([
    "a (identity): member on g (group) by azuread_group.g",
    "b (identity): member on g (group) by azuread_group.g",
  ]);
});

test("members of which nothing is known yet are all that the group is made of", () => {
  const members = ref(
    "azurerm_user_assigned_identity.a.principal_id",
    "azurerm_user_assigned_identity.a",
    "azurerm_user_assigned_identity.b.principal_id",
    "azurerm_user_assigned_identity.b",
    "var.note",
  );
  const known: Planned = {
    ...identityNamed("b"),
    values: { name: "b", resource_group_name: "rg", principal_id: "22222222-0000-0000-0000-000000000000" },
    unknown: {},
  };
  const group: Planned = {
    address: "azuread_group.g",
    values: { display_name: "g" },
    unknown: { members: true },
    expressions: { members },
  };
  const variables = { note: { default: "no id" } };
  expect(linesOf(planned([identityNamed("a"), known, group], { variables }))).toEqual([
    "a (identity): member on g (group) by azuread_group.g",
    "b (identity): member on g (group) by azuread_group.g",
  ]);
});

test("a splat over the identity of a resource leads to it", () => {
  const app: Planned = {
    address: "azurerm_linux_web_app.a",
    values: { name: "web-a", identity: [{ type: "SystemAssigned" }] },
    unknown: { identity: [{ principal_id: true }] },
    expressions: { identity: [{ type: { constant_value: "SystemAssigned" } }] },
  };
  const lines = linesOf(planned([app, grant(ref("azurerm_linux_web_app.a.identity", "azurerm_linux_web_app.a"))]));
  expect(lines).toEqual([
    "system-assigned identity of web-a (web or function app): Reader on 1 (subscription) by azurerm_role_assignment.a",
  ]);
});

describe("an id that a plan tells only the references of", () => {
  const storage: Planned = {
    address: "azurerm_storage_account.s",
    values: { name: "sa", resource_group_name: "rg" },
    unknown: { id: true },
  };
  const account: Planned = {
    address: "azurerm_cosmosdb_account.c",
    values: { name: "cos", resource_group_name: "rg" },
    unknown: { id: true },
  };
  const cosmos: Planned = {
    address: "azurerm_cosmosdb_sql_role_assignment.a",
    values: {
      account_name: "cos",
      resource_group_name: "rg",
      scope: "/subscriptions/1/resourceGroups/rg/providers/Microsoft.DocumentDB/databaseAccounts/cos",
    },
    unknown: { role_definition_id: true, principal_id: true },
    expressions: {
      role_definition_id: ref("azurerm_cosmosdb_account.c.id", "azurerm_cosmosdb_account.c"),
      principal_id: ref("azurerm_user_assigned_identity.a.principal_id", "azurerm_user_assigned_identity.a"),
    },
  };
  const at = (timestamp: string, ...resources: Planned[]) =>
    AccessReview.ofSynthesized(JSON.stringify({ ...planJson(resources), timestamp }));

  test("may be the scope, or that of a part of it", () => {
    const onStorage = grant(
      {},
      {
        values: { role_definition_name: "Reader", principal_id: "p" },
        unknown: { scope: true },
        expressions: { scope: ref("azurerm_storage_account.s.id", "azurerm_storage_account.s") },
      },
    );
    expect(linesOf(planned([storage, onStorage]))).toEqual([
      "object id p: Reader on sa (storage account) or a part of it by azurerm_role_assignment.a",
    ]);
  });

  test("is that of a part, where it is a part that it leads to", () => {
    const container: Planned = {
      address: "azurerm_storage_container.c",
      values: { name: "data", storage_account_name: "sa" },
      unknown: { id: true },
    };
    const onContainer = grant(
      {},
      {
        values: { role_definition_name: "Reader", principal_id: "p" },
        unknown: { scope: true },
        expressions: { scope: ref("azurerm_storage_container.c.id", "azurerm_storage_container.c") },
      },
    );
    expect(linesOf(planned([storage, container, onContainer]))).toEqual([
      "object id p: Reader on data (container of sa (storage account)) by azurerm_role_assignment.a",
    ]);
  });

  test("is no role, unless it is that of a role definition", () => {
    expect(linesOf(planned([account, identityNamed("a"), cosmos]))).toEqual([
      "a (identity): unresolved: {azurerm_cosmosdb_account.c.id in azurerm_cosmosdb_sql_role_assignment.a.role_definition_id} on cos (Cosmos DB account) by azurerm_cosmosdb_sql_role_assignment.a",
    ]);
    const definition: Planned = {
      address: "azurerm_cosmosdb_sql_role_definition.d",
      values: { name: "reading" },
      unknown: { id: true },
    };
    const byDefinition = {
      ...cosmos,
      expressions: {
        ...cosmos.expressions,
        role_definition_id: ref(
          "azurerm_cosmosdb_account.c.id",
          "azurerm_cosmosdb_account.c",
          "azurerm_cosmosdb_sql_role_definition.d.id",
          "azurerm_cosmosdb_sql_role_definition.d",
        ),
      },
    };
    expect(linesOf(planned([account, identityNamed("a"), definition, byDefinition]))).toEqual([
      "a (identity): reading (custom role) on cos (Cosmos DB account) by azurerm_cosmosdb_sql_role_assignment.a",
    ]);
  });

  test("is not known to be the same role in another plan", () => {
    const plan = (timestamp: string) => at(timestamp, account, identityNamed("a"), cosmos);
    expect(plan("2026-01-02T00:00:00Z").compareTo(plan("2026-01-01T00:00:00Z")).verdict).toBe("broadened");
    expect(plan("2026-01-01T00:00:00Z").compareTo(plan("2026-01-01T00:00:00Z")).verdict).toBe("same");
  });
});

test("the ids in a block that Azure makes are the same before and after", () => {
  const cluster = {
    ...typeAndName("azurerm_kubernetes_cluster.k"),
    values: { name: "aks", kubelet_identity: [{ object_id: "o", user_assigned_identity_id: null }] },
  };
  const assignment = {
    ...typeAndName("azurerm_role_assignment.a"),
    values: { role_definition_name: "Reader", scope: "/subscriptions/1", principal_id: "o" },
  };
  const json = planJson([
    cluster,
    grant(ref("azurerm_kubernetes_cluster.k.kubelet_identity[0].object_id", "azurerm_kubernetes_cluster.k"), {
      values: assignment.values,
      unknown: {},
    }),
  ]);
  const review = AccessReview.ofSynthesized(
    JSON.stringify({ ...json, prior_state: { values: { root_module: { resources: [cluster, assignment] } } } }),
  );
  expect(linesOf(review)).toEqual([
    "kubelet identity of aks (Kubernetes cluster): Reader on 1 (subscription) by azurerm_role_assignment.a",
  ]);
  expect((JSON.parse(review.toJson()) as { change: { verdict: string } }).change.verdict).toBe("same");
});

describe("what is removed from a configuration", () => {
  const held = (address: string) => ({
    ...typeAndName("azurerm_role_assignment.a"),
    address,
    values: { role_definition_name: "Reader", scope: "/subscriptions/1", principal_id: address },
  });
  const [own, inModule] = [held("azurerm_role_assignment.a"), held('module.m["x"].azurerm_role_assignment.a')];
  const removedBy = (action: string) =>
    AccessReview.ofSynthesized(
      JSON.stringify({
        ...planJson([]),
        planned_values: {
          root_module: { resources: action === "forget" ? [typeAndName("azurerm_role_assignment.a")] : [] },
        },
        resource_changes: [own, inModule].map((resource) => ({
          ...resource,
          change: { actions: [action], after: null, after_unknown: {} },
        })),
        prior_state: {
          values: {
            root_module: { resources: [own], child_modules: [{ address: 'module.m["x"]', resources: [inModule] }] },
          },
        },
      }),
    );
  const verdictOf = (review: AccessReview) =>
    (JSON.parse(review.toJson()) as { change: { verdict: string } }).change.verdict;

  test("stays, where Terraform forgets it and does not destroy it", () => {
    expect(linesOf(removedBy("forget"))).toEqual([
      "object id azurerm_role_assignment.a: Reader on 1 (subscription) by azurerm_role_assignment.a",
      'object id module.m["x"].azurerm_role_assignment.a: Reader on 1 (subscription) by module.m["x"].azurerm_role_assignment.a',
    ]);
    expect(verdictOf(removedBy("forget"))).toBe("same");
  });

  test("is no more, where Terraform destroys it", () => {
    expect(linesOf(removedBy("delete"))).toEqual([]);
    expect(verdictOf(removedBy("delete"))).toBe("narrowed");
  });
});

describe("names that a plan does not know yet", () => {
  const suffix: Planned = { address: "random_string.suffix", unknown: { result: true } };
  const random = ref("random_string.suffix.result", "random_string.suffix");
  const named = (address: string, name: object, over: Planned["expressions"] = {}, unknown: object = {}): Planned => ({
    address,
    values: { resource_group_name: "rg" },
    unknown: { id: true, principal_id: true, name: true, ...unknown },
    expressions: { name, ...over },
  });
  const to = (address: string, principal: string, scope: string): Planned => ({
    address,
    values: { role_definition_name: "AcrPull" },
    unknown: { principal_id: true, scope: true },
    expressions: { principal_id: ref(`${principal}.principal_id`, principal), scope: ref(`${scope}.id`, scope) },
  });
  const [web, acr] = ["azurerm_user_assigned_identity.web", "azurerm_container_registry.acr"];

  test("are two where two resources have them, though the plan tells the same of both", () => {
    const other = "azurerm_user_assigned_identity.other";
    const lines = linesOf(
      planned([
        suffix,
        named(web, random),
        named(other, random),
        named(acr, random),
        to("azurerm_role_assignment.a", web, acr),
        to("azurerm_role_assignment.b", other, acr),
      ]),
    );
    expect(new Set(lines.map((line) => line.split(":")[0])).size).toBe(2);
  });

  /** An app that pulls from the registry by its name, which a local value is in. */
  const puller = (server: object, dependsOn: object = {}): Planned[] => [
    named(web, ref("local.name")),
    named(acr, ref("local.name")),
    to("azurerm_role_assignment.pull", web, acr),
    {
      address: "azurerm_container_app.app",
      values: {
        resource_group_name: "rg",
        identity: [{ type: "UserAssigned", identity_ids: null }],
        registry: [{ identity: null, server: null }],
        template: [{ container: [{ name: "c", image: "i" }] }],
      },
      unknown: {
        id: true,
        name: true,
        identity: [{ identity_ids: true }],
        registry: [{ identity: true, server: true }],
      },
      expressions: {
        name: ref("local.name"),
        identity: [{ type: { constant_value: "UserAssigned" }, identity_ids: ref(`${web}.id`, web) }],
        registry: [{ identity: ref(`${web}.id`, web), server }],
        ...dependsOn,
      },
    },
  ];
  const serverOf = ref(`${acr}.name`, acr);

  test("lead to the registry that has them, and to the race with its role", () => {
    const review = planned(puller(serverOf));
    expect(review.findings.map(({ id, address }) => `${id} ${address}`)).toContain(
      "grant-race azurerm_container_app.app.registry[0]",
    );
  });

  test("may hide a wait in a local value that nothing of the grant needs", () => {
    const review = planned(
      puller(serverOf, { tags: ref("local.tags") }).map((one) =>
        one.address === "azurerm_container_app.app" ? { ...one, unknown: { ...one.unknown, tags: true } } : one,
      ),
    );
    expect(review.findings.map(({ id }) => id)).not.toContain("grant-race");
  });

  test("of a group hold for all that is put into it, by its name and by a local value", () => {
    const group = "azurerm_resource_group.rg";
    const inGroup = (name: object): Planned => ({
      ...named(
        "azurerm_key_vault.kv",
        { constant_value: "kv" },
        { resource_group_name: name },
        { name: undefined, resource_group_name: true },
      ),
      values: { name: "kv" },
    });
    const within = (name: object) => {
      const scope: Planned = {
        ...to("azurerm_role_assignment.a", web, "azurerm_key_vault.kv"),
        values: { role_definition_name: "Reader" },
      };
      const json = JSON.parse(
        planned([named(group, ref("local.name")), named(web, ref("local.name")), inGroup(name), scope]).toJson(),
      ) as { grants: { target: { within: string[] } }[] };
      return json.grants[0]!.target.within;
    };
    expect(within(ref(`${group}.name`, group))).toEqual([
      "resource group|{local.name in azurerm_resource_group.rg.name}",
      "subscription",
    ]);
    expect(within(ref("local.group"))).toEqual(["resource group|{local.group}", "subscription"]);
  });
});

test("a plan waits for the output of a module that a reference names, and not for its others", () => {
  const module = (address: string) => ({ ...typeAndName(address), address: `module.acr.${address}` });
  const [registry, role] = [module("azurerm_container_registry.this"), module("azurerm_role_assignment.pull")];
  const web = "azurerm_user_assigned_identity.web";
  const appWith = (others: object) => {
    const [identity, appUsing] = [
      identityNamed("web"),
      {
        address: "azurerm_container_app.app",
        values: { name: "app", resource_group_name: "rg", identity: [{ type: "UserAssigned" }], registry: [{}] },
        unknown: { identity: [{ identity_ids: true }], registry: [{ identity: true, server: true }] },
        expressions: {
          identity: [{ type: { constant_value: "UserAssigned" }, identity_ids: ref(`${web}.id`, web) }],
          registry: [{ identity: ref(`${web}.id`, web), server: ref("module.acr.server", "module.acr") }],
          ...others,
        },
      },
    ];
    const acr = {
      source: "./acr",
      expressions: { principal: ref(`${web}.principal_id`, web) },
      module: {
        resources: [
          { ...typeAndName("azurerm_container_registry.this"), expressions: { name: { constant_value: "acr" } } },
          {
            ...typeAndName("azurerm_role_assignment.pull"),
            expressions: {
              scope: ref("azurerm_container_registry.this.id", "azurerm_container_registry.this"),
              principal_id: ref("var.principal"),
            },
          },
        ],
        outputs: {
          server: {
            expression: ref("azurerm_container_registry.this.login_server", "azurerm_container_registry.this"),
          },
          role: { expression: ref("azurerm_role_assignment.pull.id", "azurerm_role_assignment.pull") },
        },
        variables: { principal: {} },
      },
    };
    const children = [
      {
        address: "module.acr",
        resources: [
          { ...registry, values: { name: "acr" } },
          { ...role, values: { role_definition_name: "AcrPull" } },
        ],
      },
    ];
    const json = planJson([identity, appUsing], { module_calls: { acr } }, { child_modules: children }) as {
      resource_changes: object[];
    };
    const changes = [
      ...json.resource_changes,
      { ...registry, change: { actions: ["create"], after_unknown: { id: true, login_server: true } } },
      { ...role, change: { actions: ["create"], after_unknown: { scope: true, principal_id: true } } },
    ];
    return AccessReview.ofSynthesized(JSON.stringify({ ...json, resource_changes: changes })).findings.map(
      ({ id }) => id,
    );
  };
  expect(appWith({})).toContain("grant-race");
  expect(appWith({ tags: ref("module.acr.role", "module.acr") })).toContain("role-propagation");
});

test("the identity that has an object id is not what somebody looks up by it", () => {
  const identity = {
    ...typeAndName("azurerm_user_assigned_identity.a"),
    values: { name: "a", resource_group_name: "rg", principal_id: "p" },
  };
  const looked = {
    ...typeAndName("azuread_service_principal.s"),
    address: "data.azuread_service_principal.s",
    mode: "data",
    values: { display_name: "a", object_id: "p" },
  };
  const role = {
    ...typeAndName("azurerm_role_assignment.r"),
    values: { role_definition_name: "Reader", scope: "/subscriptions/1", principal_id: "p" },
  };
  const state = (resources: object[]) =>
    linesOf(
      AccessReview.ofSynthesized(JSON.stringify({ format_version: "1.0", values: { root_module: { resources } } })),
    );
  expect(state([looked, identity, role])).toEqual([
    "a (identity): Reader on 1 (subscription) by azurerm_role_assignment.r",
  ]);
  expect(state([looked, role])).toEqual([
    "a (service principal): Reader on 1 (subscription) by azurerm_role_assignment.r",
  ]);
});

describe("the identity of one of several resources, by the key of the grant", () => {
  const keyed = (address: string, key: string, over: Partial<Planned>): Planned => ({
    ...over,
    address: `${address}[${JSON.stringify(key)}]`,
    index: key,
  });
  const principals = (type: string) => {
    const apps = ["x", "y"].map((key) =>
      keyed("azurerm_linux_web_app.w", key, {
        values: { name: `w-${key}`, resource_group_name: "rg", identity: [{ type }] },
        unknown: { id: true, identity: [{ principal_id: true }] },
      }),
    );
    const grants = ["x", "y"].map((key) =>
      keyed("azurerm_role_assignment.a", key, grant(ref("azurerm_linux_web_app.w", "each.key"))),
    );
    const plan = planJson([...apps, ...grants]) as { configuration: { root_module: { resources: object[] } } };
    plan.configuration.root_module.resources = plan.configuration.root_module.resources.map((block) => ({
      ...block,
      for_each_expression: ref("local.all"),
    }));
    return linesOf(AccessReview.ofSynthesized(JSON.stringify(plan))).map((line) => line.split(":")[0]);
  };

  test("is its system-assigned one, the only one that has an object id", () => {
    expect(principals("SystemAssigned")).toEqual([
      "system-assigned identity of w-x (web or function app)",
      "system-assigned identity of w-y (web or function app)",
    ]);
  });

  test("is not known where it has none", () => {
    expect(principals("UserAssigned")).toEqual([
      expect.stringContaining("unresolved"),
      expect.stringContaining("unresolved"),
    ]);
  });
});

describe("the one that a plan looks up by a key", () => {
  const keyed = (key: string): Planned => ({
    address: `azurerm_user_assigned_identity.t[${JSON.stringify(key)}]`,
    index: key,
    values: { name: key, resource_group_name: "rg" },
    unknown: { id: true, principal_id: true },
  });
  const block = "azurerm_user_assigned_identity.t";
  const principal = (references: object, variables: object, ...keys: string[]) => {
    const plan = planJson([...keys.map(keyed), grant(references)], { variables: { key: {} } }) as {
      configuration: { root_module: { resources: { address: string }[] } };
    };
    const resources = plan.configuration.root_module.resources.map((one) =>
      one.address === block ? { ...one, for_each_expression: ref("local.names") } : one,
    );
    plan.configuration.root_module.resources = resources;
    return linesOf(AccessReview.ofSynthesized(JSON.stringify({ ...plan, variables }))).map(
      (line) => line.split(":")[0],
    );
  };

  test("is the one whose key is known, or the only one there is", () => {
    expect(principal(ref("var.key", block), { key: { value: "y" } }, "x", "y")).toEqual(["y (identity)"]);
    expect(principal(ref("var.key", block), {}, "x")).toEqual(["x (identity)"]);
    expect(principal(ref("local.names", block), {}, "x")).toEqual(["x (identity)"]);
  });

  test("is not known where it may be any of several", () => {
    expect(principal(ref("var.key", block), {}, "x", "y")).toEqual([expect.stringContaining("unresolved")]);
  });
});

test("policies of which a plan tells only the references have them in their order", () => {
  const policies = (...principals: string[]): Planned => ({
    address: "azurerm_key_vault.kv",
    values: {
      name: "kv",
      access_policy: principals.map((_, i) => ({ secret_permissions: [i === 0 ? "Get" : "List"] })),
    },
    unknown: { access_policy: principals.map(() => ({ object_id: true })) },
    expressions: {
      access_policy: ref(
        ...principals.flatMap((name) => [
          `azurerm_user_assigned_identity.${name}.principal_id`,
          `azurerm_user_assigned_identity.${name}`,
          "data.azurerm_client_config.c.tenant_id",
          "data.azurerm_client_config.c",
        ]),
      ),
    },
  });
  expect(linesOf(planned([identityNamed("a"), identityNamed("b"), policies("b", "a")]))).toEqual([
    "a (identity): secrets List on kv (key vault) by azurerm_key_vault.kv",
    "b (identity): secrets Get on kv (key vault) by azurerm_key_vault.kv",
  ]);
});

test("what is there already has waited for what its state says, also by a local value that is known now", () => {
  const held = (address: string, values: object, dependsOn: string[] = []) => ({
    ...typeAndName(address),
    values,
    depends_on: dependsOn,
  });
  const id = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/web";
  const resources = (dependsOn: string[]) => [
    held("azurerm_user_assigned_identity.web", { name: "web", resource_group_name: "rg", id, principal_id: "p" }),
    held("azurerm_container_registry.acr", {
      name: "acr",
      id: "/subscriptions/1/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/acr",
    }),
    held("azurerm_role_assignment.pull", {
      role_definition_name: "AcrPull",
      scope: "/subscriptions/1/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/acr",
      principal_id: "p",
    }),
    held(
      "azurerm_container_app.app",
      {
        name: "app",
        resource_group_name: "rg",
        identity: [{ type: "UserAssigned", identity_ids: [id] }],
        registry: [{ server: "acr.azurecr.io", identity: id }],
      },
      dependsOn,
    ),
  ];
  const findings = (dependsOn: string[]) => {
    const root_module = { resources: resources(dependsOn) };
    const configured = root_module.resources.map(({ address, mode, type, name }) => ({
      address,
      mode,
      type,
      name,
      expressions: type === "azurerm_container_app" ? { registry: [{ server: ref("local.server") }] } : {},
    }));
    const plan = {
      format_version: "1.2",
      planned_values: { root_module },
      resource_changes: [],
      prior_state: { values: { root_module } },
      configuration: { root_module: { resources: configured } },
    };
    return AccessReview.ofSynthesized(JSON.stringify(plan)).findings.map((finding) => finding.id);
  };
  expect(findings([])).toContain("grant-race");
  expect(findings(["azurerm_role_assignment.pull"])).not.toContain("grant-race");
});

test("what is deposed is still there in a state, and goes with a plan", () => {
  const role = (over: object) => ({
    ...typeAndName("azurerm_role_assignment.a"),
    values: { role_definition_name: "Reader", scope: "/subscriptions/1", principal_id: "p", ...over },
  });
  const deposed = { ...role({ role_definition_name: "Owner" }), deposed_key: "00000001" };
  const [before, after] = [[role({}), deposed], [role({})]].map((resources) => ({
    values: { root_module: { resources } },
  }));
  expect(linesOf(AccessReview.ofSynthesized(JSON.stringify({ format_version: "1.0", ...before })))).toEqual([
    'object id p: Owner on 1 (subscription) by azurerm_role_assignment.a["deposed 00000001"]',
    "object id p: Reader on 1 (subscription) by azurerm_role_assignment.a",
  ]);
  const configuration = {
    root_module: { resources: [{ ...typeAndName("azurerm_role_assignment.a"), expressions: {} }] },
  };
  const plan = {
    format_version: "1.2",
    planned_values: after!.values,
    prior_state: before,
    resource_changes: [{ ...deposed, change: { actions: ["delete"] } }],
    configuration,
  };
  expect(
    (JSON.parse(AccessReview.ofSynthesized(JSON.stringify(plan)).toJson()) as { change: { verdict: string } }).change
      .verdict,
  ).toBe("narrowed");
});

test("a role of somebody's own that is looked up allows what a state knows of it, by its name and by its id", () => {
  const id = "/subscriptions/1/providers/Microsoft.Authorization/roleDefinitions/11111111-0000-0000-0000-000000000000";
  const definition = {
    ...typeAndName("azurerm_role_definition.d"),
    address: "data.azurerm_role_definition.d",
    mode: "data",
    values: {
      name: "Operator",
      id,
      role_definition_id: id.split("/").pop(),
      permissions: [{ actions: ["*"], not_actions: [], data_actions: [], not_data_actions: [] }],
    },
  };
  const role = (name: string, over: object) => ({
    ...typeAndName(`azurerm_role_assignment.${name}`),
    values: { scope: "/subscriptions/1", principal_id: name, ...over },
  });
  const resources = [
    definition,
    role("a", { role_definition_id: id }),
    role("b", { role_definition_name: "Operator" }),
  ];
  const review = AccessReview.ofSynthesized(
    JSON.stringify({ format_version: "1.0", values: { root_module: { resources } } }),
  );
  expect(review.grants.map(({ permission }) => permission)).toEqual([
    "Operator (custom role)",
    "Operator (custom role)",
  ]);
  expect(review.findings.map(({ id: finding }) => finding)).toEqual(["broad-role", "broad-role"]);
});

test("a role of the directory goes by its name, whatever id a state has of it", () => {
  const role = {
    ...typeAndName("azuread_directory_role.r"),
    values: { display_name: "Reports Reader", template_id: "t", object_id: "o" },
  };
  const assigned = {
    ...typeAndName("azuread_directory_role_assignment.a"),
    values: { role_id: "t", principal_object_id: "p" },
  };
  const member = {
    ...typeAndName("azuread_directory_role_member.m"),
    values: { role_object_id: "o", member_object_id: "q" },
  };
  expect(
    linesOf(
      AccessReview.ofSynthesized(
        JSON.stringify({ format_version: "1.0", values: { root_module: { resources: [role, assigned, member] } } }),
      ),
    ),
  ).toEqual([
    "object id p: Reports Reader on the directory by azuread_directory_role_assignment.a",
    "object id q: Reports Reader on the directory by azuread_directory_role_member.m",
  ]);
});
