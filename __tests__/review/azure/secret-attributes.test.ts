import * as fs from "node:fs";
import fc from "fast-check";
import * as path from "node:path";
import { isSecretAttribute } from "../../../lib/access/private/secret-attributes";
import { isOpenAttribute, isSecretAttribute as isSecretInReview } from "../../../lib/review/azure/secret-attributes";
import { runs } from "../../support/runs";

const textOf = (file: string) => fs.readFileSync(path.join(__dirname, "../../../lib", file), "utf8");

test("the review and the library know the same attributes", () => {
  const known = textOf("access/private/secret-attributes.ts");
  expect(known.length).toBeGreaterThan(2_000);
  expect(textOf("review/azure/secret-attributes.ts").startsWith(known)).toBe(true);
});

test("of any type and name they say the same", () => {
  const types = ["azurerm_key_vault_secret", "azurerm_application_insights", "random_password", "azurerm_x", "x_y"];
  const words = [
    "primary",
    "access",
    "key",
    "value",
    "secret",
    "connection",
    "string",
    "sas",
    "url",
    "result",
    "token",
  ];
  const name = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((some) => some.join("_"));
  fc.assert(
    fc.property(fc.constantFrom(...types), fc.array(name, { maxLength: 2 }), (type, steps) => {
      expect(isSecretInReview(type, steps)).toBe(isSecretAttribute(type, steps));
    }),
    { numRuns: runs(1_000) },
  );
});

test("what a provider calls sensitive and is no secret", () => {
  expect(isOpenAttribute("azurerm_application_insights", ["connection_string"])).toBe(true);
  expect(isOpenAttribute("azurerm_storage_account", ["primary_connection_string"])).toBe(false);
});
