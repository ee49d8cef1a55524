import type { ObjectValue } from "../../language/value";
import { canonicalText, Instance } from "../../program/instance";
import { blockPlace, innerBlocksOf } from "../blocks";
import { unresolvedTarget } from "../target";
import { Use, useOf } from "../use";
import type { UseContext, UsedIdentity } from "./use-context";

/** The blocks of rules that scale by what an identity reads: of an app, and of a job. */
const RULES = ["custom_scale_rule", "azure_queue_scale_rule", "rules"];

/** Azure reads what a scale rule scales by as the identity in the rule, once the app runs. */
export function scaleRules(instance: Instance, context: UseContext): Use[] {
  return rulesOf(instance).flatMap(({ rule, at }) => {
    const identity = rule.get("identity_id") ?? rule.get("identity");
    return identity === null ? [] : [scaleRule(instance, at, context.identityOf(instance, identity), rule)];
  });
}

function rulesOf(instance: Instance): { readonly rule: ObjectValue; readonly at: string }[] {
  const parents = [
    ...instance.blocks("template"),
    ...instance.blocks("event_trigger_config").flatMap((block) => innerBlocksOf(block, "scale")),
  ];
  return parents.flatMap((parent) =>
    RULES.flatMap((kind) =>
      innerBlocksOf(parent, kind).map((rule, i) => ({ rule, at: blockPlace(kind, rule, "name", i) })),
    ),
  );
}

function scaleRule(by: Instance, at: string, user: UsedIdentity, rule: ObjectValue): Use {
  const item = canonicalText(rule.get("name"));
  const target = unresolvedTarget(item, "what a scale rule reads is not known from its metadata");
  return useOf({ kind: "scale rule", by, at, ...user, target, item, needs: [], isAtCreation: false });
}
