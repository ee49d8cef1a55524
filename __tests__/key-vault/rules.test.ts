import { Token } from "cdktf";
import {
  CertificateSource,
  ContainerAppEnvironmentCertificate,
  Deployer,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
} from "../../lib/index";
import { ENVIRONMENT_CERTIFICATE } from "../../lib/key-vault/private/rules/environment-certificate";
import { KEY_VAULT, KEY_VAULT_SECRET } from "../../lib/key-vault/private/rules/key-vault";
import { EVERY_KEY_VAULT_PROPS, SUBNET_ID } from "../support/every-argument";
import {
  NO_OBJECTS,
  rulesIn,
  SHARED_RULES,
  tags,
  testRules,
  testWithoutProps,
  testWrongTypes,
  ValueRow,
  without,
} from "../support/rules";

const ipRules = (count: number) => Array.from({ length: count }, (_, i) => `203.${Math.floor(i / 250)}.113.${i % 250}`);

/** A value of one argument each. */
const VALUES: ValueRow[] = [
  ["vault", "accessModel", ["rbac", null, Token.asString({ a: 1 })], [KeyVaultAccessModel.RBAC, undefined]],
  ["vault", "deployer", NO_OBJECTS, [Deployer.alreadyGranted(), undefined]],
  ["secret", "vault", [...NO_OBJECTS, undefined], []],
  [
    "vault",
    "networkAcls",
    [[{ defaultAction: "Deny", bypass: "None" }], "Deny", [], true],
    [{ defaultAction: "Deny", bypass: "None" }],
  ],
  ["vault", "purgeProtectionEnabled", ["yes"], [true]],
  ["vault", "deployerHasNetworkAccess", ["yes", Token.asAny("${var.yes}")], [true, undefined]],
  ["vault", "name", ["ab", "1ab", "a--b", "ab-", "a_b", "a".repeat(25)], ["abc", "A-1", "a".repeat(24)]],
  ["vault", "skuName", ["Standard"], ["standard"]],
  ["vault", "tenantId", ["my-tenant"], ["AAAAAAAA-0000-0000-0000-000000000000"]],
  ["vault", "softDeleteRetentionDays", [6, 91], [7, 90]],
  ["vault", "rolePropagation", ["soon"], ["90s"]],
  ["vault", "networkAcls.defaultAction", ["deny", undefined], ["Allow"]],
  ["vault", "networkAcls.bypass", ["azureServices", undefined], ["None"]],
  [
    "vault",
    "networkAcls.ipRules[0]",
    ["999.1.1.1", "203.0.113.0/33", "10.0.0.1", "172.16.0.0/12", "192.168.0.0/16", "2001:db8::1"],
    ["203.0.113.1", "172.15.0.0/31", "203.0.113.0/32"],
  ],
  ["vault", "networkAcls.ipRules", [ipRules(1001)], [ipRules(1000)]],
  [
    "vault",
    "networkAcls.virtualNetworkSubnetIds",
    [["apps"], Array(201).fill(SUBNET_ID)],
    [Array(200).fill(SUBNET_ID)],
  ],
  ["vault", "tags", [tags(51)], [tags(50)]],
  ["secret", "name", ["", "a_b", "a".repeat(128)], ["a", "-A-1", "a".repeat(127)]],
  ["secret", "valueVersion", [0, 1.5], [1]],
  ["secret", "contentType", ["x".repeat(256)], ["x".repeat(255), ""]],
  [
    "secret",
    "expirationDate",
    [
      "2030-12-31",
      "2030-12-31T00:00:00+02:00",
      "2030-12-31T00:00:00.5Z",
      "2030-13-31T00:00:00Z",
      "2030-02-30T00:00:00Z",
      "9999-12-31T23:59:59Z",
      "1969-12-31T23:59:59Z",
    ],
    ["2030-12-31T00:00:00Z", "2261-12-31T23:59:59Z", "2028-02-29T00:00:00Z"],
  ],
  ["secret", "notBeforeDate", ["tomorrow"], ["2030-01-01T23:59:59Z"]],
  ["secret", "tags", [tags(16)], [tags(15)]],
  ["environment certificate", "name", ["a", "Web", "a--b", "web-", "a_b"], ["we", "1.web-2"]],
  ["environment certificate", "environment", [...NO_OBJECTS, undefined], []],
  [
    "environment certificate",
    "source",
    [...NO_OBJECTS, undefined],
    [CertificateSource.fromPfx("${var.pfx}", "${var.password}")],
  ],
];

testRules(
  without([...rulesIn(KEY_VAULT), ...rulesIn(KEY_VAULT_SECRET), ...rulesIn(ENVIRONMENT_CERTIFICATE)], SHARED_RULES),
  VALUES,
  [],
);

testWrongTypes("vault", EVERY_KEY_VAULT_PROPS);

testWithoutProps([
  ["a vault", (stack, props) => new KeyVault(stack, "made", props)],
  ["a vault by name", (stack, props) => KeyVault.fromKeyVaultName(stack, "made", props)],
  ["a vault by attributes", (stack, props) => KeyVault.fromKeyVaultAttributes(stack, "made", props)],
  ["a certificate", (stack, props) => new ContainerAppEnvironmentCertificate(stack, "made", props)],
  [
    "a certificate by name",
    (stack, props) => ContainerAppEnvironmentCertificate.fromCertificateName(stack, "made", props),
  ],
  ["a secret", (stack, props) => new KeyVaultSecret(stack, "made", props)],
]);
