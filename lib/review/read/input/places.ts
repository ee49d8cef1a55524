import * as fs from "node:fs";
import { parseJson, WHAT_IS_READ } from "../../base/json";
import type { SourcePlace, SourcePlaces } from "../../program/declaration";
import { readText } from "./files";

/** The sections of blocks that have an address, with what it begins with and how many labels they have. */
const SECTIONS: ReadonlyMap<string, readonly [prefix: string, labels: number]> = new Map([
  ["resource", ["", 2]],
  ["data", ["data.", 2]],
  ["module", ["module.", 1]],
]);

/** Stands for the other sections: nothing has so many labels. */
const NO_SECTION = ["", Infinity] as const;

/** Reads the files of a root module, and notes where the resources and module calls in them begin. */
export class Places implements SourcePlaces {
  private readonly places = new Map<string, SourcePlace>();

  /**
   * Reads a file of JSON. Nobody can look a line up in what is no file, such as a pipe.
   *
   * @param name the path of the file from the folder that is reviewed
   * @throws ReviewError that says what is wrong with the file
   */
  public read(name: string, file: string): unknown {
    const text = readText(file);
    if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
      return parseJson(text, file);
    }
    const path = name.split("\\").join("/");
    return parseJson(text, file, WHAT_IS_READ, (keys, line) => this.note(keys, path, line));
  }

  public of(address: string): SourcePlace | undefined {
    const [call] = /^module\.[^.[]+/.exec(address) ?? [];
    return this.places.get(call ?? address);
  }

  /** Notes the place of a block: the last file that has it, and the first place in that. */
  private note(keys: readonly string[], file: string, line: number): void {
    const [prefix, labels] = SECTIONS.get(keys[0] ?? "") ?? NO_SECTION;
    if (keys.length !== 1 + labels) {
      return;
    }
    const address = `${prefix}${keys.slice(1).join(".")}`;
    if (this.places.get(address)?.file !== file) {
      this.places.set(address, { file, line });
    }
  }
}
