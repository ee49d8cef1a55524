import { HiddenText, Unknown, Value } from "./value";
import { spend, write } from "./budget";
import { refused } from "./convert";
import type { Files } from "./evaluate";
import { FunctionTable, TerraformFunction } from "./function";
import { callText, hashOf } from "./text";
import { unknownOf } from "./unknown";

/** What it costs to look for a file. */
const SEARCH = 20;

/** A file by its name; undefined where it is not read. */
function textOf(name: Value | undefined, files: Files | undefined): string | null | undefined {
  const text = typeof name === "string" && spend(SEARCH) ? files?.read(name) : undefined;
  return typeof text !== "string" || write(text.length) ? text : undefined;
}

/** What is in a file is not shown, for it may be a secret. */
const file: TerraformFunction = ([name], files) => {
  const text = textOf(name, files);
  return text === null
    ? refused("there is no such file")
    : text === undefined
      ? undefined
      : new HiddenText("it is the text of a file", text, `file(${hashOf(text)})`);
};

const fileexists: TerraformFunction = ([name], files) => {
  const text = textOf(name, files);
  return text === undefined ? undefined : text !== null;
};

/** What is made of a file is not worked out, and told apart by what is in the file. */
const ofFile =
  (name: string): TerraformFunction =>
  (args, files) => {
    const text = textOf(args[0], files);
    return typeof text === "string"
      ? unknownOf(args, `the function ${name} makes it`, () =>
          callText(name, [new Unknown("", [], hashOf(text)), ...args.slice(1)], false),
        )
      : undefined;
  };

/** A text that may be a secret, since it is not written so that people read it. */
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
