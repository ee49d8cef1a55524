import type { TerraformElement } from "cdktf";
import type { IConstruct } from "constructs";
import { elementTypeOf } from "../../core/reference-graph";

/** The text of a reference to an attribute of an element: its stack, its type and its name. */
const REFERENCE = /^(.+?):((?:data\.)?\w+)\.([\w-]+)/;

/** The elements of a program by the texts of references to them: a reference leads to an element that is there already. */
export class ReferencedElements {
  private readonly byText = new Map<string, TerraformElement>();

  constructor(private readonly root: IConstruct) {}

  /** The element that a reference leads to; undefined for one that no element declares. */
  public at(text: string): TerraformElement | undefined {
    const [reference = "", path, type, name] = REFERENCE.exec(text) ?? [];
    const known = this.byText.get(reference);
    if (known) {
      return known;
    }
    const isMeant = (construct: IConstruct): construct is TerraformElement => {
      const { friendlyUniqueId, cdktfStack } = construct as TerraformElement;
      return elementTypeOf(construct) === type && friendlyUniqueId === name && cdktfStack.node.path === path;
    };
    const element = type === undefined ? undefined : this.constructAt(path).node.findAll().find(isMeant);
    if (element) {
      this.byText.set(reference, element);
    }
    return element;
  }

  /** The stack at a path, so that a reference into it costs no walk of the whole program. */
  private constructAt(path = ""): IConstruct {
    const stack = path
      .split("/")
      .reduce<IConstruct | undefined>((construct, id) => construct?.node.tryFindChild(id), this.root);
    return stack ?? this.root;
  }
}
