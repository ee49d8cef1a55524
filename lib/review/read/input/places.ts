import * as fs from "node:fs";
import type { SourcePlace, SourcePlaces } from "../../program/declaration";
import { blockLines } from "./block-lines";
import { readText } from "./files";

/** The places of a root module's blocks in its files, which are read for it when the first place is asked for. */
export class Places implements SourcePlaces {
  private places?: ReadonlyMap<string, SourcePlace>;

  /** @param files the files, each with its path from the folder that is reviewed */
  constructor(private readonly files: readonly (readonly [name: string, file: string])[]) {}

  public of(address: string): SourcePlace | undefined {
    const [call] = /^module\.[^.[]+/.exec(address) ?? [];
    return this.all.get(call ?? address);
  }

  private get all(): ReadonlyMap<string, SourcePlace> {
    if (!this.places) {
      const places = new Map<string, SourcePlace>();
      this.files.forEach(([name, file]) => addPlaces(name, file, places));
      this.places = places;
    }
    return this.places;
  }
}

/** Adds the places in a file; none in what cannot be read twice, such as a pipe. */
function addPlaces(name: string, file: string, places: Map<string, SourcePlace>): void {
  if (fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
    const path = name.split("\\").join("/");
    blockLines(readText(file)).forEach((line, address) => places.set(address, { file: path, line }));
  }
}
