import { spend, write } from "../budget";
import type { Files } from "../scope";
import { callText, hashOf } from "../text";
import { refused, unknownOf } from "../unknown";
import { HiddenText, Unknown, Value } from "../value";
import type { FunctionTable, TerraformFunction } from "./function";

/** The units of the budget that looking for a file costs. */
const SEARCH = 20;

/** The text of a file; null where there is no such file, and undefined where it is not read. */
function readFile(name: Value | undefined, files: Files | undefined): string | null | undefined {
  const text = typeof name === "string" && spend(SEARCH) ? files?.read(name) : undefined;
  return typeof text !== "string" || write(text.length) ? text : undefined;
}

/** The text of a file is not shown, because it may be a secret. */
const file: TerraformFunction = ([name], files) => {
  const text = readFile(name, files);
  if (text === null) {
    return refused("there is no such file");
  }
  return text === undefined ? undefined : new HiddenText("it is the text of a file", text, `file(${hashOf(text)})`);
};

const fileexists: TerraformFunction = ([name], files) => {
  const text = readFile(name, files);
  return text === undefined ? undefined : text !== null;
};

/** The result is not worked out. The file's content is part of its key, so that another content is another value. */
const ofFile =
  (name: string): TerraformFunction =>
  (args, files) => {
    const text = readFile(args[0], files);
    return typeof text === "string"
      ? unknownOf(args, `the function ${name} makes it`, () =>
          callText(name, [new Unknown("", [], hashOf(text)), ...args.slice(1)], false),
        )
      : undefined;
  };

/** The decoded text is not shown, because it may be a secret. */
const base64decode: TerraformFunction = ([value]) => {
  if (typeof value !== "string" || !write(value.length)) {
    return undefined;
  }
  const bytes = Buffer.from(value, "base64");
  const text = bytes.toString("utf8");
  const isExact = bytes.toString("base64") === value && Buffer.from(text).equals(bytes);
  return isExact ? new HiddenText("it is a text in Base64", text, `base64decode(${hashOf(value)})`) : undefined;
};

const MADE_OF_FILES = [
  "templatefile",
  "filebase64",
  "filebase64sha256",
  "filebase64sha512",
  "filemd5",
  "filesha1",
  "filesha256",
  "filesha512",
];

/** The functions of files, and of texts that are not shown. */
export const FILE_FUNCTIONS: FunctionTable = [
  ["file", file],
  ["fileexists", fileexists],
  ["base64decode", base64decode],
  ...MADE_OF_FILES.map((name) => [name, ofFile(name)] as const),
];
