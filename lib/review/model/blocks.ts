import { table } from "../base/table";
import { decode, ObjectValue, Unknown, Value } from "../language/value";
import { blocksIn, canonicalText, Instance } from "../program/instance";

/** What azurerm calls an app that an `azapi_resource` makes, by its type in lower case. */
const AZAPI_TYPES = table<string>({
  "microsoft.app/containerapps": "azurerm_container_app",
  "microsoft.app/jobs": "azurerm_container_app_job",
});

/** The lists in `properties.configuration` of an app for azurerm's blocks, with Azure's names for their arguments. */
const AZAPI_BLOCKS = table<readonly [list: string, names: Readonly<Record<string, string>>]>({
  secret: ["secrets", { name: "name", key_vault_secret_id: "keyVaultUrl", identity: "identity", value: "value" }],
  registry: ["registries", { server: "server", identity: "identity" }],
});

/** The type that azurerm has for a resource, also where azapi makes it. */
export function azurermTypeOf(instance: Instance): string {
  if (instance.type !== "azapi_resource") {
    return instance.type;
  }
  const [type = ""] = canonicalText(instance.argument("type") ?? null)
    .toLowerCase()
    .split("@");
  return AZAPI_TYPES[type] ?? instance.type;
}

/** The blocks of a kind, with azurerm's names for their arguments also where azapi makes the resource. */
export function azurermBlocksOf(instance: Instance, name: string): (ObjectValue | Unknown)[] {
  if (instance.type !== "azapi_resource") {
    return instance.blocks(name);
  }
  const body = instance.argument("body") ?? null;
  const [list, names] = AZAPI_BLOCKS[name] ?? ["", {}];
  const items = ["properties", "configuration", list].reduce<Value>(
    (value, key) => (value instanceof ObjectValue ? value.get(key) : value),
    decode(body) ?? body,
  );
  return blocksIn(items).map((item) =>
    item instanceof ObjectValue
      ? new ObjectValue(new Map(Object.entries(names).map(([argument, own]) => [argument, item.get(own)])))
      : item,
  );
}

/** The blocks of a kind inside another block. */
export function innerBlocksOf(block: ObjectValue | Unknown, name: string): ObjectValue[] {
  const value = block instanceof ObjectValue ? block.get(name) : null;
  return (Array.isArray(value) ? (value as readonly Value[]) : [value]).filter((item) => item instanceof ObjectValue);
}

/** The place of a block in its resource: by its name, which stays when another block comes before it. */
export function blockPlace(kind: string, block: ObjectValue | Unknown, nameArgument: string, index: number): string {
  const name = block instanceof ObjectValue ? block.get(nameArgument) : null;
  return typeof name === "string" ? `${kind}[${JSON.stringify(name)}]` : `${kind}[${index}]`;
}
