import * as fs from "fs";
import * as path from "path";

/** What of a jsii assembly this reads. */
interface Member {
  readonly name: string;
  readonly optional?: boolean;
  readonly overrides?: string;
  readonly docs?: { readonly summary?: string; readonly default?: string };
}
interface Type {
  readonly kind: string;
  readonly datatype?: boolean;
  readonly docs?: Member["docs"];
  readonly properties?: Member[];
  readonly methods?: Member[];
  readonly members?: Member[];
}

const ROOT = path.join(__dirname, "..", "..");
const { types } = JSON.parse(fs.readFileSync(path.join(ROOT, ".jsii"), "utf8")) as { types: Record<string, Type> };

/** Every public member by its path, but for those whose documentation is that of what they implement. */
const members = Object.values(types).flatMap((type) =>
  [...(type.properties ?? []), ...(type.methods ?? []), ...(type.members ?? [])]
    .filter((member) => !member.overrides)
    .map((member) => ({ type, member, path: `${(type as { name?: string }).name}.${member.name}` })),
);

test("every public type and member says what it is", () => {
  const silentTypes = Object.entries(types).filter(([, { docs }]) => !docs?.summary);
  const silentMembers = members.filter(({ member }) => !member.docs?.summary).map((member) => member.path);
  expect({ silentTypes, silentMembers }).toEqual({ silentTypes: [], silentMembers: [] });
});

test("every optional property of a struct says its default", () => {
  const silent = members
    .filter(({ type, member }) => type.datatype && member.optional && !member.docs?.default)
    .map((member) => member.path);
  expect(silent).toEqual([]);
});

test("the API holds nothing of the inside", () => {
  expect(members.map((member) => member.path).filter((member) => member.includes("._"))).toEqual([]);
  expect(Object.keys(types).filter((type) => /Base$|Found(?!ry)|Known/.test(type))).toEqual([]);
});
