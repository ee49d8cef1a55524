import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { main } from "../../../lib/review/door/cli";
import { RULES } from "../../../lib/review/findings/rules";
import { renderFindings } from "../../../scripts/findings";
import { FINDING_EXAMPLES } from "../../support/finding-examples";
import type { Configuration } from "../../support/review-programs";

/** The findings of a program, as the command has them, a line each; what is accepted is left out. */
function foundIn(program: Configuration, before?: Configuration, acceptances: readonly object[] = []): string[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "finding-"));
  const file = (name: string, content: unknown) => {
    fs.writeFileSync(path.join(folder, name), JSON.stringify(content));
    return path.join(folder, name);
  };
  let text = "";
  try {
    const baseline = before ? ["--baseline", file("before.tf.json", before)] : [];
    const accept = ["--accept", file("accepted.json", acceptances)];
    main([file("after.tf.json", program), ...baseline, ...accept, "--format", "json"], {
      out: (part) => (text += part),
      err: () => undefined,
    });
    const { findings } = JSON.parse(text) as { findings: { id: string; address: string }[] };
    return findings.map(({ id, address }) => `${id} ${address}`);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

test("every finding has an example", () => {
  expect(Object.keys(FINDING_EXAMPLES).sort()).toEqual(RULES.map(({ id }) => id).sort());
});

describe.each(Object.entries(FINDING_EXAMPLES))("the example of %s", (id, { address, bad, good, before }) => {
  const name = `${id} ${address}`;

  test("has the finding, and without what is wrong it has not", () => {
    expect(foundIn(bad, before)).toContain(name);
    expect(foundIn(good, before).filter((line) => line.startsWith(`${id} `))).toEqual([]);
  });

  test("has it accepted as the page says", () => {
    const acceptance = renderFindings()
      .split("\n")
      .find((line) => line.includes(`"finding": "${id}"`));
    expect(foundIn(bad, before, [JSON.parse(acceptance ?? "") as object])).not.toContain(name);
  });
});

test("docs/findings.md is what the rules and the examples make", () => {
  expect(fs.readFileSync(path.join(__dirname, "../../../docs/findings.md"), "utf8")).toBe(renderFindings());
});
