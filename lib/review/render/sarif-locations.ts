import { ResourceRow, ResourceRows } from "../report/resource-row";
import type { Source } from "./source";

/** Where a result is. */
export interface SarifLocation {
  /** What the place is called: the path of a construct where there is one, because it outlives addresses. */
  readonly name: string;
  /** As SARIF has it. */
  readonly json: object;
}

/** The places of resources in the files of a program. */
export class SarifLocations {
  private readonly resources: ResourceRows<ResourceRow>;
  /** A file of each stack, by what the addresses of the stack begin with. */
  private readonly files: ReadonlyMap<string, string>;

  constructor(
    resources: readonly ResourceRow[],
    private readonly source: Source,
  ) {
    this.resources = new ResourceRows(resources);
    this.files = new Map(
      resources.flatMap(({ address, file }) => (file === undefined ? [] : [[stackIn(address), file]])),
    );
  }

  /** The place of a resource, or of a block in it; the first line of a file where it is not known. */
  public of(address: string): SarifLocation {
    const { row, rest } = this.resources.at(address) ?? { row: undefined, rest: "" };
    const name = row?.path === undefined ? address : `${row.path}${rest}`;
    const file = row?.file ?? this.files.get(stackIn(address));
    const uri = file === undefined ? this.source.file : joined(this.source.folder, file);
    const logicalLocations = address === "" ? undefined : [{ name, fullyQualifiedName: address, kind: "resource" }];
    return {
      name,
      json: {
        physicalLocation: {
          artifactLocation: { uri: uri.split("/").map(encodeURIComponent).join("/") },
          region: { startLine: row?.line ?? 1 },
        },
        logicalLocations,
      },
    };
  }
}

/** What the addresses of a stack begin with: its name, where there are several. */
function stackIn(address: string): string {
  return /^[\w-]+\//.exec(address)?.[0] ?? "";
}

function joined(folder: string, file: string): string {
  return folder === "" ? file : `${folder}/${file}`;
}
