import * as ts from "typescript";

/** What stands for an expression, by the words of the code, where these say too little. */
type Labels = Readonly<Record<string, string>>;

const WAY_INTO_VAULT =
  "Put infrastructureSubnetId of the environment into networkAcls.virtualNetworkSubnetIds of the vault, " +
  "or give the vault a private endpoint.";
const OF_ENDPOINT = "an argument of PrivateEndpointTarget";

/** The labels by the file of the library that has the sentence. */
const LABELS: Readonly<Record<string, Labels>> = {
  "access/private/known-identities.ts": { known: "‹one id›", id: "‹another id›" },
  "access/private/known-resources.ts": {
    argument: "accessModel or roleAssignmentMode",
    added: "‹one value›",
    known: "‹another value›",
    resource: "vault or registry",
    stated: "model or mode",
  },
  "access/private/pass/check-custom-domains.ts": { "name input": "‹domain›", "dns suffix input": "‹suffix›" },
  "access/private/pass/check-database-names.ts": { "made by": "‹its class›" },
  "access/private/pass/check-deadlocks.ts": { chain: "" },
  "access/private/pass/check-environment-subnets.ts": { is: "is the subnet of […]", reserved: "‹ranges›" },
  "access/private/pass/check-grants.ts": { first: "‹another resource›", "shared object": "" },
  "access/private/pass/check-network.ts": { max: "‹length›", "way into": WAY_INTO_VAULT },
  "access/private/pass/check-plain-secrets.ts": {
    place: "‹an argument›",
    words: "‹a sensitive or an ephemeral value›",
    variable: "NAME",
    metadata: "name",
  },
  "access/private/pass/check-policies.ts": { "rbac authorization enabled": "‹true or false›" },
  "access/private/pass/check-private-endpoints.ts": { known: "‹sku›", "by default": "‹sku›", allowed: "‹another sku›" },
  "access/private/pass/check-roles.ts": { "assigned role key": "‹role›" },
  "access/private/pass/check-scale-identities.ts": { at: "‹scale rule›" },
  "access/private/pass/check-secret-values.ts": { literals: "‹a literal›", sources: "‹a source›" },
  "access/private/pass/check-service-bus.ts": { what: "is a topic, or publishes to topics," },
  "access/private/pass/check-vault-writes.ts": { words: "‹permission›", list: "‹permissions›" },
  "access/private/pass/environment-readers.ts": { "name key": "‹name›", "way into": WAY_INTO_VAULT },
  "access/private/pass/order-stack.ts": {
    property: "‹an argument›",
    "name key": "‹name›",
    change: "Pass the construct, or the attribute of its resource, instead of the name.",
  },
  "access/private/role-assignment-arguments.ts": { "assigned role key": "‹role›" },
  "access/private/rules/principal.ts": { property: "clientId" },
  "access/private/rules/role-at-scope.ts": { "resource id": "‹attribute with the id›" },
  "access/private/stack-grants.ts": { present: "‹one›", asked: "‹another›" },
  "identity/federated-credential.ts": { keys: "‹names›" },
  "key-vault/unlooked-key-vault.ts": { what: "resource id, tenant or access model" },
  "network/private/check-resource.ts": { argument: OF_ENDPOINT, property: OF_ENDPOINT },
  "rules/check.ts": { property: "count or forEach" },
  "rules/reference.ts": { property: "an id, or another attribute" },
  "services/private/check-arguments.ts": { property: "an argument of AzureService" },
  "services/private/data-planes.ts": {
    place: "services[‹n›]: ",
    property: "‹name or resource group›",
    kind: "‹account or cluster›",
    known: "‹value›",
  },
  "services/private/role-service.ts": { property: "services[‹n›]: role", source: "‹service›" },
  "workload/dapr-component-type.ts": { argument: "container, queue or hub" },
  "workload/private/domain-zones.ts": {
    property: "dnsZone or privateDnsZone",
    types: "azurerm_dns_zone or azurerm_private_dns_zone",
    name: "‹zone›",
    "name before zone": "‹name in the zone›",
  },
  "workload/private/scale-identities.ts": { property: "identityId of a scale rule" },
  "workload/private/workload-registries.ts": { property: "registries, or the image of a container" },
  "workload/private/workload-scale-rules.ts": { at: "‹scale rule›", way: "‹its secrets›" },
};

/** What a file's checks are about, where the check says it of whatever it is given. */
const SUBJECTS: Readonly<Record<string, string>> = { "rules/check.ts": "any argument" };

/** What the refusals of a file are about, where the code around them says it; `…` where it is not known. */
export function subjectOf(file: string): string {
  return SUBJECTS[file] ?? "…";
}

/** What a sentence says for a value that only a program knows: the words that the code has for it, as `‹role name›`. */
export function placeholderOf(node: ts.Node): string {
  const words = wordsOf(node);
  const { [words]: label = words === "i" ? "‹n›" : `‹${words}›` } = LABELS[node.getSourceFile().fileName] ?? {};
  return words === "" ? "…" : label;
}

/** Calls whose name says less than what they are given. */
const TRANSPARENT = ["find", "join", "map", "replace", "String", "stringify"];

function wordsOf(node: ts.Node): string {
  if (ts.isIdentifier(node)) {
    return node.text
      .replace(/^[A-Z_]+$/, (constant) => constant.toLowerCase())
      .replace(/(?:Of|_of|Shown)$|^(?:describe|known)(?=[A-Z])/g, "")
      .replace(/_/g, " ")
      .replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter}`)
      .toLowerCase();
  }
  if (ts.isPropertyAccessExpression(node)) {
    return wordsOfMember(node);
  }
  if (ts.isElementAccessExpression(node)) {
    return wordsOf(node.expression);
  }
  if (ts.isCallExpression(node)) {
    const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : node.expression.getText();
    const [argument] = node.arguments;
    const inner =
      ts.isPropertyAccessExpression(node.expression) && name !== "stringify" ? node.expression.expression : argument;
    return TRANSPARENT.includes(name) && inner ? wordsOf(inner) : wordsOf(node.expression);
  }
  if (ts.isArrayLiteralExpression(node)) {
    return node.elements[0] ? wordsOf(node.elements[0]) : "";
  }
  return ts.isBinaryExpression(node) ? wordsOf(node.left) : "";
}

function wordsOfMember({ name }: ts.PropertyAccessExpression): string {
  // The path of a construct, and how many there are of something.
  if (name.text === "path") {
    return "";
  }
  return name.text === "length" ? "n" : wordsOf(name);
}
