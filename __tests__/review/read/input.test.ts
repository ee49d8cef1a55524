import { spawn, spawnSync } from "child_process";
import * as fs from "fs";
import * as path from "path";
import { AccessReview } from "../../../lib/review/door/access-review";
import { folder, GRANT, granting, grantsOf, PLAN, VAULT, write } from "../../support/review-input";
import { appWithSecret, policy, PRINCIPAL_ID, program, secretsUser, VAULT_ID } from "../../support/review-programs";
import { slowTest } from "../../support/runs";

describe("what is read", () => {
  test("keys that are the same in other objects, and texts that look like keys", () => {
    const text = JSON.stringify(granting).replace(
      '"resource":',
      '"//":{"a":"\\"resource\\":{","resource":[{"a":1},{"a":1}]},"resource":',
    );
    expect(AccessReview.ofSynthesized(text).grants).toHaveLength(1);
  });

  test("keys that only look the same", () => {
    const text = JSON.stringify(granting).replace(
      '"resource":',
      '"//":{"a":1,"\\\\u0061":1,"\\u0041":1},"r\\u0065source":',
    );
    expect(AccessReview.ofSynthesized(text).grants).toHaveLength(1);
  });

  test.each<[string, unknown]>([
    ["a state in which nothing is", { format_version: "1.0" }],
    ["a state of outputs", { format_version: "1.0", values: { outputs: { a: { value: 1 } }, root_module: {} } }],
    [
      "a plan that makes nothing",
      { ...PLAN, planned_values: { root_module: {} }, resource_changes: undefined, configuration: { root_module: {} } },
    ],
    [
      "a plan that moves what is there",
      {
        ...PLAN,
        resource_changes: [{ ...VAULT, previous_address: "azurerm_key_vault.v", change: { actions: ["no-op"] } }],
        prior_state: {
          values: { root_module: { resources: [{ ...VAULT, address: "azurerm_key_vault.v", index: undefined }] } },
        },
      },
    ],
    [
      "a plan that takes away what is there",
      {
        ...PLAN,
        planned_values: { root_module: {} },
        resource_changes: [{ ...VAULT, change: { actions: ["delete"] } }],
        prior_state: { values: PLAN.planned_values },
      },
    ],
  ])("%s, as Terraform prints it", (_, json) => {
    expect(AccessReview.ofSynthesized(JSON.stringify(json)).grants).toEqual([]);
  });

  test("a module that a module calls, by a path from the folder of its caller; one that calls itself is not read again", () => {
    const grant = (words: string) => ({
      resource: {
        azurerm_key_vault_access_policy: {
          app: {
            ...policy,
            key_vault_id: "/subscriptions/1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv",
            object_id: "x",
            secret_permissions: [words],
          },
        },
      },
    });
    write({
      "main.tf.json": { module: { a: { source: "./a" } } },
      "a/main.tf.json": { module: { b: { source: "./b" }, itself: { source: "../a" } } },
      "a/b/main.tf.json": grant("Get"),
      "b/main.tf.json": grant("Purge"),
    });
    const read = AccessReview.ofPath(folder);
    expect(read.grants.map(({ permission }) => permission)).toEqual(["secrets Get"]);
    expect(read.unread.map((line) => line.split(":")[0])).toEqual(["module.a.module.itself"]);
  });

  test("the subscription of the provider that a module gets, by whatever it calls it, from any of the files", () => {
    const inGroup = (provider?: string) => ({
      resource: {
        azurerm_resource_group: { g: { name: "shop", location: "westeurope", provider } },
        azurerm_role_assignment: {
          r: { scope: "${azurerm_resource_group.g.id}", role_definition_name: "Reader", principal_id: "p" },
        },
      },
    });
    write({
      "providers.tf.json": { provider: { azurerm: [{ features: {} }] } },
      "prod.tf.json": { provider: { azurerm: { alias: "prod", subscription_id: "s2" } } },
      "main.tf.json": {
        module: {
          here: { source: "./m" },
          there: { source: "./m", providers: { azurerm: "azurerm.prod" } },
          elsewhere: { source: "./n", providers: { "azurerm.hub": "azurerm.prod" } },
        },
      },
      "m/main.tf.json": inGroup(),
      "n/main.tf.json": inGroup("azurerm.hub"),
    });
    expect(AccessReview.ofPath(folder).grants.map(({ by }) => by)).toEqual([
      ["module.here.azurerm_role_assignment.r"],
      ["module.elsewhere.azurerm_role_assignment.r", "module.there.azurerm_role_assignment.r"],
    ]);
  });

  test("a source of a module without the password in it", () => {
    const read = AccessReview.ofSynthesized(
      JSON.stringify({ module: { m: { source: "git::https://user:TOKEN@example.com/m.git" } } }),
    );
    expect(read.toJson()).not.toContain("TOKEN");
    expect(read.unread).toEqual([expect.stringContaining("git::https://***@example.com/m.git")]);
  });

  test("a file, whatever its name", () => {
    expect(grantsOf(AccessReview.ofPath(path.join(write({ "any.json": granting }), "any.json")))).toEqual([GRANT]);
  });

  test("a pipe, to its end", () => {
    const pipe = path.join(write({ "a.json": granting }), "pipe");
    spawnSync("mkfifo", [pipe]);
    spawn("sh", ["-c", `{ head -c 20 "$0"; sleep 0.1; tail -c +21 "$0"; } > "$1"`, path.join(folder, "a.json"), pipe], {
      stdio: "ignore",
    });
    expect(grantsOf(AccessReview.ofPath(pipe))).toEqual([GRANT]);
  });

  test("a file in the encodings of Windows", () => {
    write({
      "utf8.tf.json": `\ufeff${JSON.stringify(granting)}`,
      "utf16.json": Buffer.from(`\ufeff${JSON.stringify(granting)}`, "utf16le"),
    });
    expect(grantsOf(AccessReview.ofPath(path.join(folder, "utf8.tf.json")))).toEqual([GRANT]);
    expect(grantsOf(AccessReview.ofPath(path.join(folder, "utf16.json")))).toEqual([GRANT]);
  });

  test("a folder of files, with overrides and the values of its variables", () => {
    const { resource } = granting as { resource: Record<string, unknown> };
    const { azurerm_key_vault_access_policy: policies, ...others } = resource;
    write({
      "a.tf.json": { resource: others, variable: { word: {} } },
      "b.tf.json": { resource: [{ azurerm_key_vault_access_policy: policies }] },
      "b_override.tf.json": {
        resource: { azurerm_key_vault_access_policy: { app: { secret_permissions: ["${var.word}"] } } },
      },
      "terraform.tfvars.json": { word: "Get" },
      "x.auto.tfvars.json": { word: "List" },
    });
    expect(grantsOf(AccessReview.ofPath(folder))).toEqual([GRANT.replace("Get", "List")]);
  });

  test("no file that Terraform does not read either", () => {
    write({
      "a.tf.json": granting,
      "a.tf.json~": "x",
      ".b.tf": "x",
      ".b_override.tf.json": {
        resource: { azurerm_key_vault_access_policy: { app: { secret_permissions: ["Purge"] } } },
      },
      "#c.tf.json#": "x",
      "b.tf.json/x": "",
      "c.tf/x": "",
    });
    expect(grantsOf(AccessReview.ofPath(folder))).toEqual([GRANT]);
  });

  const granted = (word: string) => ({
    ...(granting as { resource: object }),
    resource: {
      ...(granting as { resource: object }).resource,
      azurerm_key_vault_access_policy: { app: { ...policy, secret_permissions: [word] } },
    },
    variable: { word: { default: "Get" }, other: { default: "x" } },
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["a default", { "terraform.tfvars~": "", "other.tfvars": "" }, "secrets Get"],
    ["no default that HCL may replace", { "terraform.tfvars": 'word = "Purge"' }, "secrets unresolved"],
    [
      "nothing that HCL may set later",
      { "terraform.tfvars.json": { word: "List" }, "x.auto.tfvars": "" },
      "secrets unresolved",
    ],
    ["what is set after HCL", { "terraform.tfvars": "", "terraform.tfvars.json": { word: "List" } }, "secrets List"],
    [
      "what is set after HCL by a hidden file",
      { "#.auto.tfvars": "", ".x.auto.tfvars.json": { word: "List" } },
      "secrets List",
    ],
  ])("for a variable %s", (_, files, permission) => {
    const read = AccessReview.ofPath(write({ "main.tf.json": granted("${var.word}"), ...files }));
    expect(read.grants.map((grant) => grant.permission)).toEqual([permission]);
    const hcl = Object.keys(files).filter((name) => /^terraform\.tfvars$|\.auto\.tfvars$/.test(name));
    expect(read.unread).toEqual(hcl.map((name) => expect.stringMatching(`^${name}: .*HCL.*review a plan`) as string));
  });

  describe("what has a meaning in a block as a key like any other in a value", () => {
    const each = (for_each: unknown, others = {}) =>
      program({ azurerm_role_assignment: { r: { ...secretsUser, principal_id: "${each.value}", for_each } } }, others);
    const map = { "//": "1", dynamic: "2", a: "3" };

    test.each<[string, Record<string, unknown>]>([
      ["a for_each", each(map)],
      ["a local value", each("${local.m}", { locals: { m: map } })],
      ["a local value in another", each("${local.m.n}", { locals: { m: { n: map } } })],
      ["a default", each("${var.v}", { variable: { v: { default: map } } })],
      [
        "an argument",
        {
          ...each("${terraform_data.d.input}"),
          resource: {
            ...(each("${terraform_data.d.input}").resource as object),
            terraform_data: { d: { input: map } },
          },
        },
      ],
    ])("of %s", (_, configuration) => {
      expect(AccessReview.ofSynthesized(JSON.stringify(configuration)).grants.map(({ by }) => by)).toEqual([
        ['azurerm_role_assignment.r["//"]'],
        ['azurerm_role_assignment.r["dynamic"]'],
        ['azurerm_role_assignment.r["a"]'],
      ]);
    });

    test("as names of local values", () => {
      const names = ["dynamic", "count", "provider", "connection", "lifecycle"];
      const locals = Object.fromEntries([["//", "a comment"], ...names.map((name) => [name, `of ${name}`])]) as object;
      expect(
        AccessReview.ofSynthesized(
          JSON.stringify(
            each(
              names.map((name) => `\${local.${name}}`),
              { locals },
            ),
          ),
        ).grants.map(({ principal }) => principal),
      ).toEqual(names.map((name) => `object id of ${name}`).sort());
    });

    test("as names of variables of a module", () => {
      const variables = ["dynamic", "provider", "provisioner", "connection"];
      const grants = Object.fromEntries(
        variables.map((name) => [name, { ...secretsUser, scope: "/subscriptions/1", principal_id: `\${var.${name}}` }]),
      );
      write({
        "main.tf.json": {
          module: {
            m: {
              "//": "a comment",
              source: "./m",
              ...Object.fromEntries(variables.map((name) => [name, `of ${name}`])),
            },
          },
        },
        "m/main.tf.json": {
          variable: Object.fromEntries(variables.map((name) => [name, { default: "x" }])),
          resource: { azurerm_role_assignment: grants },
        },
      });
      expect(AccessReview.ofPath(folder).grants.map(({ principal }) => principal)).toEqual(
        variables.map((name) => `object id of ${name}`).sort(),
      );
    });

    test("and not in a block", () => {
      const policies = {
        "//": "two of them",
        dynamic: {
          access_policy: {
            for_each: ["p", "q"],
            content: { "//": "one of them", object_id: "${access_policy.value}", secret_permissions: ["Get"] },
          },
        },
      };
      expect(
        AccessReview.ofSynthesized(
          JSON.stringify({ resource: { azurerm_key_vault: { v: { name: "kv", ...policies } } } }),
        ).grants,
      ).toHaveLength(2);
    });
  });

  test("a local module in JSON; of any other it says that it is not read", () => {
    const calls = {
      inside: { source: "./inside", for_each: ["a"], object_id: PRINCIPAL_ID, vault: VAULT_ID },
      outside: { source: "registry/outside/azurerm" },
      hcl: { source: "./hcl" },
      tofu: { source: "./tofu" },
    };
    write({
      "main.tf.json": program({}, { module: calls }),
      "inside/main.tf.json": {
        variable: { object_id: {}, vault: {} },
        resource: {
          azurerm_key_vault_access_policy: {
            app: { object_id: "${var.object_id}", key_vault_id: "${var.vault}", secret_permissions: ["Get"] },
          },
        },
      },
      "hcl/main.tf": "resource {}",
      "tofu/main.tf.json": {},
      "tofu/main.tofu.json": {},
    });
    const review = AccessReview.ofPath(folder);
    expect(grantsOf(review)).toEqual([
      GRANT.replace("azurerm_key_vault_access_policy.app", 'module.inside["a"].azurerm_key_vault_access_policy.app'),
    ]);
    expect(review.unread.map((line) => line.split(":")[0])).toEqual(["module.hcl", "module.outside", "module.tofu"]);
  });

  test("what a module is called with, as the types of its variables have it", () => {
    const type = 'map(object({ id = string, words = optional(list(string), ["Get"]) }))';
    write({
      "main.tf.json": program(
        {},
        { module: { inside: { source: "./inside", vault: VAULT_ID, readers: { app: { id: PRINCIPAL_ID } } } } },
      ),
      "inside/main.tf.json": {
        variable: { vault: { type: "string" }, readers: { type } },
        resource: {
          azurerm_key_vault_access_policy: {
            app: {
              for_each: "${var.readers}",
              object_id: "${each.value.id}",
              key_vault_id: "${var.vault}",
              secret_permissions: "${each.value.words}",
            },
          },
        },
      },
    });
    expect(grantsOf(AccessReview.ofPath(folder))).toEqual([
      GRANT.replace("azurerm_key_vault_access_policy.app", 'module.inside.azurerm_key_vault_access_policy.app["app"]'),
    ]);
  });

  describe("a file of the folder", () => {
    const reading = (words: string, over: Record<string, unknown> = {}) => ({
      "main.tf.json": program({ azurerm_key_vault_access_policy: { app: { ...policy, secret_permissions: words } } }),
      ...over,
    });
    const inFolder = (files: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(files).map(([name, content]) => [path.join("program", name), content]));
    const wordsOf = (files: Record<string, unknown>) =>
      AccessReview.ofPath(path.join(write(inFolder(files)), "program")).grants.map(({ permission, unresolved }) =>
        unresolved === undefined ? permission : "unresolved",
      );

    test.each<[string, string, Record<string, unknown>, string]>([
      ["decoded from JSON", '${jsondecode(file("words.json"))}', { "words.json": ["Get"] }, "secrets Get"],
      [
        "by the path of the module",
        '${jsondecode(file("${path.module}/data/words.json")).app}',
        { "data/words.json": { app: ["Get"] } },
        "secrets Get",
      ],
      ["through a local value and a try", '${try(jsondecode(file("gone.json")), ["List"])}', {}, "secrets List"],
      ["that is there", '${fileexists("words.json") ? ["Get"] : ["List"]}', { "words.json": [] }, "secrets Get"],
      ["that is not there", '${fileexists("words.json") ? ["Get"] : ["List"]}', {}, "secrets List"],
      ["in YAML", '${yamldecode(file("words.yaml"))}', { "words.yaml": "- Get" }, "unresolved"],
      ["outside of the folder", '${jsondecode(file("../words.json"))}', { "../words.json": ["Get"] }, "unresolved"],
      ["by a path from the root", '${jsondecode(file("/etc/hostname"))}', {}, "unresolved"],
      [
        "that is too large",
        '${jsondecode(file("words.json"))}',
        { "words.json": `["Get"${" ".repeat(1024 * 1024)}]` },
        "unresolved",
      ],
      [
        "that is no text",
        '${fileexists("words.bin") ? ["Get"] : ["List"]}',
        { "words.bin": Buffer.from([0xff, 0xfe, 0xff]) },
        "unresolved",
      ],
    ])("%s", (_, words, files, expected) => {
      expect(wordsOf(reading(words, files))).toEqual([expected]);
    });

    test("behind a link that leads out of the folder is not read", () => {
      write({ "words.json": ["Get"], "program/none": "" });
      fs.symlinkSync(path.join(folder, "words.json"), path.join(folder, "program", "words.json"));
      expect(wordsOf(reading('${jsondecode(file("words.json"))}'))).toEqual(["unresolved"]);
    });

    test("of a module that is called is below the path of that module", () => {
      const inside = {
        variable: { vault: {} },
        resource: {
          azurerm_key_vault_access_policy: {
            app: {
              object_id: "x",
              key_vault_id: "${var.vault}",
              secret_permissions: '${jsondecode(file("${path.module}/words.json"))}',
            },
          },
        },
      };
      expect(
        wordsOf({
          "main.tf.json": program({}, { module: { inside: { source: "./inside", vault: VAULT_ID } } }),
          "inside/main.tf.json": inside,
          "inside/words.json": ["Get"],
          "words.json": ["Purge"],
        }),
      ).toEqual(["secrets Get"]);
    });

    slowTest("is not looked for again and again", () => {
      const started = Date.now();
      expect(
        wordsOf(reading('${[for a in range(99999) : [for b in range(99999) : fileexists("${a}-${b}")]]}')),
      ).toEqual(["unresolved"]);
      expect(Date.now() - started).toBeLessThan(20_000);
    });

    const byRole = (role: string, content: string) =>
      AccessReview.ofPath(
        write({
          "main.tf.json": program({ azurerm_role_assignment: { a: { ...secretsUser, role_definition_name: role } } }),
          words: content,
        }),
      );
    const shownOf = (review: AccessReview) => [review.toMarkdown(), review.toJson(), review.toMermaid()].join();

    test.each([
      ['${yamldecode(file("words"))}', "the function yamldecode makes it"],
      ['${csvdecode(file("words"))}', "the function csvdecode makes it"],
      ['${templatefile("words", {})}', "the function templatefile makes it"],
      ['${file("words")}', "it is the text of a file"],
    ])("is not shown by %s, and is told apart by what is in it", (role, why) => {
      const before = byRole(role, "hunter2");
      expect(before.grants[0]!.unresolved).toBe(why);
      expect(shownOf(before)).not.toContain("hunter2");
      expect(byRole(role, "hunter2").compareTo(before).verdict).toBe("same");
      expect(byRole(role, "hunter3").compareTo(before).verdict).not.toBe("same");
    });

    test("is no more shown than a text in Base64, of which only what is decoded from JSON is told", () => {
      expect(shownOf(byRole('${base64decode("aHVudGVyMg==")}', ""))).not.toContain("hunter2");
      expect(byRole('${jsondecode(base64decode("WyJSZWFkZXIiXQ=="))[0]}', "").grants[0]!.permission).toBe("Reader");
    });
  });

  /** Two stacks, of which the second takes the identity and the vault from the first. */
  const CROSS = "cross-stack-output-";
  const stacks = (grantIn: "shared" | "app") => {
    const out = (name: string) =>
      `\${data.terraform_remote_state.cross-stack-reference-input-shared.outputs.${CROSS}${name}}`;
    const shared = {
      ...(grantIn === "shared" ? granting : program({})),
      output: {
        [`${CROSS}id`]: { value: "${azurerm_user_assigned_identity.app.id}" },
        [`${CROSS}uri`]: { value: "${azurerm_key_vault.vault.vault_uri}" },
        [`${CROSS}principal`]: { value: PRINCIPAL_ID },
        [`${CROSS}vault`]: { value: VAULT_ID },
      },
    };
    const secret = { name: "db", key_vault_secret_id: `${out("uri")}secrets/db`, identity: out("id") };
    const app = {
      data: { terraform_remote_state: { "cross-stack-reference-input-shared": { backend: "local" } } },
      resource: {
        azurerm_container_app: {
          web: appWithSecret({ secret, identity: { type: "UserAssigned", identity_ids: [out("id")] } }),
        },
        ...(grantIn === "app" && {
          azurerm_key_vault_access_policy: {
            app: { ...policy, key_vault_id: out("vault"), object_id: out("principal") },
          },
        }),
      },
    };
    const manifest = {
      version: "0.21.0",
      stacks: Object.fromEntries(
        ["shared", "app"].map((name) => [
          name,
          { name, synthesizedStackPath: `stacks/${name}/cdk.tf.json`, dependencies: [] },
        ]),
      ),
    };
    return AccessReview.ofPath(
      write({ "manifest.json": manifest, "stacks/shared/cdk.tf.json": shared, "stacks/app/cdk.tf.json": app }),
    );
  };

  test("a folder that cdktf wrote, with references from stack to stack", () => {
    expect(grantsOf(stacks("app"))).toEqual([
      GRANT.replace("azurerm_key_vault_access", "app/azurerm_key_vault_access"),
    ]);
    expect(stacks("app").findings.map(({ id, address }) => [id, address])).toEqual([
      ["grant-race", 'app/azurerm_container_app.web.secret["db"]'],
    ]);
  });

  test("a stack whose path has dots in it, as long as it stays in the folder", () => {
    const stack = (synthesizedStackPath: string) => ({ version: "1", stacks: { a: { synthesizedStackPath } } });
    for (const stackPath of ["./stacks/a/cdk.tf.json", "stacks/../stacks/a/cdk.tf.json", "..a/cdk.tf.json"]) {
      write({ "manifest.json": stack(stackPath), "stacks/a/cdk.tf.json": granting, "..a/cdk.tf.json": granting });
      expect(AccessReview.ofPath(folder).grants).toHaveLength(1);
    }
  });

  test("a stack that is applied before has its grants in time", () => {
    expect(grantsOf(stacks("shared"))).toEqual([
      GRANT.replace("azurerm_key_vault_access", "shared/azurerm_key_vault_access"),
    ]);
    expect(stacks("shared").findings).toEqual([]);
  });
});
