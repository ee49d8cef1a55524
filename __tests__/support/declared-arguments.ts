import * as fs from "fs";
import * as ts from "typescript";
import { Json } from "./synth";

/** The declarations of one of the provider's resources. */
class Declarations {
  private readonly interfaces = new Map<string, ts.InterfaceDeclaration>();

  constructor(resource: string) {
    const file = require.resolve(`@cdktf/provider-azurerm/lib/${resource}`).replace(/\.js$/, ".d.ts");
    const source = ts.createSourceFile(file, fs.readFileSync(file, "utf8"), ts.ScriptTarget.ES2022);
    source.statements
      .filter(ts.isInterfaceDeclaration)
      .forEach((declaration) => this.interfaces.set(declaration.name.text, declaration));
  }

  /** The paths of all arguments that an interface holds, however deep, as Terraform spells them. */
  public pathsIn(name: string): string[] {
    return this.interfaces
      .get(name)!
      .members.filter(ts.isPropertySignature)
      .flatMap((property) => {
        const argument = snakeCase((property.name as ts.Identifier).text);
        const block = this.blockIn(property.type!);
        return block ? this.pathsIn(block).map((path) => `${argument}.${path}`) : [argument];
      });
  }

  /** The interface that a type refers to: by itself, as a list of it, or beside a token. */
  private blockIn(type: ts.TypeNode): string | undefined {
    if (ts.isUnionTypeNode(type)) {
      return type.types.map((part) => this.blockIn(part)).find(Boolean);
    }
    const part = ts.isArrayTypeNode(type) ? type.elementType : type;
    const name = ts.isTypeReferenceNode(part) && ts.isIdentifier(part.typeName) ? part.typeName.text : undefined;
    return name !== undefined && this.interfaces.has(name) ? name : undefined;
  }
}

/** Every argument of a resource that the provider's own types declare, by its path: `template.container.cpu`. */
export function declaredArguments(resource: string, config: string): string[] {
  return new Declarations(resource).pathsIn(config);
}

/** The paths of all arguments that a resource's JSON sets; of maps and lists of words, that of the whole. */
export function argumentsIn(json: Json, declared: readonly string[], path = ""): string[] {
  if (declared.includes(path)) {
    return [path];
  }
  if (Array.isArray(json)) {
    return json.flatMap((item) => argumentsIn(item, declared, path));
  }
  return typeof json === "object" && json !== null
    ? Object.entries(json).flatMap(([name, value]) => argumentsIn(value, declared, path ? `${path}.${name}` : name))
    : [];
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
