/** Control characters, and those that are invisible or change the direction of the text around them. */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]+/gu;

/** Characters with a meaning in Markdown or HTML. */
const MARKDOWN = /[\\`*_[\]<>|~&]/g;

/**
 * Characters that begin formulas, mentions, issues, emoji and links on GitHub, which looks for them after it has
 * resolved the escapes of Markdown. In an element of its own, a character begins none of these.
 */
const REFERENCES = /[$@]|#(?=\d+\b)|:(?=\/\/|[\w\\+-]+:)|\.(?<=\bwww\.)/gi;

/** Text that has none of all these in it, as most has. */
const PLAIN_TEXT = /^[A-Za-z0-9 ,()/-]*$/;

/** Printable ASCII without backslashes, backticks and pipes: what a code span shows as it is. */
const PLAIN_CODE = /^[ -[\]-_a-{}~]*$/;

/** Text on one line that Markdown shows as it is: whatever names a program uses, they are no markup and no mentions. */
export function markdownText(text: string): string {
  if (PLAIN_TEXT.test(text)) {
    return text;
  }
  const escaped = oneLine(text).replace(MARKDOWN, (character) => ENTITIES[character] ?? `\\${character}`);
  return escaped.replace(REFERENCES, (character) => `<span>${character}</span>`);
}

const ENTITIES: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;" };

/** Text on one line in a code span. A pipe is escaped there, too, because it would end the cell of a table. */
export function markdownCode(text: string): string {
  if (PLAIN_CODE.test(text)) {
    return `\`${text}\``;
  }
  const slash = text.indexOf("\\");
  // After a backslash, no escape keeps a pipe from ending the cell.
  if (slash >= 0 && text.includes("|", slash)) {
    return markdownText(text);
  }
  const line = oneLine(text).replace(/\|/g, "\\|");
  const longest = [...line.matchAll(/`+/g)].reduce((most, [ticks]) => Math.max(most, ticks.length), 0);
  const fence = "`".repeat(longest + 1);
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${space}${line}${space}${fence}`;
}

/** Text between the quotes of a Mermaid node. */
export function mermaidText(text: string): string {
  return oneLine(text).replace(/[#"<>&`|[\]{}();\\%@]/g, (character) => `#${character.charCodeAt(0)};`);
}

/** Text on one line that is no command to a terminal or a workflow. */
export function oneLine(text: string): string {
  return text.replace(INVISIBLE, " ");
}

/** Text in an element or an attribute of XML; what no XML document may hold is left out. */
export function xmlText(text: string): string {
  return text
    .split("\n")
    .map(oneLine)
    .join("\n")
    .replace(NOT_IN_XML, "\ufffd")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/\n/g, "&#10;");
}

/** Halves of surrogate pairs, and the two code points that are no characters. */
const NOT_IN_XML = /[\ud800-\udfff\ufffe\uffff]/gu;
