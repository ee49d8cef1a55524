import { ManagedIdentity } from "../../lib/index";
import { MANAGED_IDENTITY } from "../../lib/identity/private/rules/managed-identity";
import { EVERY_IDENTITY_PROPS } from "../support/every-argument";
import {
  rulesIn,
  SHARED_RULES,
  tags,
  testRules,
  testWithoutProps,
  testWrongTypes,
  ValueRow,
  without,
} from "../support/rules";

/** A value of one argument each. */
const VALUES: ValueRow[] = [
  ["identity", "name", ["ab", "-ab", "a.b", "a".repeat(129)], ["abc", "1_b-", "a".repeat(128)]],
  ["identity", "location", [""], ["westeurope"]],
  ["identity", "isolationScope", ["Regional", "Global", ""], [undefined]],
  ["identity", "tags", [tags(51)], [tags(50)]],
];

testRules(without(rulesIn(MANAGED_IDENTITY), SHARED_RULES), VALUES, []);

testWrongTypes("identity", EVERY_IDENTITY_PROPS);

testWithoutProps([["an identity", (stack, props) => new ManagedIdentity(stack, "made", props)]]);
