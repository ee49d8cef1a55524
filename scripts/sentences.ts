import * as fs from "fs";
import * as path from "path";
import * as ts from "typescript";
import { placeholderOf, subjectOf } from "./placeholders";

const LIB = path.join(__dirname, "../lib");

/** A refusal that the code of the library makes, and no table of rules. What only a program knows is `‹words›`. */
export interface Refusal {
  /** The file of the library that makes it, from `lib`. */
  readonly file: string;
  /** What is refused: the rest of a sentence that starts with a construct's path, or the name of a property. */
  readonly refused: string;
  readonly allowed: string;
  readonly change: string;
  readonly source?: string;
}

/** What only a program knows: the path of a construct, and any other value. */
const PATH = "[…]";
const ANY = "…";

type Sentences = Partial<Record<keyof Refusal | "finding" | "property", string>>;

/** Every refusal that the code of the library makes, as the objects in its source say it. */
export function refusalsInCode(): Refusal[] {
  return filesIn(LIB)
    .filter((file) => !/^(review|main-stack|index)\b/.test(file))
    .flatMap((file) => refusalsIn(file));
}

function filesIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.split(path.sep).join("/"))
    .sort();
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, fs.readFileSync(path.join(LIB, file), "utf8"), ts.ScriptTarget.Latest, true);
}

/** The refusals in a file: each object with a sentence of its own, and each that takes it from one beside it. */
function refusalsIn(file: string): Refusal[] {
  const objects = objectsIn(parse(file));
  const spread = new Set(objects.flatMap(spreadIn));
  const all = objects.filter((object) => !spread.has(object) && isRefusal(object, file)).map(sentencesOf);
  const said = all.filter(({ allowed }) => isSaid(allowed));
  // A check may have the end of its sentence from a table or a function beside it.
  const isStart = ({ allowed, finding }: Sentences) => finding && !isSaid(allowed);
  const start = objects.map(sentencesOf).find(isStart)?.finding ?? subjectOf(file);
  const refusals = said.map(({ finding, property, allowed = ANY, change = ANY, source }): Refusal => ({
    file,
    refused: finding ?? (property ? argumentOf(property) : start),
    allowed,
    change,
    source: isSaid(source) ? source : undefined,
  }));
  return [...new Map(refusals.map((refusal) => [JSON.stringify(refusal), refusal])).values()];
}

/** Whether a sentence says anything but what only a program knows. */
function isSaid(sentence: string | undefined): boolean {
  return /[a-z]/i.test(sentence?.replace(/‹[^›]*›/g, "") ?? "");
}

/** The name of a property, as code where it is one. */
function argumentOf(property: string): string {
  return /^[\w.[\]‹›]+$/.test(property) && !property.includes("‹") ? `\`${property}\`` : property;
}

function objectsIn(node: ts.Node): ts.ObjectLiteralExpression[] {
  const inner: ts.ObjectLiteralExpression[] = [];
  ts.forEachChild(node, (child) => void inner.push(...objectsIn(child)));
  return ts.isObjectLiteralExpression(node) ? [node, ...inner] : inner;
}

/** The objects that an object spreads, and that the file declares. */
function spreadIn(object: ts.ObjectLiteralExpression): ts.ObjectLiteralExpression[] {
  return object.properties.flatMap((property) => {
    const spread = ts.isSpreadAssignment(property) ? declared(property.expression) : undefined;
    return spread && ts.isObjectLiteralExpression(spread) ? [spread, ...spreadIn(spread)] : [];
  });
}

/** Whether an object is a refusal, or the end of one. The tables of rules, which run, are in the page by themselves. */
function isRefusal(object: ts.ObjectLiteralExpression, file: string): boolean {
  const names = [object, ...spreadIn(object)].flatMap(({ properties }) => properties.map((one) => one.name?.getText()));
  const isTable = /(^|\/)rules\//.test(file) && file !== "rules/check.ts";
  return names.includes("allowed") && (!isTable || names.includes("property") || names.includes("finding"));
}

function sentencesOf(object: ts.ObjectLiteralExpression): Sentences {
  return Object.assign(
    {},
    ...object.properties.map((property): Sentences => {
      if (ts.isSpreadAssignment(property)) {
        const spread = declared(property.expression);
        return spread && ts.isObjectLiteralExpression(spread) ? sentencesOf(spread) : {};
      }
      const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
      return { [property.name?.getText() ?? ""]: value ? textOf(value) : ANY };
    }),
  ) as Sentences;
}

/** Two texts of which a program shows one. Where one is nothing, what they say is in the sentence without them, too. */
function alternatives(one: string, other: string): string {
  const isWord = !`${one}${other}`.includes(" ");
  return one === other || !one || !other ? one && other : `${one}${isWord ? " or " : " / "}${other}`;
}

/** The text that an expression makes, with what stands for each part that only a program knows. */
function textOf(node: ts.Node): string {
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) {
    return node.text;
  }
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map((span) => textOf(span.expression) + span.literal.text).join("");
  }
  if (ts.isParenthesizedExpression(node)) {
    return textOf(node.expression);
  }
  if (ts.isPropertyAccessExpression(node)) {
    const held = declared(node.expression);
    const members = held && ts.isObjectLiteralExpression(held) ? sentencesOf(held) : {};
    return (members as Readonly<Record<string, string | undefined>>)[node.name.text] ?? placeholderOf(node);
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return textOf(node.left) + textOf(node.right);
  }
  if (ts.isConditionalExpression(node)) {
    const [one, other] = [textOf(node.whenTrue), textOf(node.whenFalse)];
    return alternatives(one, other);
  }
  if (ts.isIdentifier(node)) {
    const value = declared(node);
    return (value && textOf(value)) ?? placeholderOf(node);
  }
  return ts.isCallExpression(node) && node.expression.getText() === "pathInProgram" ? PATH : placeholderOf(node);
}

/** The value of a constant that is declared around its use, or in the file that it is imported from. */
function declared(use: ts.Expression | ts.PropertyName): ts.Expression | undefined {
  const name = use.getText();
  for (let scope: ts.Node | undefined = use.parent; ts.isIdentifier(use) && scope; scope = scope.parent) {
    const statements = ts.isBlock(scope) || ts.isSourceFile(scope) ? [...scope.statements] : [];
    for (const statement of statements) {
      const constants = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
      const constant = constants.find((one) => one.name.getText() === name);
      if (constant) {
        return constant.initializer;
      }
    }
    if (ts.isSourceFile(scope)) {
      return imported(scope, name);
    }
  }
  return undefined;
}

function imported(source: ts.SourceFile, name: string): ts.Expression | undefined {
  const from = source.statements
    .filter(ts.isImportDeclaration)
    .find(({ importClause }) => new RegExp(`\\b${name}\\b`).test(importClause?.getText() ?? ""));
  const module = from && (from.moduleSpecifier as ts.StringLiteral).text;
  if (!module?.startsWith(".")) {
    return undefined;
  }
  const declarations = parse(path.posix.join(path.posix.dirname(source.fileName), `${module}.ts`))
    .statements.filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations]);
  return declarations.find((one) => one.name.getText() === name)?.initializer;
}

if (require.main === module) {
  console.log(JSON.stringify(refusalsInCode(), undefined, 1));
}
