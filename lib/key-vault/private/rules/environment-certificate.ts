import type { TerraformProvider } from "cdktf";
import { Problem } from "../../../core/problems";
import type { IContainerAppEnvironment } from "../../../environment/environment-base";
import { COMMON, tagRules } from "../../../rules/common";
import { KINDS } from "../../../rules/kinds";
import { Block, text } from "../../../rules/rule";
import { checkSensitive } from "../../../rules/sensitive";
import type { CertificateSource } from "../../certificate-source";
import type { ContainerAppEnvironmentCertificateProps } from "../../container-app-environment-certificate-props";

const AZURERM =
  "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app_environment_certificate";

const NAME = text(
  /^(?!.*--)[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
  "at least 2 lower-case letters, digits, full stops and single hyphens, starting and ending with a letter or digit",
  `${AZURERM}#name`,
  "Pass such a name, or a reference to one.",
);

const ARGUMENTS = { name: NAME, environment: { kind: KINDS.environment } };

export const ENVIRONMENT_CERTIFICATE: Block<ContainerAppEnvironmentCertificateProps> = {
  arguments: { ...ARGUMENTS, source: { kind: KINDS.certificateSource }, ...COMMON },
  required: ["name", "environment", "source"],
  together: tagRules(50),
};

/** The rules of the lookup of a certificate by name. */
export const CERTIFICATE_LOOKUP: Block<{
  name: string;
  environment: IContainerAppEnvironment;
  provider?: TerraformProvider;
}> = {
  arguments: { ...ARGUMENTS, provider: { kind: KINDS.provider } },
  required: ["name", "environment"],
};

/** The problems with a PFX or a password that is a literal in the program. */
export function checkPfx({ _pfx }: CertificateSource): Problem[] {
  const values = _pfx ? { pfxBase64: _pfx.pfxBase64, password: _pfx.password } : {};
  return Object.entries(values).flatMap(([name, value]) =>
    checkSensitive(value).map((problem) => ({
      ...problem,
      property: `source: CertificateSource.fromPfx: ${problem.property.replace("value", name)}`,
    })),
  );
}
