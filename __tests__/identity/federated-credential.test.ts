import { TerraformOutput, TerraformStack } from "cdktf";
import { FederatedCredential, ManagedIdentity } from "../../lib/index";
import { synthApp } from "../support/stacks";
import { GUID, IDENTITY_ID, newStack, synth } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const make = (stack: TerraformStack) => new ManagedIdentity(stack, "identity", { ...PLACE, name: "my-id" });
const DEVOPS = { organization: "contoso", organizationId: GUID, project: "web", serviceConnection: "azure" };
const ACCOUNT = { issuer: "https://oidc.example/1/", serviceAccountNamespace: "web", serviceAccount: "deployer" };
const MAIN = FederatedCredential.githubBranch("contoso/web", "main");

/** One credential of each kind, with the issuer and the subject that Azure compares. */
const KINDS: [FederatedCredential, string, string][] = [
  [
    FederatedCredential.githubEnvironment("contoso/web", "eu:production"),
    "https://token.actions.githubusercontent.com",
    "repo:contoso/web:environment:eu%3Aproduction",
  ],
  [
    FederatedCredential.githubBranch("contoso@1/web@2", "main"),
    "https://token.actions.githubusercontent.com",
    "repo:contoso@1/web@2:ref:refs/heads/main",
  ],
  [MAIN, "https://token.actions.githubusercontent.com", "repo:contoso/web:ref:refs/heads/main"],
  [
    FederatedCredential.gitlabBranch("contoso/shops/web", "main"),
    "https://gitlab.com",
    "project_path:contoso/shops/web:ref_type:branch:ref:main",
  ],
  [
    FederatedCredential.gitlabBranch("contoso/web", "main", "https://gitlab.contoso.com"),
    "https://gitlab.contoso.com",
    "project_path:contoso/web:ref_type:branch:ref:main",
  ],
  [FederatedCredential.azureDevOps(DEVOPS), `https://vstoken.dev.azure.com/${GUID}`, "sc://contoso/web/azure"],
  [FederatedCredential.kubernetes(ACCOUNT), "https://oidc.example/1/", "system:serviceaccount:web:deployer"],
];

test.each(KINDS)("%# the identity trusts the subject of the issuer", (credential, issuer, subject) => {
  const program = synth((stack) => make(stack).addFederatedCredential("pipeline", credential));
  expect(program.only("azurerm_federated_identity_credential")).toEqual({
    name: "pipeline",
    resource_group_name: "my-rg",
    parent_id: expect.stringMatching(/^\$\{azurerm_user_assigned_identity\.identity_\w+\.id\}$/) as string,
    issuer,
    subject,
    audience: ["api://AzureADTokenExchange"],
  });
});

test("an issuer, a subject and an audience of one's own are taken, and so are references", () => {
  const program = synth((stack) =>
    make(stack).addFederatedCredential("own", FederatedCredential.of("${var.issuer}", "me", "api://other")),
  );
  expect(program.only("azurerm_federated_identity_credential")).toMatchObject({
    issuer: "${var.issuer}",
    subject: "me",
    audience: ["api://other"],
  });
});

test("the credentials of one identity are made one after the other, whatever imports it", () => {
  const program = synth((stack) => {
    const imports = ["a", "b"].map((id) => ManagedIdentity.fromIdentityId(stack, id, IDENTITY_ID));
    for (const branch of ["one", "two", "three", "four"]) {
      imports[branch.length % 2]!.addFederatedCredential(
        branch,
        FederatedCredential.githubBranch("contoso/web", branch),
      );
    }
    make(stack).addFederatedCredential("other", MAIN);
  });
  const graph = new TerraformGraph(program);
  const type = "azurerm_federated_identity_credential";
  const credentials = Object.entries(program.all(type));
  const before = credentials.map(
    ([id]) => [...graph.before(`${type}.${id}`)].filter((address) => address.startsWith(type)).length,
  );
  expect(before.sort()).toEqual([0, 0, 1, 2, 3]);
});

test("those of several stacks are made in the order of the stacks, unless the program has another one", () => {
  const dependenciesIn = (use: (first: TerraformStack, second: TerraformStack) => unknown) =>
    synthApp((newStack) => {
      const [first, second, third] = ["first", "second", "third"].map(newStack) as [
        TerraformStack,
        TerraformStack,
        TerraformStack,
      ];
      const [one, two] = [first, second].map((stack) => ManagedIdentity.fromIdentityId(stack, "id", IDENTITY_ID));
      [one!, two!, one!].forEach((identity, i) =>
        identity.addFederatedCredential(`branch-${i}`, FederatedCredential.githubBranch("contoso/web", `${i}`)),
      );
      make(third).addFederatedCredential("other", MAIN);
      use(first, second);
    }).dependencies;
  expect(dependenciesIn(() => undefined)).toEqual({ first: [], second: ["first"], third: [] });
  expect(
    dependenciesIn((first, second) => new TerraformOutput(first, "of-second", { value: make(second).identityId })),
  ).toEqual({ first: ["second"], second: [], third: [] });
});

describe("refused", () => {
  test("a name that another credential of the identity has, a second for one subject, and the 21st", () => {
    const identity = make(newStack());
    const at = (branch: string) => FederatedCredential.githubBranch("contoso/web", branch);
    identity.addFederatedCredential("main", MAIN);
    expect(() => identity.addFederatedCredential("MAIN", at("other"))).toThrow(
      /name is "MAIN"; allowed: a name that no/,
    );
    expect(() => identity.addFederatedCredential("other", at("main"))).toThrow(/one credential .* and main has these/);
    Array.from({ length: 19 }, (_, i) => identity.addFederatedCredential(`branch-${i}`, at(`branch-${i}`)));
    expect(() => identity.addFederatedCredential("twenty-one", at("last"))).toThrow(/at most 20 credentials/);
  });

  test.each([
    ["ab", "abc"],
    ["-abc", "1-_c"],
    ["a".repeat(121), "a".repeat(120)],
    ["${var.name}", "name"],
  ])("the name %s is refused, %s is not", (bad, good) => {
    expect(() => make(newStack()).addFederatedCredential(bad, MAIN)).toThrow(
      /\[test\/identity\] is refused:\n {2}- name/,
    );
    expect(() => make(newStack()).addFederatedCredential(good, MAIN)).not.toThrow();
  });

  test.each<[string, () => FederatedCredential]>([
    ["repository", () => FederatedCredential.githubBranch("https://github.com/contoso/web", "main")],
    ["repository", () => FederatedCredential.githubEnvironment("web", "production")],
    ["environment", () => FederatedCredential.githubEnvironment("contoso/web", "*")],
    ["branch", () => FederatedCredential.githubBranch("contoso/web", "refs/heads/main")],
    ["branch", () => FederatedCredential.githubBranch("contoso/web", "release/*")],
    ["project", () => FederatedCredential.gitlabBranch("web", "main")],
    ["branch", () => FederatedCredential.gitlabBranch("contoso/web", "*")],
    ["issuer", () => FederatedCredential.gitlabBranch("contoso/web", "main", "gitlab.com")],
    ["organizationId", () => FederatedCredential.azureDevOps({ ...DEVOPS, organizationId: "contoso" })],
    ["project", () => FederatedCredential.azureDevOps({ ...DEVOPS, project: "web/azure" })],
    ["issuer", () => FederatedCredential.kubernetes({ ...ACCOUNT, issuer: "http://oidc.example" })],
    ["serviceAccountNamespace", () => FederatedCredential.kubernetes({ ...ACCOUNT, serviceAccountNamespace: "*" })],
    ["serviceAccount", () => FederatedCredential.kubernetes({ ...ACCOUNT, serviceAccount: "A" })],
    ["issuer", () => FederatedCredential.of("https://oidc.example ", "me")],
    ["subject", () => FederatedCredential.of("https://oidc.example", " me")],
    ["audience", () => FederatedCredential.of("https://oidc.example", "me", "")],
  ])("a wrong %s (%#)", (property, credential) => {
    expect(credential).toThrow(new RegExp(`FederatedCredential\\.\\w+ is refused:\\n {2}- ${property} is `));
  });

  test.each([null, undefined, "main", 1, [], {}])("%p for a credential", (wrong) => {
    expect(() => make(newStack()).addFederatedCredential("main", wrong as never)).toThrow(/a FederatedCredential/);
    expect(() => FederatedCredential.kubernetes(wrong as never)).toThrow(/FederatedCredential\.kubernetes is refused/);
  });
});
