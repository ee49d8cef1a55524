import { isObject, JsonObject } from "../../base/json";
import type { Comparison } from "../../compare/compare";
import type { Report } from "../../report/report";
import { ShortNames } from "./short-names";
import { ShortPaths } from "./short-paths";

/**
 * Shortens every text of what a page shows but ids: long expressions in names are left out, and resources are shown by
 * the paths of their constructs. What a row is about is shortened before the row is put into words, so that no section
 * has to think of it.
 */
export class ForReaders {
  private readonly all: unknown;
  private readonly ids: ReadonlySet<string>;
  private readonly names: ShortNames;
  private readonly paths: ShortPaths;
  private readonly shorten: (text: string) => string;

  constructor({ resources, ...rows }: Report, change: Comparison | undefined) {
    this.all = [rows, change];
    const texts = new Texts();
    texts.collect(this.all, undefined);
    this.ids = texts.ids;
    this.paths = new ShortPaths([...(resources ?? []), ...(change?.resources ?? [])]);
    this.names = new ShortNames([...texts.names].filter((text) => !texts.ids.has(text)));
    const shorten = remembered((text) => (texts.ids.has(text) ? text : this.names.of(this.paths.of(text))));
    this.shorten = (text) => (canBeShorter(text) ? shorten(text) : text);
  }

  /** Any part of the report or the comparison, with its texts shortened. */
  public shown<T>(part: T): T {
    return withTexts(part, this.shorten);
  }

  /** What the names and the paths stand for that are shown in parts of the report; without parts, in the whole. */
  public inFull(parts = this.all): InFull {
    const texts = new Set<string>();
    withTexts(parts, (text) => {
      if (canBeShorter(text) && !this.ids.has(text)) {
        texts.add(text);
      }
      return text;
    });
    return { names: this.names.in(texts), paths: this.paths.in(texts) };
  }
}

/** What short texts stand for. */
export interface InFull {
  readonly names: readonly (readonly [short: string, whole: string])[];
  readonly paths: readonly (readonly [path: string, address: string])[];
}

/** Whether a text may have an address or an expression in it. */
function canBeShorter(text: string): boolean {
  return text.includes(".") || text.includes("{");
}

/** The same change of texts, worked out once for each: many texts of a report are there many times. */
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

/** What stands under a key of a report. */
type Kind = "id" | "name" | "kept";

/** The keys whose texts are no texts like others. */
const KINDS: ReadonlyMap<string, Kind> = new Map([
  // Ids join the rows.
  ...["id", "within"].map((key) => [key, "id"] as const),
  ...["name", "principal", "target", "scope", "runner"].map((key) => [key, "name"] as const),
  ...["allowed", "limits", "change", "severity", "verdict"].map((key) => [key, "kept"] as const),
]);

/** The ids in a report that look like names, and the names with expressions in them, but for what stays as it is. */
class Texts {
  public readonly ids = new Set<string>();
  public readonly names = new Set<string>();

  /** Collects the texts of JSON that stands under a key of a kind. */
  public collect(json: unknown, kind: Kind | undefined): void {
    if (typeof json === "string") {
      this.add(json, kind);
    } else if (Array.isArray(json)) {
      this.collectItems(json, kind);
    } else if (isObject(json)) {
      this.collectEntries(json);
    }
  }

  private collectItems(list: readonly unknown[], kind: Kind | undefined): void {
    list.forEach((item) => this.collect(item, kind));
  }

  private collectEntries(json: JsonObject): void {
    for (const name in json) {
      const kind = KINDS.get(name);
      if (kind !== "kept") {
        this.collect(json[name], kind);
      }
    }
  }

  private add(text: string, kind: Kind | undefined): void {
    if (kind === "id" && canBeShorter(text)) {
      this.ids.add(text);
    } else if (kind === "name" && text.includes("{")) {
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
      copy ??= json.slice();
      copy[i] = changed;
    }
  }
  return copy ?? json;
}

/** The object itself where nothing of it changes. */
function withTextsOf(json: JsonObject, change: (text: string) => string): JsonObject {
  let copy: Record<string, unknown> | undefined;
  for (const name in json) {
    const kind = KINDS.get(name);
    const item = json[name];
    const changed = kind === "id" || kind === "kept" ? item : withTexts(item, change);
    if (changed !== item) {
      copy ??= { ...json };
      copy[name] = changed;
    }
  }
  return copy ?? json;
}
