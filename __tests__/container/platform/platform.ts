import * as fs from "fs";
import * as http from "http";
import * as https from "https";
import * as net from "net";
import * as os from "os";
import * as path from "path";
import type { Body, Synthesized } from "../../support/synth";
import { Access } from "./access";
import { BlobStorageServer } from "./blob-storage";
import { Certificates, makeCertificates } from "./certificates";
import { IDENTITY_HEADER, IdentityEndpoint } from "./identity-endpoint";
import { KeyVaultServer } from "./key-vault";
import { ResourceManager } from "./resource-manager";
import { ServiceProcess } from "./service";
import { ServiceBusServer } from "./service-bus";
import { argument, State } from "./state";

export type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => void;

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly secret_name?: string;
}

/**
 * A machine of Container Apps, and the services of Azure around it, for the one app of a synthesized stack: the identity
 * endpoint, the data planes of its vault, its storage account and its Service Bus namespace.
 *
 * All of it comes from the JSON: the identities that the app has, the access that they were granted, the names and the
 * secrets. What the stack does not grant is refused. The servers listen on this machine at free ports; the names and the
 * certificates are Azure's.
 */
export class Platform {
  public readonly state: State;
  public readonly access: Access;
  public readonly identityEndpoint: IdentityEndpoint;
  public readonly vault: KeyVaultServer;
  public readonly blobs?: BlobStorageServer;
  public readonly bus?: ServiceBusServer;
  /** What answers instead of a server, where a test wants another answer. */
  public instead: { identity?: Handler; vault?: Handler; blobs?: Handler } = {};

  private readonly app: Body;
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "platform-"));
  private readonly servers: net.Server[] = [];
  private readonly services: ServiceProcess[] = [];
  private readonly sockets = new Set<net.Socket>();
  private certificates!: Certificates;
  private ports: Record<string, number> = {};
  private identityPort = 0;
  private proxyPort = 0;

  /**
   * Starts the servers.
   *
   * @param variables the values of the stack's Terraform variables
   * @param appName the name of the app, where the stack has several
   */
  public static async start(
    program: Synthesized,
    variables: Record<string, string>,
    appName?: string,
  ): Promise<Platform> {
    const platform = new Platform(program, variables, appName);
    await platform.listen();
    return platform;
  }

  private constructor(program: Synthesized, variables: Record<string, string>, appName?: string) {
    this.state = new State(program, variables);
    const [address, app] = this.state
      .all("azurerm_container_app")
      .find(([, { name }]) => name === appName || !appName)!;
    this.app = app;
    this.access = new Access(this.state, address, app);
    this.identityEndpoint = new IdentityEndpoint(this.access);
    const [vault] = this.state.all("azurerm_key_vault")[0]!;
    this.vault = new KeyVaultServer(
      this.state.attribute(vault, "id"),
      this.state.attribute(vault, "vault_uri"),
      this.access,
    );
    for (const [, secret] of this.state.all("azurerm_key_vault_secret")) {
      this.vault.write(argument(secret, "name"), argument(secret, "value_wo"));
    }
    const [storage] = this.state.all("azurerm_storage_account");
    this.blobs = storage && new BlobStorageServer(this.state.attribute(storage[0], "id"), this.access);
    const [bus] = this.state.all("azurerm_servicebus_namespace");
    this.bus = bus && new ServiceBusServer(this.state.attribute(bus[0], "id"), this.access);
  }

  /**
   * The environment variables that the JSON gives the app's first container, and no others: values as Terraform
   * resolves them, secrets as Container Apps reads them by the identity that each names.
   *
   * @throws Error where Azure would not create the app, because that identity has no access
   */
  public get containerVariables(): Record<string, string> {
    const [container] = (this.app.template as unknown as { container: { env?: Variable[] }[] }).container;
    return Object.fromEntries(
      (container!.env ?? []).map(({ name, value, secret_name: secret }) => [
        name,
        secret === undefined ? value! : this.secret(secret),
      ]),
    );
  }

  /**
   * The variables that Container Apps sets in each container.
   *
   * @see https://learn.microsoft.com/azure/container-apps/environment-variables#built-in-environment-variables
   */
  public platformVariables(port: number): Record<string, string> {
    const name = argument(this.app, "name");
    const endpoint = `http://localhost:${this.identityPort}/msi/token`;
    return {
      CONTAINER_APP_NAME: name,
      CONTAINER_APP_REVISION: `${name}--0000001`,
      CONTAINER_APP_REPLICA_NAME: `${name}--0000001-0`,
      CONTAINER_APP_PORT: String(port),
      IDENTITY_ENDPOINT: endpoint,
      IDENTITY_HEADER,
      MSI_ENDPOINT: endpoint,
      MSI_SECRET: IDENTITY_HEADER,
    };
  }

  /** The variables that lead programs other than Node's to the servers: curl and the Azure CLI take a proxy. */
  public get proxyVariables(): Record<string, string> {
    return {
      HTTPS_PROXY: `http://127.0.0.1:${this.proxyPort}`,
      NO_PROXY: "localhost",
      CURL_CA_BUNDLE: this.certificates.authorityFile,
      REQUESTS_CA_BUNDLE: this.certificates.authorityFile,
    };
  }

  /** Starts the service in a container of the app. */
  public async run(overrides: Record<string, string | undefined> = {}): Promise<ServiceProcess> {
    const port = await freePort();
    const service = new ServiceProcess(
      {
        ...this.containerVariables,
        ...this.platformVariables(port),
        // The network of this machine instead of the world's.
        NODE_EXTRA_CA_CERTS: this.certificates.authorityFile,
        NODE_OPTIONS: `--require ${path.join(__dirname, "network.js")}`,
        PLATFORM_PORTS: JSON.stringify(this.ports),
        ...overrides,
      },
      port,
    );
    this.services.push(service);
    return service;
  }

  /** Ends every process and every server. */
  public async stop(): Promise<void> {
    await Promise.all(this.services.map((service) => service.stop()));
    this.sockets.forEach((socket) => socket.destroy());
    await Promise.all(this.servers.map((server) => new Promise((resolve) => server.close(resolve))));
    fs.rmSync(this.folder, { recursive: true });
  }

  private async listen(): Promise<void> {
    this.certificates = makeCertificates(this.folder);
    const { key, cert } = this.certificates;
    this.identityPort = await this.open(
      http.createServer((...exchange) => (this.instead.identity ?? this.identityEndpoint.handle)(...exchange)),
    );
    this.ports = { 443: await this.open(https.createServer({ key, cert }, this.route)) };
    if (this.bus) {
      this.ports[5671] = await this.opened(this.bus.listen(this.certificates));
    }
    this.proxyPort = await this.open(http.createServer().on("connect", this.tunnel));
  }

  /** Has the server of a host answer. */
  private readonly route: Handler = (request, response) => {
    const host = request.headers.host ?? "";
    const handlers: [RegExp, Handler | undefined][] = [
      [/\.vault\.azure\.net$/, this.instead.vault ?? this.vault.handle],
      [/\.blob\.core\.windows\.net$/, this.instead.blobs ?? this.blobs?.handle],
      [/^management\.azure\.com$/, new ResourceManager(this.access).handle],
    ];
    const handler = handlers.find(([pattern]) => pattern.test(host))?.[1];
    if (handler) {
      handler(request, response);
    } else {
      response.writeHead(404).end();
    }
  };

  /** Connects a client of the proxy to the server that stands for the port it asks for. */
  private readonly tunnel = (request: http.IncomingMessage, client: net.Socket): void => {
    const port = this.ports[request.url!.split(":")[1]!];
    if (port === undefined) {
      client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
      return;
    }
    const server = net.connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      server.pipe(client).pipe(server);
    });
    this.sockets.add(server);
    for (const socket of [server, client]) {
      socket.on("error", () => (server.destroy(), client.destroy()));
    }
  };

  private secret(name: string): string {
    const secret = (this.app.secret as Body[]).find((candidate) => candidate.name === name)!;
    if (secret.value !== undefined) {
      return argument(secret, "value");
    }
    const [uri, identity] = [argument(secret, "key_vault_secret_id"), argument(secret, "identity")];
    const reader = this.access.identities.find(({ resourceId }) => resourceId === identity);
    const [, secretName] = /\/secrets\/([\w-]+)$/.exec(uri) ?? [];
    const content = reader && secretName && this.vault.readAs(reader.principalId, secretName);
    if (!content) {
      throw new Error(`Azure would not create the app: ${identity} cannot read ${uri}.`);
    }
    return content;
  }

  private open(server: net.Server): Promise<number> {
    return this.opened(server.listen(0, "127.0.0.1"));
  }

  private opened(server: net.Server): Promise<number> {
    this.servers.push(server);
    server.on("connection", (socket) => this.sockets.add(socket));
    return new Promise((resolve) =>
      server.once("listening", () => resolve((server.address() as net.AddressInfo).port)),
    );
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
