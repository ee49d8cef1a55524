import { TerraformOutput } from "cdktf";
import {
  Ingress,
  JobTrigger,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  ManagedIdentityContainerAppProps,
} from "../../lib/index";
import { appProps, newStack, synth } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const outputsOf = (text: string) =>
  Object.fromEntries(
    Object.entries((JSON.parse(text) as { output: Record<string, { value: unknown }> }).output).map(
      ([name, { value }]) => [name, value],
    ),
  );

describe("an app", () => {
  test("has a URL, a host name, its latest revision and the addresses that it calls from", () => {
    const { text } = synth((stack) => {
      const app = new ManagedIdentityContainerApp(stack, "app", appProps(stack, { ingress: Ingress.external(80) }));
      new TerraformOutput(stack, "url", { value: app.url });
      new TerraformOutput(stack, "fqdn", { value: app.fqdn });
      new TerraformOutput(stack, "revision", { value: app.latestRevisionName });
      new TerraformOutput(stack, "revision_fqdn", { value: app.latestRevisionFqdn });
      new TerraformOutput(stack, "outbound", { value: app.outboundIpAddresses });
      new TerraformOutput(stack, "verification", { value: app.customDomainVerificationId });
      expect([app.fqdn, app.outboundIpAddresses]).toEqual([app.fqdn, app.outboundIpAddresses]);
    });
    const app = "azurerm_container_app.app_C1C6C5D5".replace(/_[A-F0-9]+$/, "");
    const withoutHash = JSON.parse(
      JSON.stringify(outputsOf(text)).replace(/azurerm_container_app\.app_[A-F0-9]+/g, app),
    ) as object;
    expect(withoutHash).toEqual({
      url: `https://\${coalesce(${app}.ingress[0].fqdn, uuid())}`,
      fqdn: `\${coalesce(${app}.ingress[0].fqdn, uuid())}`,
      revision: `\${${app}.latest_revision_name}`,
      revision_fqdn: `\${${app}.latest_revision_fqdn}`,
      outbound: `\${${app}.outbound_ip_addresses}`,
      verification: `\${${app}.custom_domain_verification_id}`,
    });
  });

  test("that has the URL of another one comes after it", () => {
    const program = synth((stack) => {
      const api = new ManagedIdentityContainerApp(
        stack,
        "api",
        appProps(stack, { name: "api", ingress: Ingress.internalOnly(80) }),
      );
      new ManagedIdentityContainerApp(
        stack,
        "shop",
        appProps(stack, { name: "shop", environmentVariables: { API_URL: api.url } }),
      );
    });
    const graph = new TerraformGraph(program);
    const [api, shop] = ["api", "shop"].map(
      (name) => Object.entries(program.all("azurerm_container_app")).find(([, app]) => app.name === name)![0],
    );
    expect([...graph.before(`azurerm_container_app.${shop}`)]).toContain(`azurerm_container_app.${api}`);
    expect(graph.onCycles).toEqual([]);
  });

  test("without an ingress has no address: refused where it is read", () => {
    const stack = newStack();
    const app = (name: string, props: Partial<ManagedIdentityContainerAppProps>) =>
      new ManagedIdentityContainerApp(stack, name, appProps(stack, { name, ...props }));
    const without = app("without", {});
    expect(() => without.fqdn).toThrow(/\[test\/without\] is refused:\n {2}- ingress is missing; allowed: an ingress/);
    expect(() => without.url).toThrow(/Pass ingress: Ingress\.external\(port\)/);
    expect(() => without.latestRevisionName).not.toThrow();
    expect(() => app("with", { ingress: Ingress.internalOnly(80) }).url).not.toThrow();
  });

  test("with a TCP ingress has a host name and no URL", () => {
    const stack = newStack();
    const app = new ManagedIdentityContainerApp(
      stack,
      "app",
      appProps(stack, { ingress: Ingress.internalOnly(5432, { transport: "tcp" }) }),
    );
    expect(() => app.url).toThrow(/ingress\.transport is "tcp"; allowed: auto, http or http2/);
    expect(() => app.fqdn).not.toThrow();
  });
});

test("a job has the stream of its events, and the addresses that it calls from", () => {
  const { text } = synth((stack) => {
    const job = new ManagedIdentityContainerAppJob(stack, "job", {
      ...appProps(stack),
      location: "westeurope",
      trigger: JobTrigger.manual(),
    });
    new TerraformOutput(stack, "events", { value: job.eventStreamEndpoint });
    new TerraformOutput(stack, "outbound", { value: job.outboundIpAddresses });
    expect([job.eventStreamEndpoint, job.outboundIpAddresses]).toEqual([
      job.eventStreamEndpoint,
      job.outboundIpAddresses,
    ]);
  });
  expect(outputsOf(text)).toEqual({
    events: expect.stringMatching(/^\$\{azurerm_container_app_job\.job_\w+\.event_stream_endpoint\}$/) as string,
    outbound: expect.stringMatching(/^\$\{azurerm_container_app_job\.job_\w+\.outbound_ip_addresses\}$/) as string,
  });
});
