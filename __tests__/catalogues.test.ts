import * as fs from "fs";
import * as path from "path";
import * as library from "../lib";
import { ManagedIdentity, Role } from "../lib";
import type { AnyBlock, Argument, Sentence } from "../lib/rules/rule";
import { plain } from "../scripts/page";
import { renderRoles } from "../scripts/roles";
import { exportedRules, renderRules } from "../scripts/rules";
import { refusalOf, rulesIn, rulesOf } from "./support/rules";
import { synth } from "./support/synth";

const read = (page: string) => fs.readFileSync(path.join(__dirname, "../docs", page), "utf8");
const rules = read("rules.md");

describe("docs/rules.md", () => {
  test("is what the tables and the code make", () => {
    expect(rules).toBe(renderRules());
  });

  test("has every rule that a table exports", () => {
    const sentences = Object.values(exportedRules()).flatMap(sentencesIn);
    expect(sentences.length).toBeGreaterThan(200);
    const missing = sentences.filter(({ allowed }) => !rules.includes(plain(allowed).replace(/\|/g, "\\|")));
    expect(missing.map(({ allowed }) => allowed).filter((allowed) => allowed !== "what its type says")).toEqual([]);
  });

  test("has an anchor of its own for each row", () => {
    const anchors = [...rules.matchAll(/<a id="([^"]+)"><\/a>/g)].map(([, anchor]) => anchor);
    expect(anchors.length).toBeGreaterThan(500);
    expect(new Set(anchors).size).toBe(anchors.length);
  });

  test("says what each refusal of the code is about, and names what only a program knows", () => {
    const [, ofCode = ""] = rules.split("## What only the complete program shows");
    const rows = ofCode.match(/^\| <a id.*$/gm) ?? [];
    expect(rows.length).toBeGreaterThan(100);
    const isUnsaid = (row: string) => row.replace(/\[…\]|\(…\)|[[{:] … [\]}]|from…|AzureService\.…/g, "").includes("…");
    const isBlank = (row: string) =>
      !/\w/.test(
        row
          .split("</a>")[1]
          ?.split(" | ")[0]
          ?.replace(/\\<[^>]*>/g, "") ?? "",
      );
    expect(rows.filter((row) => isUnsaid(row) || isBlank(row))).toEqual([]);
  });

  test("has the errors that are printed: of an argument, of several, and of the program", () => {
    const ofProgram = () =>
      synth((stack) => {
        for (const id of ["one", "two"]) {
          new ManagedIdentity(stack, id, { name: "shop-id", resourceGroupName: "shop", location: "westeurope" });
        }
      });
    const errors = [
      refusalOf("app", { "ingress.exposedPort": 0 }),
      refusalOf("app", { "ingress.exposedPort": 8080, "ingress.transport": "http" }),
      messageOf(ofProgram),
    ];
    for (const error of errors) {
      const [, sentence = ""] = /; allowed: ([^\n]*?)\. [A-Z]/.exec(error) ?? [];
      expect({ error, sentence }).not.toEqual({ error, sentence: "" });
      expect(rules).toContain(`| ${plain(sentence)} |`);
    }
  });
});

/** The rules that a constant of a table holds. */
function sentencesIn(constant: unknown): Sentence[] {
  if (typeof constant !== "object" || constant === null) {
    return [];
  }
  if ("arguments" in constant) {
    return rulesIn(constant as AnyBlock);
  }
  if (["accepts", "list"].some((name) => name in constant)) {
    return rulesOf(constant as Argument);
  }
  const held = Array.isArray(constant) ? (constant as unknown[]) : [constant];
  return held.filter((one): one is Sentence => typeof (one as Sentence).allowed === "string");
}

function messageOf(program: () => unknown): string {
  try {
    program();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("not refused");
}

describe("docs/roles.md", () => {
  test("is what the constants and the table of built-in roles make", () => {
    expect(read("roles.md")).toBe(renderRoles());
  });

  test("has every constant of Role", () => {
    const constants = Object.keys(Role).filter((name) => /^[A-Z_]+$/.test(name));
    expect(constants.filter((name) => !renderRoles().includes(`\`${name}\``))).toEqual([]);
  });
});

describe("docs/api", () => {
  const classes = fs.readdirSync(path.join(__dirname, "../docs/api")).filter((file) => file !== "README.md");
  const index = read("api/README.md");

  test("has an index by task of at most 100 lines, with each class once", () => {
    const linked = [...index.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, file]) => file);
    expect(linked.sort()).toEqual(classes.sort());
    expect(index.split("\n").length).toBeLessThanOrEqual(100);
  });

  test("has every class of the library, and nothing that all constructs have", () => {
    const exported = Object.values(library).filter((one) => typeof one === "function");
    expect(exported.map(({ name }) => name).filter((name) => !index.includes(`[${name}](`))).toEqual([]);
    const text = classes.map((file) => read(`api/${file}`)).join();
    // Such as ContainerProps, which only the props of an app take.
    expect(text.match(/^## ContainerProps$/gm)).toHaveLength(1);
    expect(text).not.toMatch(/`toString\(|`isConstruct\(|`node`/);
  });
});
