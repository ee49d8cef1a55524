import { FILE_FUNCTIONS } from "./file-functions";
import type { TerraformFunction } from "./function";
import { GENERAL_FUNCTIONS } from "./general-functions";
import { LIST_FUNCTIONS } from "./list-functions";
import { MAP_FUNCTIONS } from "./map-functions";
import { NUMBER_FUNCTIONS } from "./number-functions";
import { TEXT_FUNCTIONS } from "./text-functions";

/** The functions that are given error values, too. */
export const FORGIVING: ReadonlySet<string> = new Set(["try", "can"]);

/** The functions that the review knows: those that configurations for Azure use. The result of any other is unknown. */
export const FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ...GENERAL_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...MAP_FUNCTIONS,
  ...FILE_FUNCTIONS,
]);
