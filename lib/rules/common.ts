import { Description, isObject } from "../core/problems";
import { KINDS } from "./kinds";
import { Block, BlockRule, known, OWN, repeated, TEXT, text } from "./rule";

/** The id of an object, a client or a tenant in Microsoft Entra ID. */
export const GUID = text(
  /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
  "a GUID",
  "https://learn.microsoft.com/entra/identity-platform/app-objects-and-service-principals",
  "Pass the id, not the name.",
);

/** A duration as Go parses it: numbers, each with a unit. */
const DURATION = text(
  /^(\d+(\.\d+)?(ms|s|m|h))+$/,
  "a duration such as 90s, 30m or 1h30m",
  "https://developer.hashicorp.com/terraform/language/resources/syntax#operation-timeouts",
  "Pass such a duration.",
);

/** The duration of a `time_sleep`: one number with a unit. */
export const WAIT = text(
  /^\d+(\.\d+)?(ms|s|m|h)$/,
  "a number and a unit: ms, s, m or h",
  "https://registry.terraform.io/providers/hashicorp/time/0.13.1/docs/resources/sleep",
  "Pass a duration such as 90s or 2.5m.",
);

/** The `timeouts` of an azurerm resource of any type. */
const TIMEOUTS: Block<{ create?: string; read?: string; update?: string; delete?: string }> = {
  arguments: { create: DURATION, read: DURATION, update: DURATION, delete: DURATION },
};

/** The arguments of every construct that makes a resource. */
export const COMMON = {
  tags: { map: TEXT },
  provider: { kind: KINDS.provider },
  lifecycle: OWN,
  dependsOn: { list: OWN, atSynth: true },
  timeouts: { block: TIMEOUTS },
};

const TAGS_PAGE = "https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations";

interface Tagged {
  readonly tags?: { readonly [key: string]: string };
}

/** The tags of a block, as far as synth knows them. */
function tagsOf({ tags }: Tagged): [string, string][] {
  return isObject(tags) ? Object.entries(known(tags) ?? {}) : [];
}

/** The rules for the tags of any resource. */
const TAGS: readonly BlockRule<Tagged>[] = [
  {
    breaches: (block) =>
      tagsOf(block)
        .filter(([key]) => !/^[^<>%&\\?/]+$/.test(key) || Buffer.byteLength(key) > 512)
        .map(([key]) => ({ at: "tags: the name", value: key })),
    allowed: "1 to 512 bytes, without <, >, %, &, \\, ? and /",
    change: "Rename the tag.",
    source: TAGS_PAGE,
  },
  {
    breaches: (block) =>
      tagsOf(block)
        .filter(([, value]) => typeof known(value) === "string" && Buffer.byteLength(value) > 256)
        .map(([key, value]) => ({ at: `tags.${key}`, value })),
    allowed: "at most 256 bytes",
    change: "Shorten the value.",
    source: TAGS_PAGE,
  },
  {
    breaches: (block) =>
      repeated(tagsOf(block), ([key]) => key.toLowerCase()).map(([[key]]) => ({ at: "tags: the name", value: key })),
    allowed: "one tag for each name, whatever its case",
    change: "Remove one of the two tags.",
    source: TAGS_PAGE,
  },
];

/** The rules for the tags of a resource that takes at most the given number of them. */
export function tagRules(most: number): readonly BlockRule<Tagged>[] {
  return [
    {
      breaches: (block) =>
        tagsOf(block).length > most ? [{ at: "tags", value: new Description(`${tagsOf(block).length} tags`) }] : [],
      allowed: `at most ${most} tags`,
      change: "Leave some out, or put several values in one tag.",
      source: TAGS_PAGE,
    },
    ...TAGS,
  ];
}
