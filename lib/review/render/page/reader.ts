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
  const { resources, ...rows } = report;
  const texts = new Texts();
  texts.collect([rows, change], "");
  const paths = new ShortPaths([...(resources ?? []), ...(change?.resources ?? [])]);
  const names = new ShortNames([...texts.names].filter((text) => !texts.ids.has(text)));
  const shorten = remembered((text) => (texts.ids.has(text) ? text : names.of(paths.of(text))));
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
    let changed = known.get(text);
    if (changed === undefined) {
      changed = change(text);
      known.set(text, changed);
    }
    return changed;
  };
}

/** Where a report has ids, which join its rows. */
const ID_KEYS: ReadonlySet<string> = new Set(["id", "within"]);

/** Where a report has the names of things. */
const NAME_KEYS: ReadonlySet<string> = new Set(["name", "principal", "target", "scope", "runner"]);

/** The ids and the names in a report, but for what stays as it is. */
class Texts {
  public readonly ids = new Set<string>();
  public readonly names = new Set<string>();

  /** Collects the texts of JSON that stands under a key. */
  public collect(json: unknown, key: string): void {
    if (typeof json === "string") {
      this.add(json, key);
    } else if (Array.isArray(json)) {
      for (const item of json) {
        this.collect(item, key);
      }
    } else if (isObject(json)) {
      for (const name in json) {
        if (!KEPT.has(name)) {
          this.collect(json[name], name);
        }
      }
    }
  }

  private add(text: string, key: string): void {
    if (ID_KEYS.has(key)) {
      this.ids.add(text);
    } else if (NAME_KEYS.has(key)) {
      this.names.add(text);
    }
  }
}

/** The same with every text changed; what has no texts to change, such as the actions of roles, is shared. */
function withTexts<T>(json: T, change: (text: string) => string): T {
  if (typeof json === "string") {
    return change(json) as T & string;
  }
  if (Array.isArray(json)) {
    return withTextsIn(json, change) as T & unknown[];
  }
  return isObject(json) ? (withTextsOf(json, change) as T & JsonObject) : json;
}

/** The list itself where nothing of it changes. */
function withTextsIn(json: readonly unknown[], change: (text: string) => string): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let i = 0; i < json.length; i++) {
    const changed = withTexts(json[i], change);
    if (changed !== json[i]) {
      copy ??= [...json];
      copy[i] = changed;
    }
  }
  return copy ?? json;
}

/** The object itself where nothing of it changes. */
function withTextsOf(json: JsonObject, change: (text: string) => string): JsonObject {
  let copy: Record<string, unknown> | undefined;
  for (const name in json) {
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
