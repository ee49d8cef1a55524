import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformLocal, TerraformStack, TerraformVariable } from "cdktf";
import * as fc from "fast-check";
import { AppIdentity, ContainerImage, IKeyVault, KeyVault, KeyVaultAccessModel, KeyVaultSecret, ManagedIdentity, ManagedIdentityContainerApp, Role } from "../lib";
import { appProps, importVault, synth, Synthesized } from "./synth";
import { TerraformGraph } from "./terraform-graph";

/** Enough in CI to find what a rule misses, and few enough elsewhere to run while one works. */
fc.configureGlobal({ seed: 1, numRuns: process.env.CI ? 40 : 15 });

const PLACE = { resourceGroupName: "other-rg", location: "westeurope" };
const VAULTS = 2;
const IDENTITIES = 2;
const APPS = 3;

/** One of so many things, by number. */
const one = (count: number) => fc.nat({ max: count - 1 });

/** A program, as data: what it declares, and in which order its lines stand. */
const programs = fc.record({
  vaults: fc.array(fc.record({ isMade: fc.boolean(), model: fc.constantFrom(...Object.values(KeyVaultAccessModel)) }), { minLength: VAULTS, maxLength: VAULTS }),
  apps: fc.array(
    fc.record({
      identity: fc.constantFrom("own", "shared", "both", "system"),
      shared: one(IDENTITIES),
      codeReads: fc.option(one(VAULTS)),
      secrets: fc.uniqueArray(fc.record({ vault: one(VAULTS), name: fc.constantFrom("a", "b") }), { maxLength: 2, selector: ({ name }) => name }),
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
  order: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })).map((stream) => Array.from({ length: 40 }, () => stream.next().value as number)),
});

type Program = typeof programs extends fc.Arbitrary<infer T> ? T : never;

/** Writes the program down: every line as soon as its turn has come and what it uses is there. */
class Writer {
  private readonly vaults: IKeyVault[];
  private readonly identities: ManagedIdentity[];
  private readonly value: string;
  private readonly apps = new Map<number, ManagedIdentityContainerApp>();

  constructor(
    private readonly stack: TerraformStack,
    private readonly program: Program,
    order: readonly number[],
  ) {
    this.vaults = program.vaults.map((vault, i) => this.vault(vault, i));
    this.identities = Array.from({ length: IDENTITIES }, (_, i) => new ManagedIdentity(stack, `identity${i}`, { ...PLACE, name: `shared-${i}` }));
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
    return isMade ? new KeyVault(this.stack, id, { ...PLACE, name: id, accessModel: model }) : importVault(this.stack, id, model, id);
  }

  private secret(vault: number, name: string): boolean {
    new KeyVaultSecret(this.stack, `secret${vault}${name}`, { vault: this.vaults[vault]!, name, value: this.value });
    return true;
  }

  private app(i: number): boolean {
    const { identity, shared, codeReads, secrets } = this.program.apps[i]!;
    const name = `app${i}`;
    const identities = {
      own: AppIdentity.userAssigned(),
      shared: AppIdentity.userAssigned(this.identities[shared]!),
      both: AppIdentity.systemAndUserAssigned(),
      system: AppIdentity.systemAssigned(),
    };
    const references = identity === "system" ? [] : secrets;
    const app = new ManagedIdentityContainerApp(
      this.stack,
      name,
      appProps(this.stack, {
        name,
        identity: identities[identity],
        keyVault: codeReads === null ? undefined : this.vaults[codeReads],
        secrets: Object.fromEntries(references.map((secret) => [secret.name, this.vaults[secret.vault]!.secret(secret.name)])),
        containers: [{ image: ContainerImage.of("nginx") }],
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

/** The resources that give an identity access: those that hold its principal id. */
function grantsTo(program: Synthesized, identity: string): string[] {
  return ["azurerm_key_vault_access_policy", "azurerm_role_assignment"].flatMap((type) =>
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

test("no program has a cycle", () => {
  fc.assert(fc.property(programs, (program) => expect(new TerraformGraph(write(program)).onCycles).toEqual([])));
});

test("every app waits for every grant to its identities, but for those that wait for an app", () => {
  fc.assert(
    fc.property(programs, (program) => {
      const synthesized = write(program);
      const graph = new TerraformGraph(synthesized);
      const isBehindAnApp = (grant: string) => [...graph.before(grant)].some((address) => address.startsWith("azurerm_container_app."));
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
        const before = [...graph.before(`azurerm_container_app.${Object.keys(synthesized.all("azurerm_container_app")).find((name) => name.startsWith(`app${i}_`))}`)];
        for (const { vault, name } of identity === "system" ? [] : secrets) {
          const isRbac = program.vaults[vault]!.model === KeyVaultAccessModel.RBAC;
          expect(before).toContainEqual(expect.stringMatching(isRbac ? /^time_sleep\.app/ : /^azurerm_key_vault_access_policy\./));
          expect(before).toContainEqual(expect.stringMatching(new RegExp(`^azurerm_key_vault_secret\\.secret${vault}${name}_`)));
        }
      });
    }),
  );
});

test("the order of its lines changes nothing", () => {
  fc.assert(fc.property(programs, (program) => expect(write(program, [...program.order].reverse()).text).toBe(write(program).text)));
});

test("an unrelated resource moves no address", () => {
  fc.assert(
    fc.property(programs, (program) => {
      const beside = synth((stack) => {
        new ManagedIdentityContainerApp(stack, "another", appProps(stack, { name: "another", keyVault: importVault(stack, "another-vault", undefined, "another-vault") }));
        new Writer(stack, program, program.order);
      });
      expect(beside.addresses).toEqual(expect.arrayContaining(write(program).addresses));
    }),
  );
});
