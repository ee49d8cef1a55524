import { MssqlDatabase } from "@cdktf/provider-azurerm/lib/mssql-database";
import { MssqlServer } from "@cdktf/provider-azurerm/lib/mssql-server";
import { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { PostgresqlFlexibleServerActiveDirectoryAdministrator } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-active-directory-administrator";
import { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link";
import { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import { ResourceGroupTemplateDeployment } from "@cdktf/provider-azurerm/lib/resource-group-template-deployment";
import { App, TerraformStack, TerraformVariable, Testing } from "cdktf";
import {
  AppIdentity,
  AzureService,
  DatabasePrivilege,
  GrantHandOver,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  PostgresqlDatabaseUsers,
  Principal,
  PrincipalType,
} from "../../lib/index";
import { AccessReview } from "../../lib/review/door/access-review";
import {
  identityNamed,
  letIn,
  madePostgresql,
  madeSql,
  PLACE,
  POSTGRESQL,
  postgresqlUsers,
  SCRIPT_STORAGE,
  SQL,
  sqlUsers,
  SUBNET_ID,
  usersOfDatabases,
} from "../support/databases";
import { NETWORK_ID } from "../support/every-argument";
import { storageIn } from "../support/services";
import { synthApp } from "../support/stacks";
import { appProps, Body, GUID, newStack, synth, Synthesized, synthStack } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const DEPLOYMENT = "azurerm_resource_group_template_deployment";
const ADMINISTRATOR = "azurerm_postgresql_flexible_server_active_directory_administrator";

function app(stack: TerraformStack, name: string, ...services: AzureService[]) {
  return new ManagedIdentityContainerApp(stack, name, { ...appProps(stack, { name }), services });
}

/** The address of the one resource of a type. */
function addressOf(program: Synthesized, type: string, like = ""): string {
  const names = Object.keys(program.all(type)).filter((name) => name.includes(like));
  expect(names).toHaveLength(1);
  return `${type}.${names[0]}`;
}

/** The users in the parameters of a deployment, as Terraform's expression. */
function listIn(deployment: Body): string {
  return /"users" = \{"value" = jsonencode\((\[.*\])\)\}\}\)\}$/.exec(deployment.parameters_content as string)![1]!;
}

interface Template {
  readonly parameters: object;
  readonly resources: [
    { readonly identity: object; readonly kind: string; readonly properties: Record<string, unknown> },
  ];
}

function templateOf(deployment: Body): Template {
  return JSON.parse(deployment.template_content as string) as Template;
}

describe("an app that is a user of a PostgreSQL database", () => {
  const program = synth((stack) => {
    const server = madePostgresql(stack);
    letIn(stack, server);
    const users = postgresqlUsers(stack, { server });
    app(stack, "web", AzureService.postgresqlDatabase(users, DatabasePrivilege.READ_WRITE));
  });

  test("is told where the database is, and by which name it signs in, and gets no password", () => {
    expect(program.env).toEqual([
      expect.objectContaining({ name: "AZURE_CLIENT_ID" }),
      { name: "POSTGRES_HOST", value: "${azurerm_postgresql_flexible_server.server.fqdn}" },
      { name: "POSTGRES_PORT", value: "5432" },
      { name: "POSTGRES_DATABASE", value: "orders" },
      {
        name: "POSTGRES_USERNAME",
        value: expect.stringMatching(/^\$\{azurerm_user_assigned_identity\.web\w+\.name\}$/) as string,
      },
    ]);
    expect(program.only("azurerm_container_app").secret).toBeUndefined();
  });

  test("is in the list of the script, which runs as an administrator of its own", () => {
    expect(listIn(program.only(DEPLOYMENT))).toMatch(
      /^\[\{"name" = \S+\.name, "objectId" = \S+web\S+\.principal_id, "clientId" = \S+\.client_id, "privilege" = "read-write"\}\]$/,
    );
    expect(program.only(ADMINISTRATOR)).toMatchObject({
      server_name: "${azurerm_postgresql_flexible_server.server.name}",
      object_id: expect.stringContaining("db-admin") as string,
      principal_type: "ServicePrincipal",
    });
  });

  test("comes after its user, and that after the administrator, the database and the way in", () => {
    const graph = new TerraformGraph(program);
    const before = graph.before(addressOf(program, "azurerm_container_app"));
    const all = [DEPLOYMENT, ADMINISTRATOR, "azurerm_postgresql_flexible_server_database"].map((type) =>
      addressOf(program, type),
    );
    expect([...before]).toEqual(expect.arrayContaining(all));
    const beforeScript = graph.before(addressOf(program, DEPLOYMENT));
    expect([...beforeScript]).toEqual(
      expect.arrayContaining([
        ...all.slice(1),
        addressOf(program, "azurerm_postgresql_flexible_server_firewall_rule"),
        addressOf(program, "azurerm_user_assigned_identity", "web"),
      ]),
    );
    expect(graph.onCycles).toEqual([]);
  });
});

describe("an app that is a user of an Azure SQL database", () => {
  const program = synth((stack) => {
    const server = madeSql(stack);
    letIn(stack, server);
    app(stack, "web", AzureService.sqlDatabase(sqlUsers(stack, { server })));
  });

  test("reads by default, and is told where the database is", () => {
    expect(listIn(program.only(DEPLOYMENT))).toContain('"privilege" = "read"');
    expect(program.env).toEqual([
      expect.objectContaining({ name: "AZURE_CLIENT_ID" }),
      { name: "AZURE_SQL_SERVER", value: "${azurerm_mssql_server.sql-server.fully_qualified_domain_name}" },
      { name: "AZURE_SQL_PORT", value: "1433" },
      { name: "AZURE_SQL_DATABASE", value: "reports" },
    ]);
  });

  test("comes after its user, and that after the server, the database and the way in", () => {
    const before = new TerraformGraph(program).before(addressOf(program, DEPLOYMENT));
    expect([...before]).toEqual(
      expect.arrayContaining([
        addressOf(program, "azurerm_mssql_database"),
        addressOf(program, "azurerm_mssql_firewall_rule"),
        addressOf(program, "azurerm_mssql_server"),
      ]),
    );
    expect(new TerraformGraph(program).before(addressOf(program, "azurerm_container_app"))).toContain(
      addressOf(program, DEPLOYMENT),
    );
  });
});

describe("the script", () => {
  const programs = [false, true].map((isInSubnet) => synthStack(usersOfDatabases({ isInSubnet })));
  const deployments = programs.map((program) => Object.values(program.all(DEPLOYMENT)));

  test("runs as the administrator alone, and its values are parameters", () => {
    for (const deployment of deployments.flat()) {
      const { resources, parameters } = templateOf(deployment);
      expect(resources[0].identity).toEqual({
        type: "UserAssigned",
        userAssignedIdentities: { "[parameters('administratorId')]": {} },
      });
      const given = [...(deployment.parameters_content as string).matchAll(/"(\w+)" = \{"value"/g)].map(
        ([, name]) => name,
      );
      expect(given.sort()).toEqual(Object.keys(parameters).sort());
      const variables = resources[0].properties.environmentVariables as { value: string }[];
      expect(variables.filter(({ value }) => !/^\[(parameters\('\w+'\)|resourceId\(.*\))\]$/.test(value))).toEqual([]);
    }
  });

  test("holds nothing that Terraform would read as its own, no password, and no name of the program", () => {
    for (const deployment of deployments.flat()) {
      const content = deployment.template_content as string;
      expect(content).not.toMatch(/[$%]\{/);
      expect(content).not.toMatch(/password=(?!\$\(az)|orders|reports|db-admin/i);
    }
  });

  test("is in Azure's own network, or in the subnet, where it may use the storage account before it starts", () => {
    const [inAzure, inSubnet] = deployments;
    expect(inAzure!.map((one) => templateOf(one).resources[0].properties.containerSettings)).toEqual([
      undefined,
      undefined,
    ]);
    expect(templateOf(inSubnet![0]!).resources[0].properties).toMatchObject({
      containerSettings: { subnetIds: [{ id: "[parameters('subnetId')]" }] },
      storageAccountSettings: { storageAccountName: "[parameters('storageAccountName')]" },
    });
    const role = programs[1]!.only("azurerm_role_assignment");
    expect(role).toMatchObject({
      role_definition_name: "Storage File Data Privileged Contributor",
      scope: SCRIPT_STORAGE.id,
    });
    const graph = new TerraformGraph(programs[1]!);
    expect(graph.before(addressOf(programs[1]!, DEPLOYMENT, "sql"))).toContain(
      addressOf(programs[1]!, "azurerm_role_assignment"),
    );
  });

  test("is there without users, so that it drops the last one", () => {
    expect(listIn(deployments[0]![0]!)).toBe("[]");
  });

  test("comes after a private endpoint of the server", () => {
    const program = synth((stack) => {
      const server = madePostgresql(stack, { publicNetworkAccessEnabled: false });
      postgresqlUsers(stack, { server, subnetId: SUBNET_ID, storageAccount: SCRIPT_STORAGE });
      new PrivateEndpoint(stack, "endpoint", {
        ...PLACE,
        name: "endpoint",
        subnetId: SUBNET_ID,
        privateServiceConnection: {
          name: "pg",
          isManualConnection: false,
          privateConnectionResourceId: server.id,
          subresourceNames: ["postgresqlServer"],
        },
      });
    });
    expect(new TerraformGraph(program).before(addressOf(program, DEPLOYMENT))).toContain(
      addressOf(program, "azurerm_private_endpoint"),
    );
  });
});

describe("users of one database in two stacks", () => {
  const inTwoStacks = (name: string) =>
    synthApp((newStack) => {
      const [platform, shop] = ["platform", "shop"].map(newStack) as [TerraformStack, TerraformStack];
      const server = madePostgresql(platform);
      letIn(platform, server);
      const users = postgresqlUsers(platform, { server });
      app(platform, "admin-app", AzureService.postgresqlDatabase(users));
      const { administrator } = users;
      const others = postgresqlUsers(shop, { server, administrator, name });
      app(shop, "shop-app", AzureService.postgresqlDatabase(others));
    });

  test("have one administrator, in the stack of the server, who comes after what is in the server", () => {
    const { stacks, dependencies } = inTwoStacks("shop-users");
    expect(dependencies).toEqual({ platform: [], shop: ["platform"] });
    expect(stacks.platform!.only(ADMINISTRATOR).depends_on).toEqual([
      "azurerm_postgresql_flexible_server_database.orders",
      "azurerm_postgresql_flexible_server_firewall_rule.azure",
    ]);
    expect(stacks.shop!.all(ADMINISTRATOR)).toEqual({});
  });

  test("whose server is in another stack than their only list come after the administrator, too", () => {
    const { stacks, dependencies } = synthApp((newStack) => {
      const [platform, shop] = ["platform", "shop"].map(newStack) as [TerraformStack, TerraformStack];
      const server = madePostgresql(platform);
      letIn(platform, server);
      postgresqlUsers(shop, { server, administrator: identityNamed(platform, "db-admin") });
    });
    expect(dependencies.shop).toEqual(["platform"]);
    expect(stacks.platform!.only(ADMINISTRATOR).depends_on).toHaveLength(2);
  });
});

test("two deployments of one name in a group are refused; of two names, they are two lists", () => {
  const named = (name: string) => () =>
    synth((stack) => {
      postgresqlUsers(stack);
      postgresqlUsers(stack, { name, schema: "app" }, "other");
    });
  expect(named("users")).toThrow(/\[test\/other\] has the name "users" of \[test\/users\]/);
  expect(named("other")).not.toThrow();
});

describe("a script in a subnet", () => {
  const endpointTo = (stack: TerraformStack, id: string, resourceId: string, part: string) =>
    new PrivateEndpoint(stack, id, {
      ...PLACE,
      name: id,
      subnetId: SUBNET_ID,
      privateServiceConnection: {
        name: id,
        isManualConnection: false,
        privateConnectionResourceId: resourceId,
        subresourceNames: [part],
      },
    });
  const inSubnet = { subnetId: SUBNET_ID, storageAccount: SCRIPT_STORAGE };

  test("comes after the private endpoint of the storage account of its files, made here or there", () => {
    const program = synth((stack) => {
      const account = storageIn(stack);
      postgresqlUsers(stack, { ...inSubnet, storageAccount: account });
      endpointTo(stack, "made", account.id, "file");
      sqlUsers(stack, inSubnet);
      endpointTo(stack, "there", SCRIPT_STORAGE.id, "file");
      endpointTo(stack, "other", `${SCRIPT_STORAGE.id}2`, "file");
    });
    const before = Object.keys(program.all(DEPLOYMENT)).map((name) =>
      [...new TerraformGraph(program).before(`${DEPLOYMENT}.${name}`)].filter((one) => one.includes("endpoint")),
    );
    expect(before.sort()).toEqual([["azurerm_private_endpoint.made"], ["azurerm_private_endpoint.there"]]);
  });

  test("follows no stack with a network of another kind", () => {
    const { dependencies } = synthApp((newStack) => {
      const [office, shop] = ["office", "shop"].map(newStack) as [TerraformStack, TerraformStack];
      new PrivateDnsZoneVirtualNetworkLink(office, "link", {
        name: "office",
        resourceGroupName: "my-rg",
        privateDnsZoneName: "office.contoso.com",
        virtualNetworkId: NETWORK_ID,
      });
      postgresqlUsers(shop, inSubnet);
      endpointTo(shop, "endpoint", POSTGRESQL.id, "postgresqlServer");
    });
    expect(dependencies.shop).toEqual([]);
  });

  test("waits for the role on its files in another stack, where the administrator is, unless others give it", () => {
    const scriptIn = (isHandedOver: boolean) =>
      synthApp((newStack) => {
        const [platform, shop] = ["platform", "shop"].map(newStack) as [TerraformStack, TerraformStack];
        const administrator = identityNamed(platform, "db-admin");
        if (isHandedOver) {
          GrantHandOver.enable(platform);
        }
        sqlUsers(shop, { ...inSubnet, administrator });
      }).stacks;
    const { platform, shop } = scriptIn(false);
    expect(Object.keys(platform!.all("azurerm_role_assignment"))).toHaveLength(1);
    expect(shop!.only(DEPLOYMENT).depends_on).toEqual([
      expect.stringMatching(/^time_sleep\.sql-users_Propagation/) as string,
    ]);
    const handedOver = scriptIn(true);
    expect(handedOver.platform!.all("azurerm_role_assignment")).toEqual({});
    expect(handedOver.shop!.only(DEPLOYMENT).depends_on).toBeUndefined();
  });
});

describe("the list of users", () => {
  test("has an identity once, with the greater of two privileges, whatever line comes first", () => {
    const inOrder = (privileges: DatabasePrivilege[]) =>
      synth((stack) => {
        const users = postgresqlUsers(stack);
        const [one, other] = [identityNamed(stack, "one-id"), identityNamed(stack, "two-id")];
        privileges.forEach((privilege) => AzureService.postgresqlDatabase(users, privilege).grantTo(one));
        AzureService.postgresqlDatabase(users).grantTo(other);
      }).text;
    const { READ, MANAGE_SCHEMA, READ_WRITE } = DatabasePrivilege;
    expect(inOrder([READ, MANAGE_SCHEMA, READ_WRITE])).toBe(inOrder([MANAGE_SCHEMA]));
    expect(listIn(new Synthesized(inOrder([READ, MANAGE_SCHEMA])).only(DEPLOYMENT)).match(/"privilege"/g)).toHaveLength(
      2,
    );
  });

  test("loses who is not a user any more, at the same address, and every other resource stays", () => {
    const withUsers = (...names: string[]) =>
      synth((stack) => {
        const users = postgresqlUsers(stack);
        names.forEach((name) => app(stack, name, AzureService.postgresqlDatabase(users)));
      });
    const [both, one] = [withUsers("web", "api"), withUsers("web")];
    expect(both.addresses.filter((address) => !address.includes("api"))).toEqual(one.addresses);
    expect(listIn(one.only(DEPLOYMENT))).not.toContain("api");
    expect({ ...both.only(DEPLOYMENT), parameters_content: "" }).toEqual({
      ...one.only(DEPLOYMENT),
      parameters_content: "",
    });
  });

  test("takes identities of one name in two databases of Azure SQL, where users are of the database", () => {
    const program = synth((stack) =>
      ["orders", "invoices"].forEach((database) => {
        const identity = new ManagedIdentity(stack, database, { ...PLACE, resourceGroupName: database, name: "same" });
        AzureService.sqlDatabase(sqlUsers(stack, { database }, `${database}-users`)).grantTo(identity);
      }),
    );
    expect(Object.keys(program.all(DEPLOYMENT))).toHaveLength(2);
  });

  test("takes an identity that is imported", () => {
    const program = synth((stack) => {
      const identity = ManagedIdentity.fromIdentityName(stack, "id", { name: "web-id", resourceGroupName: "my-rg" });
      AzureService.sqlDatabase(sqlUsers(stack)).grantTo(identity);
    });
    expect(listIn(program.only(DEPLOYMENT))).toMatch(/"name" = "web-id", "objectId" = data\./);
  });

  test("shares the administrator with that of another database of the server", () => {
    const program = synth((stack) => {
      postgresqlUsers(stack);
      postgresqlUsers(stack, { database: "invoices" }, "others");
    });
    expect(Object.keys(program.all(ADMINISTRATOR))).toHaveLength(1);
    expect(Object.keys(program.all(DEPLOYMENT))).toHaveLength(2);
  });

  test("is of the stack of the app, with the server in another", () => {
    const cdktfApp = new App({ outdir: Testing.app().outdir });
    const data = newStack("data", cdktfApp);
    const server = madePostgresql(data);
    letIn(data, server);
    const administrator = identityNamed(data, "db-admin");
    const web = newStack("web", cdktfApp);
    app(web, "web", AzureService.postgresqlDatabase(postgresqlUsers(web, { server, administrator })));
    cdktfApp.synth();
    expect(web.dependencies.map(({ node }) => node.id)).toEqual(["data"]);
  });
});

describe("a stack that hands its grants over", () => {
  test("makes neither the administrator nor the users, and lists both", () => {
    const stack = newStack();
    const handOver = GrantHandOver.enable(stack);
    app(stack, "web", AzureService.sqlDatabase(sqlUsers(stack), DatabasePrivilege.READ_WRITE));
    AzureService.postgresqlDatabase(postgresqlUsers(stack)).grantTo(identityNamed(stack, "job-id"));
    const program = synthStack(stack);
    expect(program.addresses.filter((address) => /deployment|administrator\./.test(address))).toEqual([]);
    expect(program.only("azurerm_container_app").depends_on).toBeUndefined();
    expect(handOver.grants.map(({ principalName, access }) => [principalName, access]).sort()).toEqual([
      ["db-admin", "administrator"],
      ["job-id", "read"],
      ["web-id", "read-write"],
    ]);
    expect(handOver.grants.map(({ scope }) => scope)).toContain(`${SQL.id}/databases/reports`);
  });
});

describe("the access review", () => {
  test("says who has which privilege on which database by which script, and who the administrator is", () => {
    const stack = newStack();
    const server = madePostgresql(stack);
    letIn(stack, server);
    app(stack, "web", AzureService.postgresqlDatabase(postgresqlUsers(stack, { server })));
    const { grants, findings, unread } = JSON.parse(
      AccessReview.ofSynthesized(synthStack(stack).text).toJson(),
    ) as Record<"grants" | "findings" | "unread", Record<string, string>[]>;
    const said = grants.map((grant) => JSON.stringify(grant)).join("\n");
    expect(said).toMatch(/web-id.*read.*public in orders of pg/);
    expect(said).toMatch(/db-admin.*administrator/);
    expect(findings.map(({ id }) => id)).toEqual(["administrator"]);
    expect(unread).toEqual([]);
  });

  test("reads a plan, where the lists are texts", () => {
    const stack = newStack();
    postgresqlUsers(stack);
    const { template_content } = synthStack(stack).only(DEPLOYMENT);
    const list = [{ name: "web-id", objectId: GUID, clientId: GUID, privilege: "read" }];
    const values = {
      server: "pg.postgres.database.azure.com",
      database: "orders",
      schema: "public",
      users: JSON.stringify(list),
    };
    const parameters = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
    const body = {
      name: "users",
      resource_group_name: "my-rg",
      template_content,
      parameters_content: JSON.stringify(parameters),
    };
    const review = AccessReview.ofSynthesized(JSON.stringify({ resource: { [DEPLOYMENT]: { users: body } } }));
    expect(review.toJson()).toMatch(/public in orders of pg/);
  });
});

/** The users of a database of a server that the program makes with another database. */
function usersIn(stack: TerraformStack, kind: "postgresql" | "sql", database: string, over: object = {}) {
  const server = kind === "sql" ? madeSql(stack, over) : madePostgresql(stack, over);
  letIn(stack, server);
  const props = { server, database } as never;
  return kind === "sql" ? sqlUsers(stack, props, "users") : postgresqlUsers(stack, props);
}

describe("a database of a server of the program is taken", () => {
  test.each<[string, (stack: TerraformStack) => void]>([
    ["that the program makes, by its literal name", (stack) => void usersIn(stack, "sql", "Reports")],
    ["that Azure makes with the server", (stack) => void usersIn(stack, "postgresql", "postgres")],
    [
      "whose name synth does not know",
      (stack) => void usersIn(stack, "sql", new TerraformVariable(stack, "database", {}).stringValue),
    ],
    [
      "that may be one whose name synth does not know",
      (stack) => {
        usersIn(stack, "sql", "nope");
        const name = new TerraformVariable(stack, "database", {}).stringValue;
        const serverId = (stack.node.findChild("sql-server") as MssqlServer).id;
        new MssqlDatabase(stack, "database-of-any-name", { name, serverId });
      },
    ],
    [
      "on a copy of another server",
      (stack) => void usersIn(stack, "postgresql", "nope", { createMode: "Replica", sourceServerId: "s" }),
    ],
    [
      "on a server that is there already",
      (stack) => {
        usersIn(stack, "postgresql", "nope");
        (stack.node.findChild("server") as PostgresqlFlexibleServer).importFrom("id");
      },
    ],
    [
      "where another deployment may make it",
      (stack) => {
        usersIn(stack, "postgresql", "nope");
        new ResourceGroupTemplateDeployment(stack, "all", {
          name: "all",
          resourceGroupName: "my-rg",
          deploymentMode: "Incremental",
        });
      },
    ],
  ])("%s", (_, program) => expect(() => synth(program)).not.toThrow());
});

describe("refused is", () => {
  /** The message of a program that is refused. */
  function refusal(program: (stack: TerraformStack) => void): string {
    try {
      synth(program);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error("not refused");
  }
  const read = (users: PostgresqlDatabaseUsers) => AzureService.postgresqlDatabase(users);

  test.each<[string, (stack: TerraformStack) => void, RegExp]>([
    [
      "a system-assigned identity, which is there only after the app",
      (stack) =>
        void new ManagedIdentityContainerApp(stack, "web", {
          ...appProps(stack),
          identity: AppIdentity.systemAssigned(),
          services: [read(postgresqlUsers(stack))],
        }),
      /^\[test\/web\] is refused:\n {2}- services\[0\]: the user of the database is .*allowed: a user-assigned identity/,
    ],
    [
      "a principal that is no identity of the program",
      (stack) =>
        read(postgresqlUsers(stack)).grantTo(Principal.fromObjectId(stack, GUID, PrincipalType.SERVICE_PRINCIPAL)),
      /the user of the database is missing; allowed: a user-assigned identity/,
    ],
    [
      "the administrator as a user",
      (stack) => read(postgresqlUsers(stack)).grantTo(identityNamed(stack, "db-admin")),
      /another identity than the administrator/,
    ],
    [
      "a privilege that is none",
      (stack) =>
        AzureService.postgresqlDatabase(postgresqlUsers(stack), "all" as never).grantTo(identityNamed(stack, "a-id")),
      /privilege is "all"; allowed: DatabasePrivilege\.READ, DatabasePrivilege\.READ_WRITE, DatabasePrivilege\.MANAGE_SCHEMA\..*\/postgresql\//,
    ],
    [
      "the users of another kind of server",
      (stack) => AzureService.sqlDatabase(postgresqlUsers(stack) as never),
      /^AzureService\.sqlDatabase is refused:\n {2}- users is another object; allowed: the construct of SqlDatabaseUsers/,
    ],
    [
      "two identities of one name",
      (stack) => {
        const users = postgresqlUsers(stack);
        const other = ManagedIdentity.fromIdentityName(stack, "other", { name: "web", resourceGroupName: "other-rg" });
        const one = ManagedIdentity.fromIdentityName(stack, "one", { name: "web", resourceGroupName: "my-rg" });
        [one, other].forEach((identity) => read(users).grantTo(identity));
      },
      /\[test\/other\] has the name of \[test\/one\], as users of \[test\/users\]/,
    ],
    [
      "two identities of one name that the program makes, in two databases of a server",
      (stack) => {
        ["orders", "invoices"].forEach((database) => {
          const identity = new ManagedIdentity(stack, database, {
            ...PLACE,
            resourceGroupName: database,
            name: "same",
          });
          read(postgresqlUsers(stack, { database }, `${database}-users`)).grantTo(identity);
        });
      },
      /\[test\/invoices\] has the name of \[test\/orders\], as users of \[test\/invoices-users\]/,
    ],
    [
      "a user that has the name of the administrator",
      (stack) => {
        const identity = new ManagedIdentity(stack, "a", { ...PLACE, resourceGroupName: "a-rg", name: "db-admin" });
        AzureService.sqlDatabase(sqlUsers(stack)).grantTo(identity);
      },
      /\[test\/a\] has the name of \[test\/db-admin\], as users of \[test\/sql-users\]/,
    ],
    [
      "one user in two lists of one database",
      (stack) => {
        const web = identityNamed(stack, "web-id");
        read(postgresqlUsers(stack)).grantTo(web);
        read(postgresqlUsers(stack, {}, "again")).grantTo(web);
      },
      /^\[test\/web-id\] is a user of one database by \[test\/users\] and by \[test\/again\]/,
    ],
    [
      "an app that runs as the administrator",
      (stack) => {
        const users = postgresqlUsers(stack);
        new ManagedIdentityContainerApp(stack, "web", {
          ...appProps(stack),
          identity: AppIdentity.userAssigned(users.administrator),
        });
      },
      /\[test\/web\] runs as \[test\/db-admin\], the administrator of \[test\/users\]/,
    ],
    [
      "an administrator by azurerm's own class, too",
      (stack) => {
        const server = madePostgresql(stack);
        letIn(stack, server);
        const { administrator } = postgresqlUsers(stack, { server });
        new PostgresqlFlexibleServerActiveDirectoryAdministrator(stack, "twice", {
          serverName: server.name,
          resourceGroupName: "my-rg",
          tenantId: administrator.tenantId,
          objectId: administrator.principalId,
          principalName: administrator.identityName,
          principalType: "ServicePrincipal",
        });
      },
      /\[test\/twice\] makes the same administrator as/,
    ],
    [
      "a PostgreSQL server that accepts no identities",
      (stack) => {
        const server = madePostgresql(stack, { authentication: { passwordAuthEnabled: true } });
        letIn(stack, server);
        postgresqlUsers(stack, { server });
      },
      /\[test\/users\] makes users of \[test\/server\], which accepts no identities/,
    ],
    [
      "a PostgreSQL server without the tenant, which azurerm would take away at the next plan",
      (stack) => {
        const server = madePostgresql(stack, { authentication: { activeDirectoryAuthEnabled: true } });
        letIn(stack, server);
        postgresqlUsers(stack, { server });
      },
      /\[test\/users\] makes users of \[test\/server\], of which azurerm does not know the tenant;.*tenantId: administrator\.tenantId/,
    ],
    [
      "an Azure SQL server with another administrator",
      (stack) => {
        const server = madeSql(stack);
        letIn(stack, server);
        sqlUsers(stack, { server, administrator: identityNamed(stack, "another") });
      },
      /\[test\/sql-users\] makes users of \[test\/sql-server\], of which \[test\/another\] is not the administrator/,
    ],
    [
      "a server that lets in another address alone",
      (stack) => {
        const server = madePostgresql(stack);
        letIn(stack, server, "203.0.113.7");
        postgresqlUsers(stack, { server });
      },
      /\[test\/users\] runs its script in Azure's own network, which \[test\/server\] does not let in/,
    ],
    [
      "a closed server without a subnet for the script",
      (stack) => {
        const server = madeSql(stack, { publicNetworkAccessEnabled: false });
        letIn(stack, server);
        sqlUsers(stack, { server });
      },
      /\[test\/sql-server\] does not let in: its publicNetworkAccessEnabled is false; allowed: a script in a subnet that.*Pass subnetId and storageAccount\. See/,
    ],
    [
      "a server in a subnet without one for the script",
      (stack) => {
        const server = madePostgresql(stack, { delegatedSubnetId: SUBNET_ID, privateDnsZoneId: "z" });
        letIn(stack, server);
        postgresqlUsers(stack, { server });
      },
      /does not let in: it is in the subnet of its delegatedSubnetId; allowed: a script in a subnet/,
    ],
    ...(["postgresql", "sql"] as const).map((kind): [string, (stack: TerraformStack) => void, RegExp] => [
      `a database that nobody makes on a server of the program: ${kind}`,
      (stack) => void usersIn(stack, kind, "nope"),
      /\[test\/users\] makes users of the database "nope" of \[test\/(sql-)?server\], which this program makes without it; allowed: a database that the program makes.*TerraformVariable/,
    ]),
  ])("%s", (_, program, message) => expect(refusal(program)).toMatch(message));

  test("an app of another stack than that of the users and of its identity", () => {
    const cdktfApp = Testing.app();
    const [data, web] = [newStack("data", cdktfApp), newStack("web", cdktfApp)];
    const users = postgresqlUsers(data);
    expect(() => app(web, "web", read(users))).toThrow(/an identity, or an app that runs as it, in \[data\]/);
  });
});
