import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformLocal, TerraformStack, TerraformVariable } from "cdktf";
import * as fc from "fast-check";
import {
  AppIdentity,
  AzureService,
  ContainerImage,
  ContainerRegistry,
  GrantHandOver,
  IContainerRegistry,
  IKeyVault,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  RegistryRoleAssignmentMode,
  Role,
} from "../../lib/index";
import { appProps, importVault, synth, Synthesized } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

/** Enough in CI to find what a rule misses, and few enough elsewhere to run while one works. */
fc.configureGlobal({ seed: 1, numRuns: process.env.CI ? 40 : 15 });

const PLACE = { resourceGroupName: "other-rg", location: "westeurope" };
const VAULTS = 2;
const IDENTITIES = 2;
const REGISTRIES = 2;
const APPS = 3;

const SERVICES = {
  blobs: () =>
    AzureService.storageBlobs({
      id: idOf("Microsoft.Storage/storageAccounts"),
      name: "st",
      primaryBlobEndpoint: "https://st",
    }),
  cosmos: () =>
    AzureService.cosmosDb({
      id: idOf("Microsoft.DocumentDB/databaseAccounts"),
      name: "st",
      resourceGroupName: "other-rg",
      endpoint: "https://st",
    }),
  redis: () => AzureService.redis({ id: idOf("Microsoft.Cache/redis"), hostname: "st", sslPort: 6380 }),
};

function idOf(kind: string, name = "st"): string {
  return `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/other-rg/providers/${kind}/${name}`;
}

/** One of so many things, by number. */
const one = (count: number) => fc.nat({ max: count - 1 });

/** A program, as data: what it declares, and in which order its lines stand. */
const programs = fc.record({
  vaults: fc.array(fc.record({ isMade: fc.boolean(), model: fc.constantFrom(...Object.values(KeyVaultAccessModel)) }), {
    minLength: VAULTS,
    maxLength: VAULTS,
  }),
  apps: fc.array(
    fc.record({
      identity: fc.constantFrom("own", "shared", "both", "system"),
      shared: one(IDENTITIES),
      codeReads: fc.option(one(VAULTS)),
      pulls: fc.option(one(REGISTRIES)),
      isPulledByShared: fc.boolean(),
      services: fc.subarray(["blobs", "cosmos", "redis"] as const),
      secrets: fc.uniqueArray(fc.record({ vault: one(VAULTS), name: fc.constantFrom("a", "b") }), {
        maxLength: 2,
        selector: ({ name }) => name,
      }),
    }),
    { minLength: APPS, maxLength: APPS },
  ),
  grants: fc.array(
    fc.record({
      to: fc.oneof(fc.record({ app: one(APPS) }), fc.record({ identity: one(IDENTITIES) })),
      on: fc.constantFrom("group", "app", "group named after app", "local of app", "vault"),
      number: one(APPS),
    }),
    { maxLength: 5 },
  ),
  /** Where the lines stand that may stand anywhere after what they use. */
  order: fc
    .infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }))
    .map((stream) => Array.from({ length: 40 }, () => stream.next().value as number)),
});

type Program = typeof programs extends fc.Arbitrary<infer T> ? T : never;

/** Writes the program down: every line as soon as its turn has come and what it uses is there. */
class Writer {
  private readonly vaults: IKeyVault[];
  private readonly identities: ManagedIdentity[];
  private readonly registries: IContainerRegistry[];
  private readonly value: string;
  private readonly apps = new Map<number, ManagedIdentityContainerApp>();

  constructor(
    private readonly stack: TerraformStack,
    private readonly program: Program,
    order: readonly number[],
  ) {
    this.vaults = program.vaults.map((vault, i) => this.vault(vault, i));
    this.identities = Array.from(
      { length: IDENTITIES },
      (_, i) => new ManagedIdentity(stack, `identity${i}`, { ...PLACE, name: `shared-${i}` }),
    );
    this.registries = Object.values(RegistryRoleAssignmentMode).map((roleAssignmentMode, i) =>
      ContainerRegistry.fromRegistryAttributes(stack, `registry${i}`, {
        registryId: idOf("Microsoft.ContainerRegistry/registries", `registry${i}`),
        loginServer: `registry${i}.azurecr.io`,
        roleAssignmentMode,
      }),
    );
    this.value = new TerraformVariable(stack, "value", { type: "string", sensitive: true }).stringValue;
    const lines = [
      ...program.vaults.flatMap((_, i) => ["a", "b"].map((name) => () => this.secret(i, name))),
      ...program.apps.map((_, i) => () => this.app(i)),
      ...program.grants.map((_, i) => () => this.grant(i)),
    ];
    const shuffled = lines.map((line, i) => ({ line, at: order[i]! })).sort((a, b) => a.at - b.at);
    let waiting = shuffled.map(({ line }) => line);
    while (waiting.length > 0) {
      waiting = waiting.filter((line) => !line());
    }
  }

  private vault({ isMade, model }: Program["vaults"][number], i: number): IKeyVault {
    const id = `vault${i}`;
    return isMade
      ? new KeyVault(this.stack, id, { ...PLACE, name: id, accessModel: model })
      : importVault(this.stack, id, model, id);
  }

  private secret(vault: number, name: string): boolean {
    new KeyVaultSecret(this.stack, `secret${vault}${name}`, { vault: this.vaults[vault]!, name, value: this.value });
    return true;
  }

  private app(i: number): boolean {
    const { identity, shared, codeReads, pulls, isPulledByShared, services, secrets } = this.program.apps[i]!;
    const name = `app${i}`;
    const identities = {
      own: AppIdentity.userAssigned(),
      shared: AppIdentity.userAssigned(this.identities[shared]!),
      both: AppIdentity.systemAndUserAssigned(),
      system: AppIdentity.systemAssigned(),
    };
    const references = identity === "system" ? [] : secrets;
    const puller = isPulledByShared || identity === "system" ? { identity: this.identities[shared] } : {};
    const app = new ManagedIdentityContainerApp(
      this.stack,
      name,
      appProps(this.stack, {
        name,
        identity: identities[identity],
        keyVault: codeReads === null ? undefined : this.vaults[codeReads],
        secrets: Object.fromEntries(
          references.map((secret) => [secret.name, this.vaults[secret.vault]!.secret(secret.name)]),
        ),
        services: services.map((service) => SERVICES[service]()),
        containers: [
          {
            image:
              pulls === null
                ? ContainerImage.of("nginx")
                : ContainerImage.fromRegistry(this.registries[pulls]!, "api:1", puller),
          },
        ],
      }),
    );
    this.apps.set(i, app);
    return true;
  }

  private grant(i: number): boolean {
    const { to, on, number } = this.program.grants[i]!;
    const grantee = "app" in to ? this.apps.get(to.app) : this.identities[to.identity];
    const app = this.apps.get(number);
    if (!grantee || !app) {
      return false;
    }
    const group = (name: string) => new ResourceGroup(this.stack, `group${i}`, { name, location: "westeurope" }).id;
    const scopes = {
      group: () => group(`group${i}`),
      vault: () => this.vaults[number % VAULTS]!.keyVaultId,
      app: () => app.containerAppId,
      "local of app": () => new TerraformLocal(this.stack, `local${i}`, app.containerAppId).asString,
      "group named after app": () => group(app.resource.latestRevisionFqdn),
    };
    grantee.assignRole(Role.fromName(`Role ${i}`), scopes[on]());
    return true;
  }
}

function write(program: Program, order = program.order): Synthesized {
  return synth((stack) => new Writer(stack, program, order));
}

const GRANTS = [
  "azurerm_key_vault_access_policy",
  "azurerm_role_assignment",
  "azurerm_cosmosdb_sql_role_assignment",
  "azurerm_redis_cache_access_policy_assignment",
];

/** The resources that give an identity access: those that hold its principal id. */
function grantsTo(program: Synthesized, identity: string): string[] {
  return GRANTS.flatMap((type) =>
    Object.entries(program.all(type))
      .filter(([, body]) => (body.object_id ?? body.principal_id) === `\${${identity}.principal_id}`)
      .map(([name]) => `${type}.${name}`),
  );
}

/** The user-assigned identities of each app, by their addresses. */
function identitiesOf(program: Synthesized): [string, string[]][] {
  return Object.entries(program.all("azurerm_container_app")).map(([name, { identity }]) => [
    `azurerm_container_app.${name}`,
    ((identity as { identity_ids?: string[] }).identity_ids ?? []).map((id) => id.slice(2, -".id}".length)),
  ]);
}

/** Everything before an app, by its number. */
function before(program: Synthesized, graph: TerraformGraph, app: number): string[] {
  return [
    ...graph.before(
      `azurerm_container_app.${Object.keys(program.all("azurerm_container_app")).find((name) => name.startsWith(`app${app}_`))}`,
    ),
  ];
}

test("no program has a cycle", () => {
  fc.assert(fc.property(programs, (program) => expect(new TerraformGraph(write(program)).onCycles).toEqual([])));
});

test("every app waits for every grant to its identities, but for those that wait for an app", () => {
  fc.assert(
    fc.property(programs, (program) => {
      const synthesized = write(program);
      const graph = new TerraformGraph(synthesized);
      const isBehindAnApp = (grant: string) =>
        [...graph.before(grant)].some((address) => address.startsWith("azurerm_container_app."));
      for (const [app, identities] of identitiesOf(synthesized)) {
        const grants = identities.flatMap((identity) => grantsTo(synthesized, identity));
        const dependsOn = synthesized.all("azurerm_container_app")[app.split(".")[1]!]!.depends_on ?? [];
        expect(dependsOn).toEqual(expect.arrayContaining(grants.filter((grant) => !isBehindAnApp(grant))));
      }
    }),
  );
});

test("every reference is granted, propagated and written before its app", () => {
  fc.assert(
    fc.property(programs, (program) => {
      const synthesized = write(program);
      const graph = new TerraformGraph(synthesized);
      program.apps.forEach(({ identity, secrets }, i) => {
        const first = before(synthesized, graph, i);
        for (const { vault, name } of identity === "system" ? [] : secrets) {
          const isRbac = program.vaults[vault]!.model === KeyVaultAccessModel.RBAC;
          expect(first).toContainEqual(
            expect.stringMatching(isRbac ? /^time_sleep\.app/ : /^azurerm_key_vault_access_policy\./),
          );
          expect(first).toContainEqual(
            expect.stringMatching(new RegExp(`^azurerm_key_vault_secret\\.secret${vault}${name}_`)),
          );
        }
      });
    }),
  );
});

test("every pull is granted and propagated before its app, and so is every new identity before its role in Cosmos DB", () => {
  const ROLES = ["AcrPull", "ContainerRegistryRepositoryReader"];
  fc.assert(
    fc.property(programs, (program) => {
      const synthesized = write(program);
      const graph = new TerraformGraph(synthesized);
      program.apps.forEach(({ pulls }, i) => {
        if (pulls !== null) {
          const mode = Object.values(RegistryRoleAssignmentMode)[pulls]!;
          const role = ROLES[mode === RegistryRoleAssignmentMode.LEGACY_REGISTRY_PERMISSIONS ? 0 : 1];
          expect(before(synthesized, graph, i)).toEqual(
            expect.arrayContaining([
              expect.stringMatching(
                new RegExp(`^azurerm_role_assignment\\.identity-access_registries--registry${pulls}_${role}`),
              ),
              expect.stringMatching(new RegExp(`^time_sleep\\.app${i}_Propagation`)),
            ]),
          );
        }
      });
      for (const role of Object.keys(synthesized.all("azurerm_cosmosdb_sql_role_assignment"))) {
        expect([...graph.before(`azurerm_cosmosdb_sql_role_assignment.${role}`)]).toContainEqual(
          expect.stringMatching(/^time_sleep\..*PrincipalPropagation/),
        );
      }
    }),
  );
});

test("handed over, a program is what it was without its grants, and nothing waits for them", () => {
  fc.assert(
    fc.property(programs, fc.boolean(), (program, isFirst) => {
      const handedOver = synth((stack) => {
        const lines = [() => GrantHandOver.enable(stack), () => new Writer(stack, program, program.order)];
        (isFirst ? lines : lines.reverse()).forEach((line) => line());
      });
      const isGrant = (address: string) => [...GRANTS, "time_sleep"].some((type) => address.startsWith(`${type}.`));
      expect(handedOver.addresses).toEqual(write(program).addresses.filter((address) => !isGrant(address)));
      expect(handedOver.text).not.toMatch(/identity-access_(?!ClientConfig)/);
    }),
  );
});

test("the order of its lines changes nothing", () => {
  fc.assert(
    fc.property(programs, (program) =>
      expect(write(program, [...program.order].reverse()).text).toBe(write(program).text),
    ),
  );
});

test("an unrelated resource moves no address", () => {
  fc.assert(
    fc.property(programs, (program) => {
      const beside = synth((stack) => {
        new ManagedIdentityContainerApp(
          stack,
          "another",
          appProps(stack, {
            name: "another",
            keyVault: importVault(stack, "another-vault", undefined, "another-vault"),
          }),
        );
        new Writer(stack, program, program.order);
      });
      expect(beside.addresses).toEqual(expect.arrayContaining(write(program).addresses));
    }),
  );
});
