import * as fs from "fs";
import * as path from "path";
import { PAGES } from "../scripts/readme";

const API = path.join(__dirname, "../docs/api");

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replace(/ /g, "-");

const anchorsIn = (text: string) => [
  ...[...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchorOf(heading)),
  ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, anchor = ""]) => anchor),
];

const API_PAGES = fs.readdirSync(API).map((file) => path.join(API, file));

describe.each([...PAGES, ...API_PAGES].map((page) => [path.basename(page), page]))("the page %s", (_, page) => {
  const text = fs.readFileSync(page, "utf8");

  test("links to files and headings that are there", () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link = ""]) => link.split("#"));
    for (const [file, anchor] of links) {
      const target = file ? path.join(path.dirname(page), file) : page;
      expect(fs.existsSync(target) ? "" : target).toBe("");
      if (anchor) {
        expect(anchorsIn(fs.readFileSync(target, "utf8"))).toContain(anchor);
      }
    }
  });

  test("names the source of every block of TypeScript", () => {
    expect((text.match(/^```ts$/gm) ?? []).length).toBe((text.match(/<!-- .+ -->\n```ts\n/g) ?? []).length);
  });
});
