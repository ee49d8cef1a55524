import { ADMINISTRATOR } from "./administrator";
import { BROAD_ROLE } from "./broad-role";
import { BROAD_SCOPE } from "./broad-scope";
import { CLIENT_ID_AS_PRINCIPAL } from "./client-id-as-principal";
import { DAPR_CLIENT_ID } from "./dapr-client-id";
import { DEADLOCK } from "./deadlock";
import { DEPENDENCY_CYCLE } from "./dependency-cycle";
import { ESCALATION_PATH } from "./escalation-path";
import { EXPOSED_SECRET } from "./exposed-secret";
import { GRANT_RACE } from "./grant-race";
import { IDENTITY_NOT_ATTACHED } from "./identity-not-attached";
import { MISSING_CLIENT_ID } from "./missing-client-id";
import { MIXED_ACCESS_POLICIES } from "./mixed-access-policies";
import { MOVED_GRANT } from "./moved-grant";
import { PINNED_SECRET_VERSION } from "./pinned-secret-version";
import { PLAIN_TEXT_SECRET } from "./plain-text-secret";
import { POLICY_ON_RBAC_VAULT } from "./policy-on-rbac-vault";
import { ROLE_ON_ACCESS_POLICY_VAULT } from "./role-on-access-policy-vault";
import { ROLE_PROPAGATION } from "./role-propagation";
import type { Rule } from "./rule";
import { STRONG_PULL_IDENTITY } from "./strong-pull-identity";
import { UNGRANTED_USE } from "./ungranted-use";
import { UNREADABLE_EXPRESSION } from "./unreadable-expression";
import { UNUSED_GRANT } from "./unused-grant";

/** Every rule of the review. A new one is a file beside this one and a line here. */
export const RULES: readonly Rule[] = [
  UNREADABLE_EXPRESSION,
  DEPENDENCY_CYCLE,
  DEADLOCK,
  UNGRANTED_USE,
  GRANT_RACE,
  ROLE_PROPAGATION,
  MOVED_GRANT,
  IDENTITY_NOT_ATTACHED,
  CLIENT_ID_AS_PRINCIPAL,
  ROLE_ON_ACCESS_POLICY_VAULT,
  POLICY_ON_RBAC_VAULT,
  MIXED_ACCESS_POLICIES,
  PLAIN_TEXT_SECRET,
  EXPOSED_SECRET,
  PINNED_SECRET_VERSION,
  BROAD_ROLE,
  BROAD_SCOPE,
  ADMINISTRATOR,
  STRONG_PULL_IDENTITY,
  ESCALATION_PATH,
  MISSING_CLIENT_ID,
  DAPR_CLIENT_ID,
  UNUSED_GRANT,
];
