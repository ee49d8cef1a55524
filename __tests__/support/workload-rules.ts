import { APP } from "../../lib/workload/private/rules/app";
import { COMPUTE } from "../../lib/workload/private/rules/compute";
import { CONTAINER, INIT_CONTAINER, JOB_CONTAINER } from "../../lib/workload/private/rules/container";
import { JOB_SCALE_RULE } from "../../lib/workload/private/rules/scale";
import {
  KNOWN_BESIDE_RULES,
  SCALE_RULES_OF_APP,
  SCALE_RULES_OF_JOB,
} from "../../lib/workload/private/rules/scale-rule";
import { MOUNTS } from "../../lib/workload/private/rules/volume";
import { rulesIn, rulesOf, without } from "./rules";

/** The rules of apps and jobs that a file of tests of their own is for; app-rules and job-rules test all others. */

export const CONTAINER_RULES = [...COMPUTE, ...[CONTAINER, INIT_CONTAINER, JOB_CONTAINER].flatMap(rulesIn)];

export const INGRESS_RULES = rulesOf(APP.arguments.ingress);

export const SCALE_RULES = [
  APP.arguments.azureQueueScaleRules,
  APP.arguments.customScaleRules,
  APP.arguments.httpScaleRules,
  APP.arguments.tcpScaleRules,
]
  .flatMap(rulesOf)
  .concat(rulesIn(JOB_SCALE_RULE));

/** The rules of `ScaleRule`, but for those of azurerm's blocks. */
export const SCALE_RULE_RULES = without(
  [...rulesOf(SCALE_RULES_OF_APP), ...rulesOf(SCALE_RULES_OF_JOB), KNOWN_BESIDE_RULES],
  SCALE_RULES,
);

export const VOLUME_RULES = [...MOUNTS, ...rulesOf(APP.arguments.volumes)];
