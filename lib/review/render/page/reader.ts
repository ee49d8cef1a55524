import { isObject, JsonObject } from "../../base/json";
import type { Comparison } from "../../compare/compare";
import type { Report } from "../../report/report";
import { ShortNames } from "./short-names";
import { ShortPaths } from "./short-paths";

/** A report and a comparison in words that are short enough to read, and what these words stand for. */
export interface ForReaders {
  readonly report: Report;
  readonly change?: Comparison;
  readonly names: ShortNames;
  readonly paths: ShortPaths;
}

/**
 * Shortens every text of a report but ids: long expressions in names are left out, and resources are shown by the paths
 * of their constructs. So no section has to think of it.
 */
export function forReaders(report: Report, change: Comparison | undefined): ForReaders {
  const ids = textsUnder([report, change], ID_KEYS);
  const paths = new ShortPaths([...(report.resources ?? []), ...(change?.resources ?? [])]);
  const names = new ShortNames([...textsUnder([report, change], NAME_KEYS)].filter((text) => !ids.has(text)));
  const { resources, ...rows } = report;
  const shorten = remembered((text) => (ids.has(text) ? text : names.of(paths.of(text))));
  return {
    report: { ...withTexts(rows, shorten), resources },
    change: change && withTexts(change, shorten),
    names,
    paths,
  };
}

/** The same change of texts, worked out once for each: most texts of a report are there many times. */
function remembered(change: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const changed = known.get(text) ?? change(text);
    known.set(text, changed);
    return changed;
  };
}

/** Where a report has ids, which join its rows. */
const ID_KEYS: ReadonlySet<string> = new Set(["id", "within"]);

/** Where a report has the names of things. */
const NAME_KEYS: ReadonlySet<string> = new Set(["name", "principal", "target", "scope", "runner"]);

function textsUnder(json: unknown, keys: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  eachText(json, "", (text, key) => {
    if (keys.has(key)) {
      found.add(text);
    }
  });
  return found;
}

/** Visits every text with the key that it is under, but those that stay as they are. */
function eachText(json: unknown, key: string, visit: (text: string, key: string) => void): void {
  if (typeof json === "string") {
    visit(json, key);
  } else if (Array.isArray(json)) {
    json.forEach((item) => eachText(item, key, visit));
  } else if (isObject(json)) {
    Object.keys(json).forEach((name) => KEPT.has(name) || eachText(json[name], name, visit));
  }
}

/** The same with every text changed; what has no texts to change, such as the actions of roles, is shared. */
function withTexts<T>(json: T, change: (text: string) => string): T {
  if (typeof json === "string") {
    return change(json) as T & string;
  }
  if (Array.isArray(json)) {
    const changed = json.map((item: unknown) => withTexts(item, change));
    return (changed.every((item, i) => item === json[i]) ? json : changed) as T & unknown[];
  }
  return isObject(json) ? (withTextsOf(json, change) as T & JsonObject) : json;
}

/** The object itself where nothing of it changes. */
function withTextsOf(json: JsonObject, change: (text: string) => string): JsonObject {
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(json)) {
    const item = json[name];
    const changed = KEPT.has(name) ? item : withTexts(item, change);
    if (changed !== item) {
      copy ??= { ...json };
      copy[name] = changed;
    }
  }
  return copy ?? json;
}

const KEPT: ReadonlySet<string> = new Set(["allowed", "limits", "change", "severity", "verdict"]);
