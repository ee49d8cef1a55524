import { GAP } from "./template";

/**
 * The forms of keys, passwords and signatures that connection strings and addresses hold, by what an error calls them.
 * Each captures the secret itself.
 */
const FORMS: readonly (readonly [string, RegExp])[] = [
  ["Password=…", /(?:^|[;\s"'?&])(?:password|pwd)\s*=\s*([^;&\s]+)/gi],
  ["AccountKey=…", /\bAccountKey\s*=\s*([^;\s]+)/gi],
  ["SharedAccessKey=…", /\bSharedAccessKey\s*=\s*([^;\s]+)/gi],
  ["AccessKey=…", /(?:^|;)\s*AccessKey\s*=\s*([^;\s]+)/gi],
  ["SharedAccessSignature=…", /\bSharedAccessSignature\s*=\s*([^;\s]+)/gi],
  ["sig=…", /[?&;]sig=([\w%+/=-]{16,})/gi],
  ["a password in an address", /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@?#]*:([^\s/@?#]+)@/gi],
  ["a private key", /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*([\w+/=]{8,})/g],
];

/** Matches a text that may have one of the forms: most texts have none of these, and need no closer look. */
const MAY_HAVE_FORM = /=|:\/\/|-----BEGIN/;

/**
 * Texts in the place of a secret that are none: a hole that is filled later (`{0}`, `$(X)`, `$X`, `%s`, `<x>`, `***`, an
 * expression), a word for yes or no, a path, and the key of the storage emulator, which everybody knows.
 */
const NO_SECRET = new RegExp(
  `^["']?(?:[{$%<@/[].*|\\*+|x+|true|false|yes|no|null|none|Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==|)["']?$`,
  "i",
);

/**
 * What in a literal text is a secret for certain: the form that it has, without the secret.
 *
 * @param text a text with `GAP` in the place of each expression
 */
export function literalSecretIn(text: string): string | undefined {
  if (!MAY_HAVE_FORM.test(text)) {
    return undefined;
  }
  const form = FORMS.find(([, pattern]) =>
    [...text.matchAll(pattern)].some(([, secret = ""]) => !secret.includes(GAP) && !NO_SECRET.test(secret)),
  );
  return form?.[0];
}

/** Whether a literal text in a place for secrets may be one: it is no hole that is filled later, and no path. */
export function isSecretInPlace(text: string): boolean {
  return text.trim() !== "" && !text.includes(GAP) && !NO_SECRET.test(text.trim());
}

/** Whether an error must not show the text, because some of it may be a secret: more than what is one for certain. */
export function mayHoldSecret(text: string): boolean {
  return literalSecretIn(text) !== undefined || /[^\s:/@]+:[^\s:/@]+@/.test(text);
}
