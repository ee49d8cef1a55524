import { canonicalText, Instance } from "../../program/instance";
import { blockPlace, innerBlocksOf } from "../blocks";
import { unresolvedTarget } from "../target";
import { Use, useOf } from "../use";
import type { UseContext } from "./use-context";

/** The blocks of rules that scale by what an identity reads: of an app, and of a job. */
const RULES = ["custom_scale_rule", "azure_queue_scale_rule", "rules"];

/** Azure reads what a scale rule scales by as the identity in the rule, once the app runs. */
export function scaleRules(instance: Instance, context: UseContext): Use[] {
  const parents = [
    ...instance.blocks("template"),
    ...instance.blocks("event_trigger_config").flatMap((block) => innerBlocksOf(block, "scale")),
  ];
  const rules = parents.flatMap((parent) =>
    RULES.flatMap((kind) =>
      innerBlocksOf(parent, kind).map((rule, i) => ({ rule, at: blockPlace(kind, rule, "name", i) })),
    ),
  );
  return rules.flatMap(({ rule, at }) => {
    const identity = rule.get("identity_id") ?? rule.get("identity");
    const item = canonicalText(rule.get("name"));
    const target = unresolvedTarget(item, "what a scale rule reads is not known from its metadata");
    return identity === null
      ? []
      : [
          useOf({
            kind: "scale rule",
            by: instance,
            at,
            ...context.identityOf(instance, identity),
            target,
            item,
            needs: [],
            isAtCreation: false,
          }),
        ];
  });
}
