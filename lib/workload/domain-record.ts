/** The type of the DNS record that points a domain to an app. */
export enum DomainRecordType {
  /** The static IP address of the environment, which every domain can have, and an apex has to. */
  A = "A",
  /** The host name of the app, which Azure asks for where a subdomain has a managed certificate. */
  CNAME = "CNAME",
}

/** A DNS record of a custom domain. */
export interface DomainRecord {
  /** The type: `TXT`, `CNAME` or `A`. */
  readonly recordType: string;
  /** The full name: `www.contoso.com`, or `asuid.www.contoso.com` for the record that proves whose the domain is. */
  readonly name: string;
  /** The value, which is known after apply. */
  readonly value: string;
}
