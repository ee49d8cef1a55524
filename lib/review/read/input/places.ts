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
    this.places ??= new Map(this.files.flatMap(([name, file]) => placesIn(name, file)));
    return this.places.get(call ?? address);
  }
}

/** The places in a file; none in what cannot be read twice, such as a pipe. */
function placesIn(name: string, file: string): [string, SourcePlace][] {
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
    return [];
  }
  const path = name.split("\\").join("/");
  return [...blockLines(readText(file))].map(([address, line]) => [address, { file: path, line }]);
}
