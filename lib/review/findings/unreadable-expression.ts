import type { Rule } from "./rule";

/** Every expression can be read. */
export const UNREADABLE_EXPRESSION: Rule = {
  id: "unreadable-expression",
  severity: "error",
  why: "Terraform refuses it, and this review cannot tell what it grants or uses.",
  change: "Mend the expression.",
  find: ({ program }) =>
    program.roots.flatMap((root) =>
      root.stack.unreadable.map(({ address, why }) => ({
        address: `${root.prefix}${address}`,
        message: `The expression cannot be read: ${why}.`,
      })),
    ),
};
