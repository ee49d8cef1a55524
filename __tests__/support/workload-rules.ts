import { APP } from "../../lib/workload/private/rules/app";
import { COMPUTE } from "../../lib/workload/private/rules/compute";
import { CONTAINER, INIT_CONTAINER, JOB_CONTAINER } from "../../lib/workload/private/rules/container";
import { JOB_SCALE_RULE } from "../../lib/workload/private/rules/scale";
import { MOUNTS } from "../../lib/workload/private/rules/volume";
import { rulesIn, rulesOf } from "./rules";

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

export const VOLUME_RULES = [...MOUNTS, ...rulesOf(APP.arguments.volumes)];
