// Takes from what `terraform providers schema -json` prints of one provider, the file of the first argument, what the
// tests ask of the types of the second, a list with commas, and prints it: node scripts/schemas.mjs schema.json a,b,c
import { readFileSync } from "node:fs";

const [file, types] = process.argv.slice(2);
const [schema] = Object.values(JSON.parse(readFileSync(file, "utf8")).provider_schemas);
const KEPT = ["type", "required", "optional", "computed", "write_only"];

const mapped = (entries, map) =>
  Object.fromEntries(Object.entries(entries ?? {}).map(([key, value]) => [key, map(value)]));
const attributeOf = (all) => Object.fromEntries(KEPT.filter((key) => all[key]).map((key) => [key, all[key]]));
const nestedOf = ({ block, ...nesting }) => ({ ...nesting, block: blockOf(block) });
const blockOf = ({ attributes, block_types }) => ({
  attributes: mapped(attributes, attributeOf),
  block_types: mapped(block_types, nestedOf),
});
const chosen = (schemas) =>
  Object.fromEntries(
    types
      .split(",")
      .filter((type) => schemas[type])
      .map((type) => [type, blockOf(schemas[type].block)]),
  );

console.log(
  JSON.stringify({
    provider: blockOf(schema.provider.block),
    resource: chosen(schema.resource_schemas),
    data: chosen(schema.data_source_schemas),
  }),
);
