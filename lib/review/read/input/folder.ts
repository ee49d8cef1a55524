import * as fs from "node:fs";
import * as path from "node:path";
import type { Files } from "../../language/scope";

/** The largest file that an expression reads. */
const MAX_BYTES = 1024 * 1024;

/** The folder of a configuration, below which its expressions may read files. */
export class Folder implements Files {
  private readonly texts = new Map<string, string | null | undefined>();

  constructor(private readonly path: string) {}

  public read(name: string): string | null | undefined {
    if (!this.texts.has(name)) {
      this.texts.set(name, this.isInside(name) ? this.readFile(path.join(this.path, name)) : undefined);
    }
    return this.texts.get(name);
  }

  private isInside(name: string): boolean {
    return !path.isAbsolute(name) && !/[\0\\]/.test(name) && !name.startsWith("~") && !name.split("/").includes("..");
  }

  /** A link may lead out of the folder, which what it leads to tells. */
  private readFile(file: string): string | null | undefined {
    try {
      const target = fs.realpathSync(file);
      const stat = fs.statSync(target);
      if (!target.startsWith(`${fs.realpathSync(this.path)}${path.sep}`) || !stat.isFile() || stat.size > MAX_BYTES) {
        return undefined;
      }
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(fs.readFileSync(target));
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "ENOENT" ? null : undefined;
    }
  }
}
