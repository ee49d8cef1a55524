/**
 * Characters that a terminal or a page takes for something else than text, those that turn its direction around among
 * them.
 */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]+/gu;

/** Characters that Markdown or HTML takes for its own. */
const MARKDOWN = /[\\`*_[\]<>|~&]/g;

/**
 * What GitHub takes for formulas, people, issues, pictures and addresses once Markdown has become a page: there an
 * escape is the character that it stands for. In an element of its own, a character begins none of these.
 */
const REFERENCES = /[$@]|#(?=\d+\b)|:(?=\/\/|[\w\\+-]+:)|\.(?<=\bwww\.)/gi;

/**
 * Text on one line, as Markdown shows it as it is: whatever a program calls a thing, it is no markup and mentions
 * nobody.
 */
export function markdownText(text: string): string {
  const escaped = oneLine(text).replace(MARKDOWN, (character) => ENTITIES[character] ?? `\\${character}`);
  return escaped.replace(REFERENCES, (character) => `<span>${character}</span>`);
}

const ENTITIES: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;" };

/** The same in a fixed font; a table takes a pipe for the end of a cell even there. */
export function markdownCode(text: string): string {
  const slash = text.indexOf("\\");
  // Where a backslash stands before a pipe, no escape keeps the cell in one.
  if (slash >= 0 && text.includes("|", slash)) {
    return markdownText(text);
  }
  const line = oneLine(text).replace(/\|/g, "\\|");
  const longest = [...line.matchAll(/`+/g)].reduce((most, [ticks]) => Math.max(most, ticks.length), 0);
  const fence = "`".repeat(longest + 1);
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${space}${line}${space}${fence}`;
}

/** Text in the quotes of a Mermaid node. */
export function mermaidText(text: string): string {
  return oneLine(text).replace(/[#"<>&`|[\]{}();\\%@]/g, (character) => `#${character.charCodeAt(0)};`);
}

/** Text in which nothing is a command to what shows it. */
export function oneLine(text: string): string {
  return text.replace(INVISIBLE, " ");
}
