/** A cloud of Azure, by the word that azurerm has for it: it decides how private DNS zones are called. */
export enum AzureCloud {
  /** Azure itself. */
  PUBLIC = "public",
  /** Azure US Government. */
  US_GOVERNMENT = "usgovernment",
  /** Azure China. */
  CHINA = "china",
}
