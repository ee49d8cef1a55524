import { isAscii } from "node:buffer";
import * as fs from "node:fs";
import { WHAT_IS_READ } from "../../base/json";
import { ReviewError } from "../../base/review-error";

/** The largest file that is read: JSON of this size takes several gigabytes of memory. */
const MAX_BYTES = 400 * 1024 * 1024;

/** The files in a folder, in the order of their names. */
export function namesIn(folder: string): string[] {
  try {
    return fs
      .readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    throw unreadable(folder, error as NodeJS.ErrnoException);
  }
}

/**
 * Whether a path is that of a folder.
 *
 * @throws ReviewError where there is neither a file nor a folder
 */
export function isFolder(file: string): boolean {
  return statOf(file).isDirectory();
}

function statOf(file: string, allowed = WHAT_IS_READ): fs.Stats {
  try {
    return fs.statSync(file);
  } catch (error) {
    throw unreadable(file, error as NodeJS.ErrnoException, allowed);
  }
}

/**
 * Reads a text file, in UTF-8 or, as PowerShell writes it, in UTF-16.
 *
 * @param allowed what the file may hold, as the end of the sentence "allowed: …"
 * @throws ReviewError where the file is missing, too large or unreadable
 */
export function readText(file: string, allowed = WHAT_IS_READ): string {
  const stat = statOf(file, allowed);
  if (stat.isDirectory() || stat.isCharacterDevice() || stat.isBlockDevice()) {
    throw new ReviewError("UNREADABLE", `${file} is ${stat.isDirectory() ? "a folder" : "a device"}; allowed: a file.`);
  }
  if (stat.size > MAX_BYTES) {
    throw tooLarge(file, `${Math.round(stat.size / 1024 / 1024)} MiB`);
  }
  try {
    return textOfBytes(stat.isFile() && stat.size > 0 ? fs.readFileSync(file) : readToEnd(file));
  } catch (error) {
    throw error instanceof ReviewError ? error : unreadable(file, error as NodeJS.ErrnoException);
  }
}

/** The text of bytes, by their byte order mark and without it. */
function textOfBytes(bytes: Buffer): string {
  if (isAscii(bytes)) {
    // Node keeps a long text of this encoding outside of V8's heap, whose limit grows with what it holds.
    return bytes.toString("latin1");
  }
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isUtf16 ? "utf16le" : "utf8").replace(/^\ufeff/, "");
}

/** Reads a file whose size is not known, such as a pipe, piece by piece. */
function readToEnd(file: string): Buffer {
  const pieces: Buffer[] = [];
  const piece = Buffer.allocUnsafe(1024 * 1024);
  const descriptor = fs.openSync(file, "r");
  try {
    let size = 0;
    for (let length = fs.readSync(descriptor, piece); length > 0; length = fs.readSync(descriptor, piece)) {
      size += length;
      if (size > MAX_BYTES) {
        throw tooLarge(file, `more than ${MAX_BYTES / 1024 / 1024} MiB`);
      }
      pieces.push(Buffer.from(piece.subarray(0, length)));
    }
    return Buffer.concat(pieces);
  } finally {
    fs.closeSync(descriptor);
  }
}

function tooLarge(file: string, size: string): ReviewError {
  return new ReviewError(
    "TOO_LARGE",
    `${file} has ${size}; allowed: ${MAX_BYTES / 1024 / 1024} MiB. Review the stacks, or the modules, one by one.`,
  );
}

function unreadable(file: string, { code }: NodeJS.ErrnoException, allowed = WHAT_IS_READ): ReviewError {
  if (code === "ENOENT" || code === "ENOTDIR") {
    const advice = allowed === WHAT_IS_READ ? "Run cdktf synth, or name another path." : "Name another path.";
    return new ReviewError("MISSING", `${file} is not there; allowed: ${allowed}. ${advice}`);
  }
  return new ReviewError(
    "UNREADABLE",
    `${file} cannot be read (${code ?? "unknown error"}); allowed: a file or a folder that this user may read.`,
  );
}
