import { Token } from "cdktf";
import { Problem, refuseCall } from "../core/problems";
import { checkBlock } from "../rules/check";
import { Block, ValueRule } from "../rules/rule";
import type { AzureDevOpsServiceConnection, KubernetesServiceAccount } from "./federated-credential-props";
import {
  AUDIENCE,
  AZURE_DEVOPS,
  GITHUB_BRANCH,
  GITHUB_ENVIRONMENT,
  GITLAB_BRANCH,
  ISSUER,
  KUBERNETES,
  SUBJECT,
} from "./private/rules/federated-credential";

/**
 * Who may sign in as a managed identity without a secret: the subject in the tokens of an issuer that Microsoft Entra
 * ID trusts for the identity. Entra compares issuer, subject and audience as they are, by case and without wildcards.
 *
 * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 */
export class FederatedCredential {
  /**
   * The jobs of a GitHub repository that name an environment of it. The protection rules of the environment then hold
   * for who may deploy.
   *
   * @param repository owner and name, `contoso/web`; where its tokens hold ids too, `contoso@1/web@2`
   * @param environment the name of the environment
   */
  public static githubEnvironment(repository: string, environment: string): FederatedCredential {
    check("githubEnvironment", GITHUB_ENVIRONMENT, { repository, environment });
    return new FederatedCredential(
      GITHUB,
      `repo:${repository}:environment:${Token.asString(environment).replace(/:/g, "%3A")}`,
    );
  }

  /**
   * The jobs of a GitHub repository that run for a branch and name no environment.
   *
   * @param repository owner and name, `contoso/web`; where its tokens hold ids too, `contoso@1/web@2`
   * @param branch the name of the branch, without refs/heads/
   */
  public static githubBranch(repository: string, branch: string): FederatedCredential {
    check("githubBranch", GITHUB_BRANCH, { repository, branch });
    return new FederatedCredential(GITHUB, `repo:${repository}:ref:refs/heads/${branch}`);
  }

  /**
   * The jobs of a GitLab project that run for a branch. Its `id_tokens` have to ask for the same audience:
   * `aud: api://AzureADTokenExchange`.
   *
   * @param project the path of the project with its groups: `contoso/web`
   * @param branch the name of the branch
   * @param issuer the URL of the GitLab instance; by default `https://gitlab.com`
   */
  public static gitlabBranch(project: string, branch: string, issuer: string = GITLAB): FederatedCredential {
    check("gitlabBranch", GITLAB_BRANCH, { project, branch, issuer });
    return new FederatedCredential(issuer, `project_path:${project}:ref_type:branch:ref:${branch}`);
  }

  /**
   * A service connection of Azure DevOps whose issuer is that of its organization. For one whose issuer is Microsoft
   * Entra ID, pass both texts that the connection shows to `of`.
   */
  public static azureDevOps(connection: AzureDevOpsServiceConnection): FederatedCredential {
    check("azureDevOps", AZURE_DEVOPS, connection);
    const { organization, organizationId, project, serviceConnection } = connection;
    return new FederatedCredential(
      `https://vstoken.dev.azure.com/${organizationId}`,
      `sc://${organization}/${project}/${serviceConnection}`,
    );
  }

  /** A service account of a Kubernetes cluster with workload identity. */
  public static kubernetes(account: KubernetesServiceAccount): FederatedCredential {
    check("kubernetes", KUBERNETES, account);
    const { issuer, serviceAccountNamespace, serviceAccount } = account;
    return new FederatedCredential(issuer, `system:serviceaccount:${serviceAccountNamespace}:${serviceAccount}`);
  }

  /**
   * Any other subject of any other issuer.
   *
   * @param issuer the URL of the issuer, spelt as in its tokens
   * @param subject the subject, spelt as in its tokens
   * @param audience the audience of the tokens; by default `api://AzureADTokenExchange`, which Microsoft recommends; in
   *   Azure China it is `api://AzureADTokenExchangeChina`
   */
  public static of(issuer: string, subject: string, audience: string = AZURE_AUDIENCE): FederatedCredential {
    const rules = { issuer: ISSUER, subject: SUBJECT, audience: AUDIENCE };
    check("of", { arguments: rules, required: ["issuer", "subject", "audience"] }, { issuer, subject, audience });
    return new FederatedCredential(issuer, subject, audience);
  }

  private constructor(
    /** The URL of the issuer of the tokens. */
    public readonly issuer: string,
    /** The subject of the tokens. */
    public readonly subject: string,
    /** The audience of the tokens. */
    public readonly audience: string = AZURE_AUDIENCE,
  ) {}
}

const GITHUB = "https://token.actions.githubusercontent.com";
const GITLAB = "https://gitlab.com";
const AZURE_AUDIENCE = "api://AzureADTokenExchange";

function check<T extends object>(call: string, rules: Block<T> & { arguments: Record<string, ValueRule> }, given: T) {
  const isGiven = typeof given === "object" && given !== null;
  const problems: Problem[] = isGiven
    ? checkBlock(rules, "", given)
    : [
        {
          property: "the argument",
          value: given === null ? null : typeof given,
          allowed: `an object with ${Object.keys(rules.arguments).join(", ")}`,
          change: "Pass one.",
        },
      ];
  refuseCall(`FederatedCredential.${call}`, problems);
}
