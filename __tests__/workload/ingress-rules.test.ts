import { Ingress } from "../../lib/index";
import { NO_OBJECTS, testRules, TogetherRow, ValueRow } from "../support/rules";
import { INGRESS_RULES } from "../support/workload-rules";

/** A value of one argument each. */
const VALUES: ValueRow[] = [
  ["smallest app", "ingress", NO_OBJECTS, [Ingress.external(80), undefined]],
  ["smallest app", "ingress", [null, "80"].map((config) => Ingress.of(config as never)), []],
  ["app", "ingress.cors", [[{ allowedOrigins: ["*"] }]], [{ allowedOrigins: ["*"] }]],
  ["app", "ingress.cors.allowedOrigins[0]", [null], ["*"]],
  ["app", "ingress.cors.maxAgeInSeconds", [-1], [0]],
  ["app", "ingress.cors.allowedOrigins", [undefined], [["*"]]],
  ["app", "ingress.externalEnabled", ["yes", 1], [false]],
  ["app", "ingress.allowInsecureConnections", ["no"], [false]],
  ["app", "ingress.trafficWeight[0].latestRevision", ["true"], [true]],
  ["app", "ingress.trafficWeight[1].revisionSuffix", ["A.B", "a".repeat(43)], ["a".repeat(42)]],
  ["app", "ingress.trafficWeight[1].percentage", [-1, 101, 20.5], [20]],
  ["app", "ingress.trafficWeight[0].label", [""], ["blue"]],
  [
    "app",
    "ingress.trafficWeight",
    [undefined, [], { latestRevision: true, percentage: 100 }],
    [[{ latestRevision: true, percentage: 100 }]],
  ],
  ["app", "ingress.ipSecurityRestriction[0].description", [5], [""]],
  ["app", "ingress.ipSecurityRestriction[0].action", ["allow"], ["Deny"]],
  [
    "app",
    "ingress.ipSecurityRestriction[0].ipAddressRange",
    ["office", "10.0.0.0/33", "999.0.0.1", "1.2.3.4/8/8", "fe80::1%eth0", "2001:db8::/32", "::1", 5],
    ["10.0.0.0/32", "10.0.0.1", "0.0.0.0/0"],
  ],
  ["app", "ingress.ipSecurityRestriction[0].name", [""], ["x"]],
  ["app", "ingress.targetPort", [0, 65536, undefined], [1, 65535]],
  ["app", "ingress.transport", ["HTTP", "http3"], ["auto", "http", "http2"]],
  ["app", "ingress.clientCertificateMode", ["Require"], ["require", "ignore"]],
  ["app by TCP", "ingress.exposedPort", [undefined, 80, 443, 36985, 0, 65536], [1, 81, 65535]],
];

/** Several arguments together. */
const TOGETHER: TogetherRow[] = [
  [
    "an exposed port without TCP",
    "app",
    { "ingress.exposedPort": 8081 },
    "ingress.exposedPort",
    { "ingress.exposedPort": undefined },
  ],
  [
    "CORS by TCP",
    "app by TCP",
    { "ingress.cors": { allowedOrigins: ["*"] } },
    "ingress.cors",
    { "ingress.cors": undefined },
  ],
  [
    "client certificates by TCP",
    "app by TCP",
    { "ingress.clientCertificateMode": "ignore" },
    "ingress.clientCertificateMode",
    { "ingress.clientCertificateMode": undefined },
  ],
  [
    "insecure connections by TCP",
    "app by TCP",
    { "ingress.allowInsecureConnections": true },
    "ingress.allowInsecureConnections",
    { "ingress.allowInsecureConnections": false },
  ],
  ["a label by TCP", "app by TCP", { "ingress.trafficWeight[0].label": "blue" }, "ingress.trafficWeight[0].label", {}],
  [
    "allowed and denied addresses",
    "app",
    { "ingress.ipSecurityRestriction[1]": { name: "b", action: "Deny", ipAddressRange: "10.0.0.1" } },
    "ingress.ipSecurityRestriction[1].action",
    { "ingress.ipSecurityRestriction[1]": { name: "b", action: "Allow", ipAddressRange: "10.0.0.1" } },
  ],
  [
    "traffic of 99 percent",
    "app",
    { "ingress.trafficWeight[1].percentage": 19 },
    "ingress.trafficWeight",
    { "ingress.trafficWeight[1].percentage": 20 },
  ],
  [
    "traffic to no revision",
    "app",
    { "ingress.trafficWeight[1].revisionSuffix": undefined },
    "ingress.trafficWeight[1].revisionSuffix",
    {},
  ],
  [
    "traffic to the latest revision by its suffix",
    "app",
    { "ingress.trafficWeight[0].revisionSuffix": "two" },
    "ingress.trafficWeight[0].revisionSuffix",
    {},
  ],
  [
    "one revision twice",
    "app",
    { "ingress.trafficWeight[1]": { latestRevision: true, percentage: 20 } },
    "ingress.trafficWeight[1]",
    { "ingress.trafficWeight[1]": { revisionSuffix: "zero", percentage: 20 } },
  ],
  [
    "one label twice",
    "app",
    { "ingress.trafficWeight[1].label": "next" },
    "ingress.trafficWeight[1].label",
    { "ingress.trafficWeight[1].label": "stable" },
  ],
];

testRules(INGRESS_RULES, VALUES, TOGETHER);
