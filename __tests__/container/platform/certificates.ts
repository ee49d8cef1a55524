import { execFileSync } from "child_process";
import * as fs from "fs";
import * as path from "path";

/** A certificate authority of one test run, and a certificate of it for Azure's host names. */
export interface Certificates {
  /** The file with the authority's certificate, for `NODE_EXTRA_CA_CERTS`, `CURL_CA_BUNDLE` and the like. */
  readonly authorityFile: string;
  readonly key: Buffer;
  readonly cert: Buffer;
}

const HOSTS = [
  "*.vault.azure.net",
  "*.blob.core.windows.net",
  "*.servicebus.windows.net",
  "management.azure.com",
  "login.microsoftonline.com",
  "graph.microsoft.com",
];

const EC_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** Makes the certificates in a folder, by `openssl`: Node can read certificates, but makes none. */
export function makeCertificates(folder: string): Certificates {
  const file = (name: string) => path.join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: ["ignore", "ignore", "pipe"] });
  openssl(
    ...["req", "-x509", ...EC_KEY, "-days", "2", "-subj", "/CN=Authority of the tests"],
    ...["-keyout", file("ca.key"), "-out", file("ca.pem")],
  );
  openssl("req", ...EC_KEY, "-subj", "/CN=Azure of the tests", "-keyout", file("key.pem"), "-out", file("request.pem"));
  fs.writeFileSync(file("names"), `subjectAltName=${HOSTS.map((host) => `DNS:${host}`).join()}`);
  openssl(
    ...["x509", "-req", "-days", "2", "-in", file("request.pem"), "-out", file("cert.pem")],
    ...["-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-CAcreateserial", "-extfile", file("names")],
  );
  return {
    authorityFile: file("ca.pem"),
    key: fs.readFileSync(file("key.pem")),
    cert: fs.readFileSync(file("cert.pem")),
  };
}
