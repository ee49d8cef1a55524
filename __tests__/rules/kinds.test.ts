import { AppServiceCertificateBinding } from "@cdktf/provider-azurerm/lib/app-service-certificate-binding";
import { DataFactoryTriggerCustomEvent } from "@cdktf/provider-azurerm/lib/data-factory-trigger-custom-event";
import { KeyVaultCertificate } from "@cdktf/provider-azurerm/lib/key-vault-certificate";
import { TerraformStack } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerAppEnvironmentCertificate,
  ContainerImage,
  Ingress,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
} from "../../lib/index";
import { PLACE } from "../support/services";
import { appProps, newStack, VAULT_ID } from "../support/synth";

/**
 * Classes of azurerm that have a member of the name by which one of this library's kinds is known: a program without
 * types may pass them.
 */
test.each<[string, RegExp, (stack: TerraformStack) => unknown]>([
  [
    "a certificate of a vault in the place of a reference to one",
    /^\[test\/web\] is refused:\n {2}- source is another object; allowed: a CertificateSource\. Pass vault\.certificate\(name\)/,
    (stack) =>
      new ContainerAppEnvironmentCertificate(stack, "web", {
        name: "web",
        environment: new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "shop" }),
        source: new KeyVaultCertificate(stack, "certificate", { name: "web", keyVaultId: VAULT_ID }) as never,
      }),
  ],
  [
    "the binding of a certificate in the place of a certificate of an environment",
    /certificate is .*; allowed: a ContainerAppEnvironmentCertificate\. Pass one/,
    (stack) =>
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { ingress: Ingress.external(80) })).addDomain(
        "www.example.com",
        {
          certificate: new AppServiceCertificateBinding(stack, "binding", {
            certificateId: "/c",
            hostnameBindingId: "/h",
            sslState: "SniEnabled",
          }) as never,
        },
      ),
  ],
  [
    "the trigger of a data factory in the place of a trigger of a job",
    /trigger is .*; allowed: a JobTrigger\. Pass/,
    (stack) =>
      new ManagedIdentityContainerAppJob(stack, "job", {
        ...PLACE,
        name: "job",
        environment: new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "shop" }),
        containers: [{ image: ContainerImage.of("example.com/job:1") }],
        trigger: new DataFactoryTriggerCustomEvent(stack, "trigger", {
          name: "t",
          dataFactoryId: "/f",
          eventgridTopicId: "/t",
          events: ["e"],
          pipeline: [{ name: "p" }],
        }) as never,
      }),
  ],
])("%s is refused", (_, refusal, make) => {
  const stack = newStack();
  expect(() => make(stack)).toThrow(refusal);
});
