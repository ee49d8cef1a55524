import type { TerraformStack } from "cdktf";
import type * as Library from "../../lib/index";
import type * as Synth from "./synth";

/** The classes that say which azurerm they are for. */
const CLASSES = { "container-app": "ContainerApp", "container-app-job": "ContainerAppJob" } as const;

type Class = new (...args: unknown[]) => object;

/** What a program is written with, beside a version of azurerm. */
export interface Beside {
  readonly library: typeof Library;
  readonly support: typeof Synth;
  readonly stack: TerraformStack;
}

/**
 * Runs something beside another version of azurerm. The classes stay those of the installed one: what these do not
 * know, such as the identity of a scale rule, is in the resource and not in what it renders.
 */
export function runBeside(providerVersion: string, run: (beside: Beside) => void): void {
  jest.isolateModules(() => {
    Object.entries(CLASSES).forEach(([file, name]) =>
      jest.doMock(`@cdktf/provider-azurerm/lib/${file}`, () => {
        const actual = jest.requireActual<Record<string, Class>>(`@cdktf/provider-azurerm/lib/${file}`);
        class OfVersion extends actual[name]! {
          public readonly terraformGeneratorMetadata = { providerName: "azurerm", providerVersion };
        }
        return { ...actual, [name]: OfVersion };
      }),
    );
    const support = jest.requireActual<typeof Synth>("./synth");
    run({ library: jest.requireActual<typeof Library>("../../lib"), support, stack: support.newStack() });
  });
}

/** Synthesizes a program beside another version of azurerm. */
export function synthBeside(providerVersion: string, program: (beside: Beside) => void): Synth.Synthesized {
  let synthesized: Synth.Synthesized | undefined;
  runBeside(providerVersion, (beside) => {
    program(beside);
    synthesized = beside.support.synthStack(beside.stack);
  });
  return synthesized!;
}
