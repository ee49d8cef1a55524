import type { Instance } from "../../program/instance";
import type { Principals } from "../principal";
import type { Targets } from "../targets";
import { NO_USES, Use } from "../use";
import { appSettings } from "./app-settings";
import { imagePulls } from "./image-pulls";
import { scaleRules } from "./scale-rules";
import { tokenStores } from "./token-stores";
import { UseContext } from "./use-context";
import { vaultReferences } from "./vault-references";
import { vaultWrites } from "./vault-writes";

/** What Azure and Terraform do as identities, one function for each kind. */
const READERS = [vaultReferences, imagePulls, scaleRules, tokenStores, appSettings, vaultWrites];

/** Reads what a program has Azure and Terraform do as identities. */
export class UseReader {
  private readonly context: UseContext;

  constructor(targets: Targets, principals: Principals) {
    this.context = new UseContext(targets, principals);
  }

  /** The uses of a resource; a data source has none. */
  public usesOf(instance: Instance): readonly Use[] {
    return instance.isManaged ? READERS.flatMap((read) => read(instance, this.context)) : NO_USES;
  }
}
