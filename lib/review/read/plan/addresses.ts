import type { JsonObject } from "../../base/json";
import type { InstanceKey } from "../../program/declaration";

/** The address of a block in its module. */
export function blockAddressOf({ mode, type, name }: JsonObject): string {
  return `${mode === "data" ? "data." : ""}${String(type)}.${String(name)}`;
}

/** The last module call in an address. */
interface CallAddress {
  /** The address without the call's own key. */
  readonly local: string;
  readonly name: string;
  readonly key: InstanceKey;
}

export function callIn(address: string): CallAddress {
  const [, local = address, key] = /^(.*?)(?:\[(\d+|"(?:[^"\\]|\\.)*")\])?$/s.exec(address) ?? [];
  return {
    local,
    name: local.slice(local.lastIndexOf("module.") + "module.".length),
    key: key === undefined ? undefined : (JSON.parse(key) as string | number),
  };
}

/** An address without its own key. */
export function withoutKey(address: string, key: InstanceKey): string {
  return key === undefined ? address : address.slice(0, -`[${JSON.stringify(key)}]`.length);
}

/** An address without its own key and those of the module calls in it. */
export function withoutKeys(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");
}
