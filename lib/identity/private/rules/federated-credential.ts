import { GUID } from "../../../rules/common";
import { Block, text, ValueRule } from "../../../rules/rule";
import type { AzureDevOpsServiceConnection, KubernetesServiceAccount } from "../../federated-credential-props";

const CONSIDERATIONS =
  "https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations" +
  "#general-federated-identity-credential-considerations";
const GITHUB = "https://docs.github.com/actions/reference/security/oidc#example-subject-claims";
const GITLAB = "https://docs.gitlab.com/ci/secrets/id_token_authentication/#token-payload";
const AZURE_DEVOPS_PAGE =
  "https://learn.microsoft.com/azure/devops/pipelines/release/configure-workload-identity#set-federated-credentials";

/** A block of rules for values alone. */
type Values<T> = Block<T> & { readonly arguments: { readonly [name: string]: ValueRule } };

export const ISSUER = text(
  /^https:\/\/(?!login\.microsoftonline\.com\/?$)[^\s?#*]{1,592}$/,
  "a URL of at most 600 characters that starts with https://, without a query, a wildcard and spaces",
  CONSIDERATIONS,
  "Pass the issuer as its tokens spell it.",
);

export const SUBJECT = text(
  /^(?=\S)[^*]{1,600}(?<=\S)$/,
  "1 to 600 characters without a wildcard, and without spaces at either end",
  CONSIDERATIONS,
  "Pass the subject as the tokens of the issuer spell it.",
);

export const AUDIENCE = text(
  /^(?=\S)[^*]{1,600}(?<=\S)$/,
  "1 to 600 characters without a wildcard, and without spaces at either end",
  CONSIDERATIONS,
  "Pass one audience, such as api://AzureADTokenExchange.",
);

export const CREDENTIAL_NAME: ValueRule = {
  ...text(
    /^[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}$/,
    "3 to 120 letters, digits, hyphens and underscores, starting with a letter or digit",
    CONSIDERATIONS,
    "Pass such a name.",
  ),
  atSynth: true,
};

const REPOSITORY = text(
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}(@\d+)?\/[A-Za-z0-9._-]{1,100}(@\d+)?$/,
  "the owner and the name of a repository, contoso/web, or with their ids, contoso@1/web@2",
  GITHUB,
  "Pass both, without https://github.com/ and .git.",
);

/** A branch, which Git allows no wildcard, no space and no colon. */
const BRANCH = text(
  /^(?!refs\/)[^\s:*?~^[\\]{1,255}$/,
  "the name of one branch, without refs/heads/ and without a wildcard",
  GITHUB,
  "Pass the name of the branch.",
);

export const GITHUB_ENVIRONMENT: Values<{ repository: string; environment: string }> = {
  arguments: {
    repository: REPOSITORY,
    environment: text(
      /^(?=\S)[^*]{1,255}(?<=\S)$/,
      "the name of one environment of the repository, without a wildcard",
      GITHUB,
      "Pass the name of the environment.",
    ),
  },
  required: ["repository", "environment"],
};

export const GITHUB_BRANCH: Values<{ repository: string; branch: string }> = {
  arguments: { repository: REPOSITORY, branch: BRANCH },
  required: ["repository", "branch"],
};

export const GITLAB_BRANCH: Values<{ project: string; branch: string; issuer: string }> = {
  arguments: {
    project: text(
      /^[\w][\w.-]*(\/[\w][\w.-]*)+$/,
      "the path of a project with its groups: contoso/web",
      GITLAB,
      "Pass the path, without the host.",
    ),
    branch: { ...BRANCH, source: GITLAB },
    issuer: ISSUER,
  },
  required: ["project", "branch", "issuer"],
};

const PART = text(/^(?=\S)[^/*]+(?<=\S)$/, "the name alone, without a slash", AZURE_DEVOPS_PAGE, "Pass the name.");

export const AZURE_DEVOPS: Values<AzureDevOpsServiceConnection> = {
  arguments: { organization: PART, organizationId: GUID, project: PART, serviceConnection: PART },
  required: ["organization", "organizationId", "project", "serviceConnection"],
};

/** A name of Kubernetes: an RFC 1123 label, or for a service account a subdomain. */
const KUBERNETES_NAME = text(
  /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
  "lower-case letters, digits, hyphens and full stops, starting and ending with a letter or digit",
  "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/",
);

export const KUBERNETES: Values<KubernetesServiceAccount> = {
  arguments: { issuer: ISSUER, serviceAccountNamespace: KUBERNETES_NAME, serviceAccount: KUBERNETES_NAME },
  required: ["issuer", "serviceAccountNamespace", "serviceAccount"],
};
