// Writes docs/findings.md: each rule of the review, with why it matters and what to do.
import * as fs from "fs";
import * as path from "path";
import { RULES } from "../lib/review/findings/rules";

const PAGE = path.join(__dirname, "../docs/findings.md");

const HEAD = `# Findings of the access review

What \`access-review\` finds, each with why it matters and what to do. A finding that may stand is
[accepted with a reason](reviewing.md#a-finding-that-may-stand). An **error** will not apply or not work, a **warning** gives more
or less access than it should, a **note** is worth knowing.
`;

/** What code scanning shows of a comparison, which is no finding of a program. */
const BROADENED = `## access-broadened

**warning**, of a comparison. Somebody may do more than before, or something else.

Approve it, or take away what is not needed.
`;

/** The page as the rules have it. */
export function renderFindings(): string {
  const rules = [...RULES].sort((a, b) => (a.id < b.id ? -1 : 1));
  const sections = rules.map(({ id, severity, why, change }) => `## ${id}\n\n**${severity}**. ${why}\n\n${change}\n`);
  return [HEAD, ...sections, BROADENED].join("\n");
}

if (require.main === module) {
  fs.writeFileSync(PAGE, renderFindings());
}
