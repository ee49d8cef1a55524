import { Token } from "cdktf";
import { ContainerAppCustomDomain, DomainRecordType } from "../../lib/index";
import { CUSTOM_DOMAIN } from "../../lib/workload/private/rules/custom-domain";
import {
  NO_OBJECTS,
  rulesIn,
  SHARED_RULES,
  tags,
  testRules,
  testWithoutProps,
  TogetherRow,
  ValueRow,
  without,
} from "../support/rules";

const LABEL = "a".repeat(63);

/** A value of one argument each. */
const VALUES: ValueRow[] = [
  ["custom domain", "app", NO_OBJECTS, []],
  [
    "custom domain without a zone",
    "name",
    [
      undefined,
      null,
      "",
      "contoso",
      "https://www.contoso.com",
      "www.contoso.com.",
      "www.contoso.com/shop",
      "www.contoso.com:443",
      "www..contoso.com",
      "-w.contoso.com",
      "w_w.contoso.com",
      "www.*.contoso.com",
      "203.0.113.7",
      "bücher.contoso.com",
      `${LABEL}a.contoso.com`,
      `${`${LABEL}.`.repeat(4)}com`,
      Token.asList("${var.list}"),
    ],
    ["contoso.com", "WWW.contoso.com", "xn--bcher-kva.contoso.com", "*.contoso.com", `${LABEL}.de`, "${var.domain}"],
  ],
  ["custom domain", "certificate", NO_OBJECTS, [undefined]],
  ["custom domain", "dnsZone", [null, "contoso.com", [], {}, Token.asAny("x")], [undefined]],
  ["custom domain", "dnsZone.name", [undefined, "", "contoso.com.", "contoso com"], ["com"]],
  ["custom domain", "dnsZone.resourceGroupName", [undefined, "rg."], ["rg", "${var.group}"]],
  ["custom domain", "dnsZone.id", [5], ["an id"]],
  ["custom domain", "dnsZone.recordName", ["", "www.", "*", "w w"], ["www", "WWW", "${var.record}"]],
  ["custom domain", "dnsZone.provider", ["hub"], [undefined]],
  ["custom domain", "privateDnsZone", [null, "contoso.com", []], [undefined]],
  ["custom domain", "recordType", ["a", "TXT", null], [DomainRecordType.A, "CNAME", undefined]],
  ["custom domain", "ttlSeconds", [0, 2147483648, 1.5, "300"], [1, 2147483647]],
  ["custom domain", "managedCertificateName", ["www", "${var.name}", null], [undefined]],
  ["custom domain", "tags", [tags(51)], [tags(50)]],
];

/** Several arguments together. */
const TOGETHER: TogetherRow[] = [
  [
    "a wildcard in a zone",
    "custom domain",
    { name: "*.contoso.com" },
    "dnsZone",
    { name: "*.contoso.com", dnsZone: undefined },
  ],
];

/** Rules that no version of azurerm that is installed here shows: they are tested beside a later one. */
const BESIDE_LATER = ["one certificate: of the environment, or managed", "none for a wildcard, since Azure validates"];

testRules(
  without(rulesIn(CUSTOM_DOMAIN), SHARED_RULES).filter(
    ({ allowed }) => !BESIDE_LATER.some((start) => allowed.startsWith(start)),
  ),
  VALUES,
  TOGETHER,
);

testWithoutProps([["a custom domain", (stack, props) => new ContainerAppCustomDomain(stack, "made", props)]]);
