import * as path from "node:path";
import { parseJson } from "../../base/json";
import { hashOf } from "../../language/text";
import { literal, Unknown, Value } from "../../language/value";
import type { ModuleDeclaration, Unreadable } from "../../program/declaration";
import { namesIn, readText } from "./files";
import { objectOf } from "./shape";

/** The values that the variable files of a folder give to the variables of its module. */
interface FolderVariables {
  readonly values: ReadonlyMap<string, Value>;
  /** The files that are HCL, which the review does not read. */
  readonly unread: readonly Unreadable[];
}

export function variablesIn(folder: string, module: ModuleDeclaration): FolderVariables {
  const files = variableFilesIn(folder);
  return {
    values: new Map(files.flatMap((file) => valuesIn(path.join(folder, file), module))),
    unread: files.filter(isHcl).map((file) => ({
      address: file,
      why:
        "the values of variables in it are HCL, and so is what they grant not in this review: " +
        "write them as .tfvars.json, or review a plan, which holds them",
      content: hashOf(readText(path.join(folder, file))),
    })),
  };
}

/** The variable files that Terraform loads by itself, hidden ones too, in its order: the last value counts. */
function variableFilesIn(folder: string): string[] {
  const names = namesIn(folder);
  const first = ["terraform.tfvars", "terraform.tfvars.json"].filter((name) => names.includes(name));
  return [...first, ...names.filter((name) => /\.auto\.tfvars(\.json)?$/.test(name))];
}

function isHcl(name: string): boolean {
  return name.endsWith(".tfvars");
}

/** The values that a file gives to variables; one in HCL may set any of them. */
function valuesIn(file: string, { variables }: ModuleDeclaration): [string, Value][] {
  if (!isHcl(file)) {
    const json = objectOf(parseJson(readText(file), file), file);
    return Object.entries(json).map(([name, value]) => [name, literal(value)]);
  }
  const name = path.basename(file);
  return [...variables.keys()].map((variable) => [
    variable,
    new Unknown(`the file ${name}, which is HCL and not read, may set the variable ${variable}`, [], `var.${variable}`),
  ]);
}
