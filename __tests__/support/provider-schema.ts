import * as fs from "fs";
import * as path from "path";
import { Body, Json, Synthesized } from "./synth";

/** A type of Terraform's, as providers write it. */
type Type = string | [string, Type] | ["object", Record<string, Type>];

interface Attribute {
  readonly type: Type;
  readonly required?: boolean;
  readonly optional?: boolean;
}

interface Block {
  readonly attributes: Record<string, Attribute>;
  readonly block_types: Record<string, Nested>;
}

interface Nested {
  readonly nesting_mode: string;
  readonly min_items?: number;
  readonly max_items?: number;
  readonly block: Block;
}

/** What a version of azurerm takes, as `terraform providers schema -json` says it and `scripts/schemas.mjs` keeps. */
export interface ProviderSchema {
  readonly provider: Block;
  readonly resource: Record<string, Block>;
  readonly data: Record<string, Block>;
}

export function readSchema(version: string): ProviderSchema {
  return JSON.parse(
    fs.readFileSync(path.join(__dirname, "schemas", `azurerm-${version}.json`), "utf8"),
  ) as ProviderSchema;
}

/** What Terraform itself takes in every resource. */
const META = new Set(["//", "depends_on", "count", "for_each", "lifecycle", "provider", "provisioner", "connection"]);

const PRIMITIVES: Record<string, (value: Json) => boolean> = {
  string: (value) => ["string", "number", "boolean"].includes(typeof value),
  number: (value) => typeof value === "number" || (typeof value === "string" && value !== "" && !isNaN(Number(value))),
  bool: (value) => [true, false, "true", "false"].includes(value as boolean | string),
  dynamic: () => true,
};

/** What a version of azurerm refuses of a program, one line each; nothing where it takes the program. */
export function problemsBeside(schema: ProviderSchema, { json }: Synthesized): string[] {
  const providers = ((json as { provider?: { azurerm?: Body[] } }).provider?.azurerm ?? []).flatMap((body) =>
    problemsOfBlock(schema.provider, body, "provider", new Set(["alias"])),
  );
  const bodies = (["resource", "data"] as const).flatMap((mode) =>
    Object.entries(json[mode] ?? {})
      .filter(([type]) => schema[mode][type])
      .flatMap(([type, all]) =>
        Object.entries(all).flatMap(([name, body]) =>
          problemsOfBlock(schema[mode][type]!, body, `${mode === "data" ? "data." : ""}${type}.${name}`, META),
        ),
      ),
  );
  return [...providers, ...bodies, ...unknownReferences(schema, JSON.stringify(json))];
}

/** The types of a program that the schema does not have. */
export function unknownTypes(schema: ProviderSchema, { json }: Synthesized): string[] {
  return (["resource", "data"] as const).flatMap((mode) =>
    Object.keys(json[mode] ?? {}).filter((type) => type.startsWith("azurerm_") && !schema[mode][type]),
  );
}

function problemsOfBlock(block: Block, body: Body, at: string, meta = new Set<string>()): string[] {
  const dynamic = (body.dynamic ?? {}) as Record<string, { content: Body }>;
  const given = Object.entries(body).filter(([key, value]) => key !== "dynamic" && value !== null && !meta.has(key));
  const has = (key: string) => given.some(([name]) => name === key) || key in dynamic;
  return [
    ...Object.entries(block.attributes)
      .filter(([key, { required }]) => required && !has(key))
      .map(([key]) => `${at}: ${key} is missing`),
    ...Object.entries(block.block_types)
      .filter(([key, { min_items = 0 }]) => min_items > 0 && !has(key))
      .map(([key]) => `${at}: ${key} is missing`),
    ...given.flatMap(([key, value]) => problemsOfArgument(block, key, value, `${at}.${key}`)),
    ...Object.entries(dynamic).flatMap(([key, { content }]) =>
      problemsOfArgument(block, key, [content], `${at}.${key}`),
    ),
  ];
}

function problemsOfArgument(block: Block, key: string, value: Json, at: string): string[] {
  const attribute = block.attributes[key];
  const nested = block.block_types[key];
  if (attribute) {
    const isSet = attribute.required || attribute.optional;
    return isSet ? problemsOfType(attribute.type, value, at) : [`${at} is set by azurerm alone`];
  }
  return nested ? problemsOfBlocks(nested, value, at) : [`${at} is unknown`];
}

function problemsOfBlocks({ nesting_mode, max_items, block }: Nested, value: Json, at: string): string[] {
  const bodies = (Array.isArray(value) ? value : [value]) as Body[];
  const max = nesting_mode === "single" ? 1 : max_items;
  return [
    ...(max && bodies.length > max ? [`${at}: ${bodies.length} blocks, at most ${max}`] : []),
    ...bodies.flatMap((body) =>
      typeof body === "object" ? problemsOfBlock(block, body, at) : [`${at} is a block, and not ${typeof body}`],
    ),
  ];
}

function problemsOfType(type: Type, value: Json, at: string): string[] {
  // What Terraform makes of an expression is known to Terraform.
  if (value === null || (typeof value === "string" && value.includes("${"))) {
    return [];
  }
  if (typeof type === "string") {
    return PRIMITIVES[type]!(value) ? [] : [`${at} is no ${type}`];
  }
  const [kind, inner] = type;
  if (kind === "list" || kind === "set") {
    return Array.isArray(value)
      ? value.flatMap((element) => problemsOfType(inner as Type, element, at))
      : [`${at} is no ${kind}`];
  }
  if (typeof value !== "object" || Array.isArray(value)) {
    return [`${at} is no ${kind}`];
  }
  const types = inner as Record<string, Type>;
  return Object.entries(value).flatMap(([key, element]) => {
    const innerType = kind === "map" ? (inner as Type) : types[key];
    return innerType ? problemsOfType(innerType, element, `${at}.${key}`) : [`${at}.${key} is unknown`];
  });
}

/** The attributes that expressions read and no type has. */
function unknownReferences(schema: ProviderSchema, text: string): string[] {
  const references = text.matchAll(/(?<=\$\{[^}]*?)(?<![\w.])(data\.)?(azurerm_\w+)\.[\w-]+(?:\[[^\]]*\])?\.(\w+)/g);
  return [...references].flatMap(([reference, isData, type, attribute]) => {
    const block = schema[isData ? "data" : "resource"][type!];
    const isKnown = !block || block.attributes[attribute!] || block.block_types[attribute!];
    return isKnown ? [] : [`\${${reference}} reads what is unknown`];
  });
}
