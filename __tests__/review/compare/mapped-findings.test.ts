import * as path from "node:path";
import fc from "fast-check";
import { main } from "../../../lib/review/door/cli";
import { AccessReview } from "../../../lib/review/door/access-review";
import { FINDING_EXAMPLES } from "../../support/finding-examples";
import { folder, write } from "../../support/review-input";
import { Configuration, identity, program, rbacVault, review } from "../../support/review-programs";
import { reviewStacks } from "../../support/review-stacks";

const NAMES = { dev: "prod" };

interface Finding {
  readonly id: string;
  readonly address: string;
  readonly message: string;
}

/** The findings that are new, and those that are no more. */
function changesOf(before: AccessReview, after: AccessReview, names: Record<string, string> = NAMES) {
  const json = JSON.parse(after.compareTo(before, { names }).toJson()) as {
    change: { findings: { added: Finding[]; gone: Finding[] } };
  };
  const { added, gone } = json.change.findings;
  return { added: added.map(({ message }) => message), gone: gone.map(({ message }) => message) };
}

const NONE = { added: [], gone: [] };

/** A program at a stage, which each name in it says at its end. */
function at(stage: string, value: unknown, key = ""): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => at(stage, item));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, at(stage, inner, name)]));
  }
  const isName = key === "name" || key.endsWith("_name");
  return isName && typeof value === "string" && /^[a-z][a-z-]*$/.test(value) ? `${value}-${stage}` : value;
}

describe.each(Object.entries(FINDING_EXAMPLES).filter(([, { before }]) => before === undefined))(
  "a finding of %s",
  (id, { bad }) => {
    const [dev, prod] = [at("dev", bad), at("prod", bad)].map(review) as [AccessReview, AccessReview];
    // One that says nothing but where it is has only moved.
    const others = prod.findings.filter(({ address, message }) => message.split(address).join("").includes("prod"));

    test("is the same at another stage", () => {
      expect(prod.findings.map((finding) => finding.id)).toContain(id);
      expect(changesOf(dev, prod)).toEqual(NONE);
    });

    test("is another one of another resource, as the names say", () => {
      const messages = others.map(({ message }) => message);
      expect(changesOf(dev, prod, {}).added).toEqual(messages);
      expect(changesOf(dev, prod, { dev: "test" }).added).toEqual(messages);
    });
  },
);

/** A stage with vaults, of which an identity may do all. */
function owned(stage: string, vaults: readonly string[]): Configuration {
  const each = (block: (vault: string) => Configuration) =>
    Object.fromEntries(vaults.map((vault) => [vault, block(vault)]));
  return program({
    azurerm_user_assigned_identity: { app: { ...identity, name: `shop-${stage}-id` } },
    azurerm_key_vault: each((vault) => ({ ...rbacVault, name: `kv-${stage}-${vault}` })),
    azurerm_role_assignment: each((vault) => ({
      scope: `\${azurerm_key_vault.${vault}.id}`,
      role_definition_name: "Owner",
      principal_id: "${azurerm_user_assigned_identity.app.principal_id}",
    })),
  });
}

describe("of several findings", () => {
  const vaultsOf = (messages: readonly string[]) =>
    [...new Set(messages.map((message) => /kv-(?:dev|prod)-(\w)/.exec(message)?.[1]))].sort();
  const letters = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"));

  test("those are new that only the stage has, and those gone that only the other has", () => {
    fc.assert(
      fc.property(letters, letters, (before, after) => {
        const { added, gone } = changesOf(review(owned("dev", before)), review(owned("prod", after)));
        expect(vaultsOf(added)).toEqual(after.filter((vault) => !before.includes(vault)).sort());
        expect(vaultsOf(gone)).toEqual(before.filter((vault) => !after.includes(vault)).sort());
      }),
      { numRuns: 40 },
    );
  });

  test("one is new that is of a resource of the other stage", () => {
    const strange = JSON.parse(JSON.stringify(owned("prod", ["a", "b"])).replace("kv-prod-b", "kv-dev-b")) as object;
    const { added, gone } = changesOf(review(owned("dev", ["a", "b"])), review(strange));
    expect([vaultsOf(added), vaultsOf(gone)]).toEqual([["b"], ["b"]]);
    expect(added.every((message) => message.includes("kv-dev-b"))).toBe(true);
  });

  test("those that are gone have the names of the baseline", () => {
    const { gone } = changesOf(review(owned("dev", ["a"])), review(owned("prod", [])));
    expect(gone.length).toBeGreaterThan(0);
    expect(gone.every((message) => message.includes("shop-dev-id"))).toBe(true);
  });
});

test("names are whole words in whatever case, and swap", () => {
  const shop = (stage: string) => review(owned(stage, ["a", "b"]));
  expect(changesOf(shop("Dev"), shop("PROD"))).toEqual(NONE);
  expect(changesOf(shop("dev"), shop("prod"), { DEV: "Prod" })).toEqual(NONE);
  expect(changesOf(shop("device"), shop("prodice")).added).not.toEqual([]);
  expect(changesOf(shop("x"), shop("y"), { x: "y", y: "x" })).toEqual(NONE);
});

test("a word of a type or a kind is no name", () => {
  const shop = review(owned("prod", ["a"]));
  expect(changesOf(shop, shop, { key: "x", vault: "y", azurerm: "z", assignment: "w", identity: "v" })).toEqual(NONE);
});

test("stacks are names, too", () => {
  const both = (stage: string) => reviewStacks({ [stage]: owned(stage, ["a", "b"]), other: owned("x", ["c"]) });
  expect(changesOf(both("dev"), both("prod"))).toEqual(NONE);
});

test("code scanning gets the same findings as unchanged", () => {
  write({ "dev.tf.json": owned("dev", ["a"]), "prod.tf.json": owned("prod", ["a", "b"]) });
  const [dev = "", prod = ""] = ["dev", "prod"].map((stage) => path.join(folder, `${stage}.tf.json`));
  let text = "";
  main([prod, "--baseline", dev, "--map", "dev=prod", "--format", "sarif"], {
    out: (part) => (text += part),
    err: () => undefined,
  });
  const { runs } = JSON.parse(text) as { runs: { results: { baselineState: string; message: { text: string } }[] }[] };
  const results = runs[0]?.results ?? [];
  const unchanged = results.filter(({ baselineState }) => baselineState === "unchanged");
  expect(unchanged.length).toBeGreaterThan(0);
  expect(unchanged.every(({ message }) => message.text.includes("kv-prod-a"))).toBe(true);
});
