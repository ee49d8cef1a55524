import { TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { ContainerAppRegistry } from "@cdktf/provider-azurerm/lib/container-app";
import { ProgramLedger, ImagePull } from "../../access/internal";
import { Description, isReference, Problem, refuse } from "../../core/problems";
import { textOf } from "../../core/token-text";
import { twins } from "../../core/twins";
import type { IManagedIdentity } from "../../identity/identity-base";
import type { AttachedIdentities } from "../../identity/internal";
import { ManagedIdentity } from "../../identity/managed-identity";
import type { IContainerRegistry } from "../../registry/container-registry";
import { RegistryCredentials } from "../../registry/registry-credentials";
import { containersIn } from "./containers";
import { isSystemAssignedOnly, PULLED_BEFORE } from "./rules/secret";
import type { WorkloadProps } from "./workload-props";
import { propagationOf } from "./workload-secrets";

/** The credentials for a registry, with the property that gives them. */
type SignIn = readonly [string, RegistryCredentials];

/**
 * The registries that an app or job signs in to: those that it names, and those that its images come from, each once.
 *
 * @throws Error when one registry has two entries, when two identities are to pull images of one registry, or when the
 *   identity that pulls does not exist before the app
 */
export function registriesOf(construct: Construct, props: WorkloadProps): RegistryCredentials[] {
  const implied = containersIn(props).flatMap(
    ([
      place,
      {
        image: { _credentials: credentials },
      },
    ]): SignIn[] => (credentials ? [[`${place}.image`, credentials]] : []),
  );
  if (implied.length === 0 && !props.registries?.length) {
    return [];
  }
  const stack = TerraformStack.of(construct);
  const registryKeyOf = registryKeys(stack, props);
  const named = (props.registries ?? []).map((credentials, i): SignIn => [`registries[${i}].server`, credentials]);
  const problems = checkOneEntry(named, registryKeyOf);
  const byKey = new Map(
    named.map(([, credentials], i): [string, SignIn] => [
      registryKeyOf(credentials),
      [`registries[${i}].identity`, credentials],
    ]),
  );
  for (const [image, credentials] of implied) {
    const [property, present] = byKey.get(registryKeyOf(credentials)) ?? [image, credentials];
    problems.push(...checkOnePuller(image, present, credentials));
    byKey.set(registryKeyOf(credentials), [property, present._with(credentials)]);
  }
  const all = [...byKey.values()];
  problems.push(...checkOneEntry(all, ({ server }) => textOf(stack, server)));
  refuse(construct, [...problems, ...(isSystemAssignedOnly(props) ? all.flatMap(checkPuller) : [])]);
  return all.map(([, credentials]) => credentials);
}

/** The problems with several credentials for one registry, by its key. */
function checkOneEntry(all: readonly SignIn[], keyOf: (credentials: RegistryCredentials) => string): Problem[] {
  return twins(all, ([, credentials]) => keyOf(credentials)).map(([[property, { server }]]) => ({
    property,
    value: isReference(server) ? new Description("a registry") : server,
    allowed: "one entry for a registry",
    change: "Take one of the two out.",
    source: REGISTRY_BLOCK,
  }));
}

/**
 * The key of the registry that credentials are for. It is the canonical key of the registry; for credentials with a
 * server alone it is the key of the registry with that server among the credentials and images of the app or job, or
 * else the text of the server.
 */
function registryKeys(stack: TerraformStack, props: WorkloadProps): (credentials: RegistryCredentials) => string {
  const all = [
    ...(props.registries ?? []),
    ...containersIn(props).flatMap(([, { image }]) => image._credentials ?? []),
  ];
  const { keys } = ProgramLedger.of(stack);
  const byServer = new Map(
    all.flatMap(({ server, _registry }) => (_registry ? [[textOf(stack, server), _registry._key]] : [])),
  );
  const known = new Set(byServer.values());
  const serverKeyOf = (server: string) => {
    const name = isReference(server) ? undefined : AZURE_REGISTRY.exec(server)?.[1];
    const key = name === undefined ? undefined : keys.registryKeyOfName(stack, name);
    return key !== undefined && known.has(key) ? key : textOf(stack, server);
  };
  return ({ server, _registry }) => _registry?._key ?? byServer.get(textOf(stack, server)) ?? serverKeyOf(server);
}

/** Matches the host name of an Azure container registry, which by default starts with its name. */
const AZURE_REGISTRY = /^([a-z0-9]+)\.azurecr\.[a-z]+$/;

/** The registries of an app or job, and the identities that pull from them. */
export class WorkloadRegistries {
  private readonly stack: TerraformStack;

  /**
   * @param all the registries, each once
   */
  constructor(
    private readonly construct: Construct,
    private readonly props: WorkloadProps,
    private readonly identities: AttachedIdentities,
    private readonly all: readonly RegistryCredentials[],
  ) {
    this.stack = TerraformStack.of(construct);
    all.forEach(({ identity }) => identity && identities.attach(identity));
  }

  /** The registries that the program gives as constructs. */
  public get constructs(): readonly IContainerRegistry[] {
    return this.all.flatMap(({ _registry }) => _registry ?? []);
  }

  /** The `registry` blocks. */
  public render(): ContainerAppRegistry[] | undefined {
    const blocks = this.all.map(({ server, username, password, identity = this.identities.primary }) =>
      password
        ? { server, username, passwordSecretName: password.appSecretName }
        : { server, identity: identity!.identityId },
    );
    return blocks.length > 0 ? blocks : undefined;
  }

  /**
   * Grants the identities to pull from the registries that are constructs. Returns the grants and the wait for them,
   * which the app or job needs.
   */
  public grantPulls(): TerraformResource[] {
    const grants = this.pulling.flatMap(
      ({ registry, identity }) =>
        registry?.grantPull({ grantPrincipal: identity.grantPrincipal._runningIn(this.stack) }) ?? [],
    );
    if (grants.length === 0) {
      return [];
    }
    const wait = propagationOf(this.construct, this.props);
    grants.forEach((grant) => wait.waitFor(grant));
    return [...grants.map(({ resource }) => resource), wait];
  }

  /**
   * The identities that pull images from registries that are known by their server alone, and the wait for the roles of
   * these identities; undefined where there are none. Synth cannot tell which roles are for such a registry.
   */
  public get imagePull(): ImagePull | undefined {
    const pulling = this.pulling.filter(({ registry }) => !registry);
    if (pulling.length === 0) {
      return undefined;
    }
    const images = containersIn(this.props).map(([, { image }]) => textOf(this.stack, image.reference));
    const isTaken = (server: string) => images.some((image) => image.startsWith(textOf(this.stack, `${server}/`)));
    const made = pulling.filter(({ server, identity }) => identity instanceof ManagedIdentity && isTaken(server));
    return {
      principals: new Set(pulling.map(({ identity }) => identity.grantPrincipal._record.key)),
      made: new Map(made.map(({ server, identity }) => [identity.grantPrincipal._record.key, serverShown(server)])),
      wait: propagationOf(this.construct, this.props),
    };
  }

  /** The identities that pull, each with its registry; none for credentials with a password. */
  private get pulling(): {
    readonly server: string;
    readonly registry?: IContainerRegistry;
    readonly identity: IManagedIdentity;
  }[] {
    return this.all.flatMap(({ server, password, identity = this.identities.primary, _registry: registry }) =>
      password || !identity ? [] : [{ server, registry, identity }],
    );
  }
}

/** The problem with a pull by a system-assigned identity, which has no access while Azure creates the app. */
function checkPuller([property, { identity, password, server }]: SignIn): Problem[] {
  return identity || password
    ? []
    : [
        {
          property,
          value: new Description(`the system-assigned identity, for ${serverShown(server)}`),
          ...PULLED_BEFORE,
        },
      ];
}

/** A server as an error shows it. */
function serverShown(server: string): string {
  return isReference(server) ? "a registry" : server;
}

function checkOnePuller(property: string, present: RegistryCredentials, { identity }: RegistryCredentials): Problem[] {
  const isOther =
    identity !== undefined &&
    (present.password !== undefined ||
      (present.identity && present.identity.grantPrincipal._record.key !== identity.grantPrincipal._record.key));
  const allowed = "one way to sign in to a registry for all images of an app or job";
  return isOther
    ? [
        {
          property,
          value: new Description("an image that is pulled by another identity"),
          allowed,
          change: "Name the same identity for each image of the registry.",
          source: IMAGE_PULL,
        },
      ]
    : [];
}

const REGISTRY_BLOCK =
  "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app#registry";
const IMAGE_PULL = "https://learn.microsoft.com/azure/container-apps/managed-identity-image-pull";
