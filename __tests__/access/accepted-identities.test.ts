import { AiServices } from "@cdktf/provider-azurerm/lib/ai-services";
import { SearchService, SearchServiceConfig } from "@cdktf/provider-azurerm/lib/search-service";
import { SignalrService, SignalrServiceConfig } from "@cdktf/provider-azurerm/lib/signalr-service";
import { WebPubsub, WebPubsubConfig } from "@cdktf/provider-azurerm/lib/web-pubsub";
import { TerraformStack, TerraformVariable } from "cdktf";
import { AzureService, Role } from "../../lib/index";
import { makeIdentity, PLACE } from "../support/services";
import { synth } from "../support/synth";

const search = (stack: TerraformStack, config: Partial<SearchServiceConfig>) =>
  AzureService.aiSearch(new SearchService(stack, "service", { ...PLACE, name: "search", sku: "basic", ...config }));
const signalR = (stack: TerraformStack, config: Partial<SignalrServiceConfig>) =>
  AzureService.signalR(
    new SignalrService(stack, "service", {
      ...PLACE,
      name: "hub",
      sku: { name: "Standard_S1", capacity: 1 },
      ...config,
    }),
  );
const webPubSub = (stack: TerraformStack, config: Partial<WebPubsubConfig>) =>
  AzureService.webPubSub(
    new WebPubsub(stack, "service", { ...PLACE, name: "hub", sku: "Standard_S1", ...config }),
    Role.WEB_PUBSUB_SERVICE_OWNER,
  );
const aiServices = (stack: TerraformStack, customSubdomainName?: string) =>
  AzureService.aiServices(
    new AiServices(stack, "service", { ...PLACE, name: "ai", skuName: "S0", customSubdomainName }),
  );
const flag = (stack: TerraformStack) => new TerraformVariable(stack, "flag", { type: "bool" }).booleanValue;

describe("a service that the program makes such that it accepts no identities", () => {
  test.each<
    [string, RegExp, (stack: TerraformStack) => AzureService, readonly ((stack: TerraformStack) => AzureService)[]]
  >([
    [
      "Azure AI Search with keys alone",
      /localAuthenticationEnabled: false/,
      (stack) => search(stack, {}),
      [
        (stack) => search(stack, { localAuthenticationEnabled: false }),
        (stack) => search(stack, { authenticationFailureMode: "http403" }),
        (stack) => search(stack, { localAuthenticationEnabled: flag(stack) }),
      ],
    ],
    [
      "Azure SignalR without Entra",
      /aadAuthEnabled/,
      (stack) => signalR(stack, { aadAuthEnabled: false }),
      [(stack) => signalR(stack, {}), (stack) => signalR(stack, { aadAuthEnabled: flag(stack) })],
    ],
    [
      "Azure Web PubSub without Entra",
      /aadAuthEnabled/,
      (stack) => webPubSub(stack, { aadAuthEnabled: false }),
      [(stack) => webPubSub(stack, { aadAuthEnabled: true })],
    ],
    [
      "Azure AI services without a subdomain",
      /customSubdomainName/,
      (stack) => aiServices(stack),
      [(stack) => aiServices(stack, "ai")],
    ],
  ])("is refused: %s", (_, change, refused, accepted) => {
    const program = (serviceIn: (stack: TerraformStack) => AzureService) => () =>
      synth((stack) => serviceIn(stack).grantTo(makeIdentity(stack)));
    expect(program(refused)).toThrow(/gives an identity access to \[test\/service\], which accepts no identities; /);
    expect(program(refused)).toThrow(change);
    accepted.forEach((serviceIn) => expect(program(serviceIn)).not.toThrow());
  });

  test("may be given roles of the control plane", () => {
    const program = () =>
      synth((stack) => {
        const service = new SearchService(stack, "service", { ...PLACE, name: "search", sku: "basic" });
        makeIdentity(stack).assignRole(Role.fromName("Reader"), service.id);
      });
    expect(program).not.toThrow();
  });
});
