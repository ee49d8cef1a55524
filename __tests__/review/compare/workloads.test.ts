import * as path from "node:path";
import fc from "fast-check";
import { main } from "../../../lib/review/door/cli";
import { folder, write } from "../../support/review-input";
import { Configuration, review } from "../../support/review-programs";
import { runs } from "../../support/runs";

const place = { resource_group_name: "rg", location: "westeurope" };

/** Which identities an app runs as, and which roles on which groups each identity has. */
interface Shop {
  readonly apps: Readonly<Record<string, readonly string[]>>;
  readonly roles: Readonly<Record<string, readonly (readonly [role: string, group: string])[]>>;
  readonly others?: Configuration;
}

/** A program with identities of its own. */
function shop({ apps, roles, others = {} }: Shop): Configuration {
  const identities = [...new Set([...Object.values(apps).flat(), ...Object.keys(roles)])];
  const assignments = Object.entries(roles).flatMap(([identity, those]) =>
    those.map(([role, group], i): [string, Configuration] => [
      `${identity}_${i}`,
      {
        scope: `/subscriptions/1/resourceGroups/${group}`,
        role_definition_name: role,
        principal_id: `\${azurerm_user_assigned_identity.${identity}.principal_id}`,
      },
    ]),
  );
  const { azurerm_role_assignment = {}, ...resources } = others;
  return {
    resource: {
      azurerm_user_assigned_identity: Object.fromEntries(identities.map((name) => [name, { ...place, name }])),
      azurerm_container_app: Object.fromEntries(
        Object.entries(apps).map(([name, as]) => [
          name,
          {
            ...place,
            name,
            identity: {
              type: "UserAssigned",
              identity_ids: as.map((identity) => `\${azurerm_user_assigned_identity.${identity}.id}`),
            },
          },
        ]),
      ),
      azurerm_role_assignment: { ...Object.fromEntries(assignments), ...(azurerm_role_assignment as Configuration) },
      ...resources,
    },
  };
}

const READ = ["Reader", "data"] as const;
const WRITE = ["Contributor", "data"] as const;
const PULL = ["AcrPull", "images"] as const;

/** One identity of two apps. */
const shared = shop({ apps: { web: ["all"], api: ["all"] }, roles: { all: [READ, PULL] } });
const verdictsOf = (before: Configuration, after: Configuration) => {
  const { verdict, identityVerdict, workloadVerdict } = review(after).compareTo(review(before));
  return { whole: verdict, identities: identityVerdict, workloads: workloadVerdict };
};

describe("an identity that is split into one for each app", () => {
  const split = (web: Shop["roles"][string], api: Shop["roles"][string]) =>
    shop({ apps: { web: ["web_id"], api: ["api_id"] }, roles: { web_id: web, api_id: api } });

  test("is the same where each app may do what it could, though the identities are new", () => {
    expect(verdictsOf(shared, split([READ, PULL], [READ, PULL]))).toEqual({
      whole: "same",
      identities: "broadened",
      workloads: "same",
    });
  });

  test("narrows where an app may do less", () => {
    const change = review(split([READ], [PULL])).compareTo(review(shared));
    expect(verdictsOf(shared, split([READ], [PULL]))).toEqual({
      whole: "narrowed",
      identities: "broadened",
      workloads: "narrowed",
    });
    expect(change.workloads).toEqual(
      [
        {
          change: "changed",
          verdict: "narrowed",
          workloads: ["web (container app)"],
          before: ["all (identity)"],
          after: ["web_id (identity)"],
          gained: [],
          lost: ["AcrPull on images (resource group)"],
        },
        {
          change: "changed",
          verdict: "narrowed",
          workloads: ["api (container app)"],
          before: ["all (identity)"],
          after: ["api_id (identity)"],
          gained: [],
          lost: ["Reader on data (resource group)"],
        },
      ].sort((a, b) => (a.workloads[0]! < b.workloads[0]! ? -1 : 1)),
    );
    expect(change.toMarkdown()).toContain("By identity **broadened**, by what runs **narrowed**");
  });

  test("broadens where one app may do more", () => {
    expect(verdictsOf(shared, split([WRITE], [PULL])).whole).toBe("broadened");
    expect(verdictsOf(shared, split([READ], [["Owner", "images"]])).whole).toBe("broadened");
  });

  test("is the same with the identity of the system for one of the user's", () => {
    const system = {
      resource: {
        azurerm_container_app: { web: { ...place, name: "web", identity: { type: "SystemAssigned" } } },
        azurerm_role_assignment: {
          a: {
            scope: "/subscriptions/1/resourceGroups/data",
            role_definition_name: "Reader",
            principal_id: "${azurerm_container_app.web.identity[0].principal_id}",
          },
        },
      },
    };
    const user = shop({ apps: { web: ["web_id"] }, roles: { web_id: [READ] } });
    expect(verdictsOf(user, system)).toMatchObject({ whole: "same", workloads: "same" });
    expect(verdictsOf(system, user)).toMatchObject({ whole: "same", workloads: "same" });
  });
});

test("what many grants give is cut, and said to be", () => {
  const many = Array.from({ length: 60 }, (_, i) => ["Reader", `rg${i}`] as const);
  const change = review(shop({ apps: { web: ["one"] }, roles: { one: many } })).compareTo(
    review(shop({ apps: { web: ["one"] }, roles: {} })),
  );
  expect(change.workloads.map(({ gained }) => gained.length)).toEqual([50]);
  expect(change.toMarkdown()).toContain("45 more, and others");
});

describe("identities that are merged", () => {
  test("are the same where each app could do all of it", () => {
    const apart = shop({ apps: { web: ["one", "two"] }, roles: { one: [READ], two: [PULL] } });
    expect(verdictsOf(apart, shop({ apps: { web: ["one"] }, roles: { one: [READ, PULL] } })).whole).toBe("same");
    expect(verdictsOf(apart, shop({ apps: { web: ["new"] }, roles: { new: [READ, PULL] } })).whole).toBe("same");
  });

  test("broaden where one app gets what only the other one could", () => {
    const apart = shop({ apps: { web: ["one"], api: ["two"] }, roles: { one: [READ], two: [PULL] } });
    expect(verdictsOf(apart, shared)).toEqual({ whole: "broadened", identities: "broadened", workloads: "broadened" });
    expect(verdictsOf(apart, shop({ apps: { web: ["one"], api: ["one"] }, roles: { one: [READ] } })).workloads).toBe(
      "broadened",
    );
  });
});

describe("what runs decides nothing where others may act as an identity", () => {
  const after = shop({ apps: { web: ["web_id"], api: ["api_id"] }, roles: { web_id: [READ], api_id: [PULL] } });
  const withRole = (program: Configuration, over: Configuration) => {
    const resource = program.resource as Record<string, Configuration>;
    return {
      ...program,
      resource: {
        ...resource,
        azurerm_role_assignment: { ...resource.azurerm_role_assignment, taker: { principal_id: "ci", ...over } },
      },
    };
  };
  const operator = "Managed Identity Operator";
  const group = "${azurerm_resource_group.rg.id}";
  const inGroup = (program: Configuration, role: string) => {
    const resource = program.resource as Record<string, Configuration>;
    return withRole(
      { ...program, resource: { ...resource, azurerm_resource_group: { rg: { name: "rg", location: "westeurope" } } } },
      { scope: group, role_definition_name: role },
    );
  };
  const onlyOn = (program: Configuration, identity: string) =>
    withRole(program, { scope: `\${azurerm_user_assigned_identity.${identity}.id}`, role_definition_name: operator });

  test("one that nothing runs as", () => {
    const unused = shop({ apps: { web: ["web_id"] }, roles: { web_id: [READ], spare: [READ] } });
    expect(verdictsOf(shop({ apps: { web: ["web_id"] }, roles: { web_id: [READ] } }), unused)).toEqual({
      whole: "broadened",
      identities: "broadened",
      workloads: "same",
    });
  });

  test("one that somebody may take who could not take what had that access", () => {
    expect(verdictsOf(shared, after).whole).toBe("narrowed");
    // An operator of both, before and after, gains nothing; one of one new identity does.
    expect(verdictsOf(inGroup(shared, operator), inGroup(after, operator)).whole).toBe("narrowed");
    const [own, moved] = [
      shop({ apps: { web: ["one", "two"] }, roles: { one: [READ], two: [PULL] } }),
      shop({ apps: { web: ["one", "two"] }, roles: { one: [READ, PULL] } }),
    ];
    expect(verdictsOf(own, moved).whole).toBe("same");
    expect(verdictsOf(onlyOn(own, "one"), onlyOn(moved, "one"))).toMatchObject({
      whole: "broadened",
      workloads: "same",
    });
  });

  test("one that the program does not make, or that is not known", () => {
    const existing =
      "/subscriptions/1/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ops";
    const running = (id: string): Configuration => ({
      variable: { x: {} },
      resource: {
        azurerm_container_app: {
          web: { ...place, name: "web", identity: { type: "UserAssigned", identity_ids: [id] } },
        },
      },
    });
    const none = { resource: { azurerm_container_app: { web: { ...place, name: "web" } } } };
    expect(verdictsOf(none, running(existing)).whole).toBe("broadened");
    expect(verdictsOf(none, running("${var.x}")).whole).toBe("broadened");
  });

  test("one of several apps that the program does not tell apart", () => {
    const each = (identity: string, roles: Configuration): Configuration => ({
      variable: { shops: {} },
      resource: {
        azurerm_user_assigned_identity: {
          own: { ...place, name: "${each.key}", for_each: "${var.shops}" },
          all: { ...place, name: "all" },
        },
        azurerm_container_app: {
          web: {
            ...place,
            for_each: "${var.shops}",
            name: "web-${each.key}",
            identity: { type: "UserAssigned", identity_ids: [identity] },
          },
        },
        azurerm_role_assignment: { a: { for_each: "${var.shops}", role_definition_name: "Reader", ...roles } },
      },
    });
    const scope = "/subscriptions/1/resourceGroups/${each.key}";
    const apart = each("${azurerm_user_assigned_identity.own[each.key].id}", {
      scope,
      principal_id: "${azurerm_user_assigned_identity.own[each.key].principal_id}",
    });
    const together = each("${azurerm_user_assigned_identity.all.id}", {
      scope,
      principal_id: "${azurerm_user_assigned_identity.all.principal_id}",
    });
    expect(verdictsOf(apart, together).whole).toBe("broadened");
  });

  test("one that something perhaps runs as, and then does for certain", () => {
    const running = (ids: string): Configuration => ({
      ...shop({
        apps: {},
        roles: { one: [READ], two: [PULL] },
        others: {
          azurerm_container_app: {
            web: { ...place, name: "web", identity: { type: "UserAssigned", identity_ids: ids } },
          },
        },
      }),
      variable: { first: {} },
    });
    const perhaps = running(
      "${var.first ? [azurerm_user_assigned_identity.one.id] : [azurerm_user_assigned_identity.two.id]}",
    );
    const both = running("${[azurerm_user_assigned_identity.one.id, azurerm_user_assigned_identity.two.id]}");
    expect(verdictsOf(perhaps, both).whole).toBe("broadened");
    expect(verdictsOf(perhaps, perhaps).whole).toBe("same");
  });
});

test("a baseline of a version that did not say what runs for certain is compared by identity", () => {
  const split = shop({ apps: { web: ["w"], api: ["a"] }, roles: { w: [READ, PULL], a: [READ, PULL] } });
  const { stacks, ...older } = JSON.parse(review(shared).toJson()) as Record<string, unknown>;
  expect(stacks).toBeDefined();
  write({ "older.json": older, "now.json": review(shared).toJson(), "cdk.tf.json": split });
  const verdictBeside = (baseline: string) => {
    const out: string[] = [];
    const args = [path.join(folder, "cdk.tf.json"), "--baseline", path.join(folder, baseline), "--format", "json"];
    main(args, { out: (text) => out.push(text), err: (text) => out.push(text) });
    return (JSON.parse(out.join("")) as { change: { verdict: string } }).change.verdict;
  };
  expect(verdictBeside("now.json")).toBe("same");
  expect(verdictBeside("older.json")).toBe("broadened");
});

describe("whatever runs as whichever identities", () => {
  const APPS = ["web", "api"];
  const IDENTITIES = ["one", "two", "three"];
  const roles = [READ, WRITE, PULL];
  const shops = fc.record({
    apps: fc.record(Object.fromEntries(APPS.map((app) => [app, fc.subarray(IDENTITIES)]))),
    roles: fc.record(Object.fromEntries(IDENTITIES.map((identity) => [identity, fc.subarray(roles)]))),
  });
  const rank = { Reader: 1, Contributor: 2, AcrPull: 1 };
  /** The strongest role of an app on each group, by what the program says and not by the review. */
  const accessOf = ({ apps, roles: given }: Shop, app: string, group: string) =>
    Math.max(
      0,
      ...(apps[app] ?? []).flatMap((identity) =>
        (given[identity] ?? []).filter(([, on]) => on === group).map(([role]) => rank[role as keyof typeof rank]),
      ),
    );
  const comparesOf = (before: Shop, after: Shop) =>
    APPS.flatMap((app) =>
      ["data", "images"].map((group) => accessOf(after, app, group) - accessOf(before, app, group)),
    );

  test("the verdict on what runs is what a count by hand says", () => {
    fc.assert(
      fc.property(shops, shops, (before, after) => {
        const differences = comparesOf(before, after);
        const less = differences.some((one) => one < 0) ? "narrowed" : "same";
        const expected = differences.some((one) => one > 0) ? "broadened" : less;
        const { whole, workloads } = verdictsOf(shop(before), shop(after));
        expect(workloads).toBe(expected);
        expect(expected === "broadened" ? whole : "broadened").toBe("broadened");
      }),
      { numRuns: runs(150) },
    );
  });
});
