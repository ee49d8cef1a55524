import { createHmac } from "crypto";
import { Synthesized } from "../support/synth";
import { Handler, Platform } from "./platform/platform";
import { Entry, eventually, ServiceProcess } from "./platform/service";
import { both, exampleProgram, systemAssigned, twoIdentities, userAssigned, VARIABLES } from "./programs";

const VALUES = { ...VARIABLES, plain_api_key: VARIABLES.api_key };
const ORDER = JSON.stringify({ item: "lamp", count: 2 });
const AUTHORIZED = { Authorization: `Bearer ${VARIABLES.api_key}` };

let platform: Platform;
let service: ServiceProcess;

/**
 * Starts the service in a container of the program's app.
 *
 * @param prepare has Azure answer otherwise
 * @param overrides variables that somebody set wrongly; undefined leaves one out
 */
async function start(
  program: Synthesized,
  prepare: (platform: Platform) => void = () => undefined,
  overrides: Record<string, string | undefined> = {},
): Promise<void> {
  platform = await Platform.start(program, VALUES);
  prepare(platform);
  service = await platform.run(overrides);
}

const failed = (what: string) => (entry: Entry) => entry.message === `${what}: failed, and is tried again`;

afterEach(async () => {
  await platform.stop();
  // Whatever happened: no log has a secret, a token or the header that gets one.
  for (const secret of [...Object.values(VALUES), "Rotated", "eyJ", "header-of-the-replica"]) {
    expect(service.output).not.toContain(secret);
  }
});

describe("the service, as examples/in-the-container.ts deploys it", () => {
  test("reads its secret by identity, and places orders with the key that Container Apps injected", async () => {
    await start(exampleProgram());
    await service.ready();
    expect((await service.get("/live")).status).toBe(200);

    const { status, body } = await service.post("/orders", ORDER, AUTHORIZED);
    expect(status).toBe(201);
    const signature = createHmac("sha256", VARIABLES.sample_secret).update(ORDER).digest("hex");
    expect(body).toMatchObject({ signature });
    expect([...platform.blobs!.blobs]).toEqual([[`orders/${String(body.id)}.json`, ORDER]]);
    expect(platform.bus!.messages).toMatchObject([{ queue: "orders", message: { message_id: body.id } }]);
    expect(await service.stop()).toBe(0);
  });

  test("asks for the tokens of its own identity, and not for those of the one that pulls the image", async () => {
    await start(exampleProgram());
    await service.ready();
    const [own] = platform.access.identities;
    const resources = ["https://vault.azure.net", "https://storage.azure.com", "https://servicebus.azure.net"];
    for (const resource of resources) {
      expect(platform.identityEndpoint.requests).toContainEqual(
        expect.stringMatching(new RegExp(`resource=${resource}/?&.*client_id=${own!.clientId}.* 200$`)),
      );
    }
    expect(platform.identityEndpoint.requests.filter((request) => !request.includes(own!.clientId))).toEqual([]);
  });

  test("refuses who has no key, and what is no order", async () => {
    await start(exampleProgram());
    await service.ready();
    expect(await service.post("/orders", ORDER)).toMatchObject({ status: 401 });
    expect(await service.post("/orders", ORDER, { Authorization: "Bearer guess" })).toMatchObject({ status: 401 });
    expect(await service.post("/orders", "{", AUTHORIZED)).toMatchObject({ status: 400 });
    expect(await service.post("/orders", `"${"x".repeat(70_000)}"`, AUTHORIZED)).toMatchObject({ status: 413 });
    expect(await service.get("/orders")).toMatchObject({ status: 404 });
    expect(platform.blobs!.blobs.size).toBe(0);
  });
});

describe.each([
  ["a user-assigned identity", userAssigned, "user"],
  ["two user-assigned identities, as the first", twoIdentities, "user"],
  ["a system-assigned identity", systemAssigned, "system"],
  ["both, as the user-assigned one", both, "user"],
] as const)("under %s", (_, program, kind) => {
  test("it becomes ready, and places an order", async () => {
    await start(program());
    await service.ready();
    const identity = platform.access.identities.find((candidate) => candidate.kind === kind)!;
    expect(platform.containerVariables.AZURE_CLIENT_ID).toBe(kind === "user" ? identity.clientId : undefined);
    expect(await service.post("/orders", ORDER, AUTHORIZED)).toMatchObject({ status: 201 });
  });
});

describe("when Azure answers otherwise", () => {
  test("access that takes effect after three seconds is waited for, while the process lives and is not ready", async () => {
    await start(exampleProgram(), ({ access }) => access.takesEffectAfter(3_000));
    for (const what of ["key vault", "blob storage", "service bus"]) {
      expect((await service.logged(failed(what))).advice).toMatch(/has no access/);
    }
    expect(await service.get("/live")).toMatchObject({ status: 200 });
    expect(await service.get("/ready")).toMatchObject({
      status: 503,
      body: { waitingFor: ["key vault", "blob storage", "service bus"] },
    });
    expect(await service.post("/orders", ORDER, AUTHORIZED)).toMatchObject({ status: 503 });
    await service.ready();
    expect(await service.post("/orders", ORDER, AUTHORIZED)).toMatchObject({ status: 201 });
  });

  test("an identity endpoint that refuses at first is asked again", async () => {
    await start(exampleProgram(), ({ identityEndpoint }) => (identityEndpoint.refusals = 4));
    await service.logged(failed("key vault"));
    await service.ready();
  });

  test.each([
    ["the example", exampleProgram],
    ["a program that leaves the choice of credentials to the SDK", userAssigned],
  ])("a client id of another identity is named in the log, in %s", async (_, program) => {
    await start(program(), undefined, { AZURE_CLIENT_ID: "11111111-2222-3333-4444-555555555555" });
    const { advice } = await service.logged(failed("key vault"));
    expect(advice).toBe(
      "No token: is 11111111-2222-3333-4444-555555555555, which AZURE_CLIENT_ID says, the client id of an identity of this app?",
    );
    expect(platform.identityEndpoint.requests).toContainEqual(expect.stringMatching(/ 400$/));
    expect(await service.get("/live")).toMatchObject({ status: 200 });
    expect(await service.get("/ready")).toMatchObject({ status: 503 });
  });

  test("a user-assigned identity that nobody names is not found, which the log says", async () => {
    await start(exampleProgram(), undefined, { AZURE_CLIENT_ID: undefined });
    expect((await service.logged(failed("key vault"))).advice).toMatch(/^No token: AZURE_CLIENT_ID is not set/);
  });

  test("a vault whose firewall is closed is waited for, and one that closes later leaves the secret in use", async () => {
    await start(userAssigned(), ({ vault }) => (vault.isClosed = true));
    expect(await service.logged(failed("key vault"))).toMatchObject({
      code: "ForbiddenByFirewall",
      advice: expect.stringMatching(/firewall/) as string,
    });
    platform.vault.isClosed = false;
    await service.ready();

    platform.vault.isClosed = true;
    await service.logged(({ message }) => message === "the secret could not be read again");
    expect(await service.get("/ready")).toMatchObject({ status: 200 });
    expect(await service.post("/orders", ORDER, AUTHORIZED)).toMatchObject({ status: 201 });
  });

  test("a secret that is rotated signs from then on", async () => {
    await start(userAssigned());
    await service.ready();
    const before = await service.post("/orders", ORDER, AUTHORIZED);
    const version = platform.vault.write("SampleSecret", "Rotated");
    await service.logged(({ message }) => message === "the secret was rotated");
    const after = await service.post("/orders", ORDER, AUTHORIZED);
    const signature = createHmac("sha256", "Rotated").update(ORDER).digest("hex");
    expect(after.body).toMatchObject({ keyVersion: version, signature });
    expect(before.body.keyVersion).not.toBe(version);
  });

  test("tokens that expire are renewed", async () => {
    await start(userAssigned(), ({ access }) => (access.tokenLifetime = 2));
    await service.ready();
    const { length } = platform.identityEndpoint.requests;
    await eventually(
      () => platform.identityEndpoint.requests.length > length + 2 || undefined,
      10_000,
      () => service.output,
    );
    platform.vault.write("SampleSecret", "Rotated");
    await service.logged(({ message }) => message === "the secret was rotated");
    expect(await service.post("/orders", ORDER, AUTHORIZED)).toMatchObject({ status: 201 });
  });
});

/** An answer that has nothing to do with the request. */
const answer =
  (status: number, body: string, headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);

const JSON_TYPE = { "Content-Type": "application/json" };
const HALF_A_SECRET = `{"value":"${VARIABLES.sample_secret}","id":"https://`;

describe.each([
  ["the identity endpoint answers 500 with a page", "identity", answer(500, "<html>Bad</html>"), "key vault"],
  ["the identity endpoint answers a page", "identity", answer(200, "<html>Hello</html>"), "blob storage"],
  ["the identity endpoint never answers", "identity", () => undefined, "service bus"],
  ["the identity endpoint hangs up", "identity", (request) => request.socket.destroy(), "key vault"],
  ["the vault has too many requests", "vault", answer(429, "{}", { ...JSON_TYPE, "Retry-After": "1" }), "key vault"],
  ["the vault answers half a secret", "vault", answer(200, HALF_A_SECRET, JSON_TYPE), "key vault"],
  ["the vault answers nothing", "vault", answer(200, "{}", JSON_TYPE), "key vault"],
  ["the vault has no such secret", "vault", answer(404, '{"error":{"code":"SecretNotFound"}}', JSON_TYPE), "key vault"],
  ["the vault hangs up", "vault", (request) => request.socket.destroy(), "key vault"],
  ["there is no such container", "blobs", answer(404, "", { "x-ms-error-code": "ContainerNotFound" }), "blob storage"],
] as [string, "identity" | "vault" | "blobs", Handler, string][])("while %s", (_, server, handler, what) => {
  test("the service lives and is not ready, and afterwards it is", async () => {
    await start(exampleProgram(), ({ instead }) => (instead[server] = handler));
    await service.logged(failed(what));
    expect(await service.get("/live")).toMatchObject({ status: 200 });
    expect(await service.get("/ready")).toMatchObject({ status: 503 });
    delete platform.instead[server];
    await service.ready(40_000);
  });
});

test("without its variables the service ends at once, and names them all", async () => {
  await start(exampleProgram(), undefined, {
    API_KEY: undefined,
    AZURE_KEY_VAULT_ENDPOINT: "",
    CONTAINER_APP_PORT: "x",
  });
  expect(await service.end()).toBe(1);
  expect(service.log.at(-1)!.reason).toBe(
    "The environment is not what this service needs: AZURE_KEY_VAULT_ENDPOINT is not set; API_KEY is not set; " +
      "CONTAINER_APP_PORT is not an integer from 1 to 65535.",
  );
});

test("a container whose app may not read its secrets is never started", async () => {
  const program = exampleProgram();
  Object.values(program.all("azurerm_key_vault_access_policy")).forEach((policy) => (policy.secret_permissions = []));
  platform = await Platform.start(program, VALUES);
  expect(() => platform.containerVariables).toThrow(/^Azure would not create the app/);
});
