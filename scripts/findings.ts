// Writes docs/findings.md: each rule of the review, with why it matters, what to do and how to accept it.
import * as fs from "fs";
import * as path from "path";
import { FINDING_EXAMPLES } from "../__tests__/support/finding-examples";
import { RULES } from "../lib/review/findings/rules";
import type { Rule } from "../lib/review/findings/rule";
import { withFooter } from "./footer";
import { hclDiff } from "./hcl";

const PAGE = path.join(__dirname, "../docs/findings.md");

const HEAD = `# Findings of the access review

What \`access-review\` finds: why it matters, what to do, and a program before and after.

- An **error** does not apply, or does not work.
- A **warning** gives more or less access than it should.
- A **note** is worth knowing.

A finding that may stand is accepted with a reason: by \`AcceptedFinding.on(resource, id, reason)\` in the program, or by an entry
in the list of \`access-review.json\`, in the folder where the command runs. Each finding below ends with such an entry.
`;

/** What code scanning shows of a comparison, which is no finding of a program. */
const BROADENED = `## access-broadened

**warning**, of a comparison. Somebody may do more than before, or something else.

Approve it, or take away what is not needed.
`;

/** The pages that say more of a rule. */
const MORE: Readonly<Record<string, string>> = {
  "broad-role": "[which role to give](role-assignments.md)",
  "dapr-client-id": "[Dapr and identities](dapr.md)",
  "escalation-path": "[who can become whom](who-can-become-whom.md)",
  "exposed-secret": "[secrets and vaults](secrets.md)",
  "missing-client-id": "[what the container is given](in-the-container.md#what-the-container-is-given)",
  "moved-grant": "[taking over what exists](taking-over.md)",
  "plain-text-secret": "[secrets and vaults](secrets.md)",
  "role-propagation": "[who waits for a grant](role-assignments.md#who-waits-for-a-grant)",
  "strong-pull-identity": "[images and registries](images.md)",
};

/** The page as the rules and the examples have it. */
export function renderFindings(): string {
  const rules = [...RULES].sort((a, b) => (a.id < b.id ? -1 : 1));
  return withFooter("findings.md", [HEAD, ...rules.map(sectionOf), BROADENED].join("\n"));
}

function sectionOf({ id, severity, why, change }: Rule): string {
  const example = FINDING_EXAMPLES[id];
  if (!example) {
    throw new Error(`__tests__/support/finding-examples.ts has no example of ${id}`);
  }
  const { address, bad, good } = example;
  const acceptance = `{ "finding": "${id}", "address": ${JSON.stringify(address)}, "reason": "…" }`;
  return [
    `## ${id}\n`,
    `**${severity}**. ${why}\n`,
    `${change}${MORE[id] ? ` See ${MORE[id]}.` : ""}\n`,
    `\`\`\`diff\n${hclDiff(bad, good)}\n\`\`\`\n`,
    `\`\`\`json\n${acceptance}\n\`\`\`\n`,
  ].join("\n");
}

if (require.main === module) {
  fs.writeFileSync(PAGE, renderFindings());
}
