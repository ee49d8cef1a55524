import { table } from "../../base/table";
import { APP_TYPES } from "./app-types";
import type { AzapiType } from "./azapi-type";
import { GRANT_TYPES_OF_AZAPI } from "./grant-types";
import { SERVICE_TYPES } from "./service-types";

/** The types of Azure's whose requests the review reads in azurerm's words, by their names in lower case. */
export const AZAPI_TYPES = table<AzapiType>({ ...APP_TYPES, ...GRANT_TYPES_OF_AZAPI, ...SERVICE_TYPES });
