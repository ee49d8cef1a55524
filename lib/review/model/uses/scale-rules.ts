import type { ObjectValue, Unknown } from "../../language/value";
import { canonicalText, Instance } from "../../program/instance";
import { blockPlace, innerBlocksOf } from "../blocks";
import { unresolvedTarget } from "../target";
import { NO_USES, Use, useOf } from "../use";
import type { UseContext, UsedIdentity } from "./use-context";

type Block = ObjectValue | Unknown;

/** The blocks of rules that scale by what an identity reads: of an app, and of a job. */
const RULES = ["custom_scale_rule", "azure_queue_scale_rule", "rules"];

/** Azure reads what a scale rule scales by as the identity in the rule, once the app runs. */
export function scaleRules(instance: Instance, context: UseContext): readonly Use[] {
  const parents = rulesAround(instance);
  return parents.length === 0 ? NO_USES : rulesIn(parents, instance, context);
}

/** The blocks that rules are in. */
function rulesAround(instance: Instance): readonly Block[] {
  const templates = instance.blocks("template");
  const triggers = instance.blocks("event_trigger_config");
  return triggers.length === 0
    ? templates
    : [...templates, ...triggers.flatMap((block) => innerBlocksOf(block, "scale"))];
}

function rulesIn(parents: readonly Block[], instance: Instance, context: UseContext): Use[] {
  return rulesOf(parents).flatMap(({ rule, at }) => {
    const identity = rule.get("identity_id") ?? rule.get("identity");
    return identity === null ? [] : [scaleRule(instance, at, context.identityOf(instance, identity), rule)];
  });
}

function rulesOf(parents: readonly Block[]): { readonly rule: ObjectValue; readonly at: string }[] {
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
