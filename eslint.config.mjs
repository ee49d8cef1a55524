import tseslint from "typescript-eslint";

/** The folders of the library, in the order in which they may import each other; the review stands apart. */
const FOLDERS = [
  "core",
  "rules",
  "access",
  "network",
  "identity",
  "environment",
  "key-vault",
  "registry",
  "services",
  "workload",
];

/** The floors of the review, likewise. */
const FLOORS = [
  "base",
  "azure",
  "language",
  "program",
  "read",
  "graph",
  "model",
  "findings",
  "report",
  "compare",
  "render",
  "door",
];

/** Files that only the stacks of the program import. */
const TOP = { regex: "^(\\.\\./)+(index|main-stack)$", message: "Import the file that declares it." };
const REVIEW_INSIDE = { regex: "^(\\.\\.?/)+review/(?!door/)", message: "The review is entered by review/door." };

/** What an import of one of the folders looks like, with what follows the folder. */
const into = (folders, rest, message) => ({ regex: `^(\\.\\.?/)+(${folders.join("|")})/${rest}`, message });

const others = (all, own) => all.filter((name) => name !== own);
const later = (all, own) => all.slice(all.indexOf(own) + 1);

const importsOfFolder = (folder) => [
  ...(later(FOLDERS, folder).length > 0
    ? [into(later(FOLDERS, folder), "", `lib/${folder} imports only the folders before it: ${FOLDERS.join(", ")}.`)]
    : []),
  into(others(FOLDERS, folder), "private/", "What is private to a folder is imported in that folder only."),
  REVIEW_INSIDE,
  TOP,
];

const importsOfFloor = (floor) => [
  ...(later(FLOORS, floor).length > 0
    ? [into(later(FLOORS, floor), "", `review/${floor} imports only the floors below it: ${FLOORS.join(", ")}.`)]
    : []),
  into(FOLDERS, "", "The review reads Terraform's JSON, and imports nothing of the library."),
  TOP,
];

const restrictImports = (files, patterns) => ({
  files,
  rules: {
    "no-restricted-imports": [
      "error",
      {
        // The root of the provider loads every one of its thousand classes.
        paths: [
          {
            name: "@cdktf/provider-azurerm",
            message: "Import the class by its own path: @cdktf/provider-azurerm/lib/<resource>.",
          },
        ],
        patterns,
      },
    ],
  },
});

/** Next to a class, jsii leaves these out of the package's API without a word. */
const silentlyLeftOut = ["FunctionDeclaration", "VariableDeclaration", "TSTypeAliasDeclaration"].map((node) => ({
  selector: `ExportNamedDeclaration > ${node}`,
  message:
    "jsii leaves this out of the API without a word: make it a class, an enum or an interface, or move it to the private/ of its folder.",
}));

const nestedTernary = {
  selector: "ConditionalExpression > ConditionalExpression",
  message: "Give the cases a table, or a function with a name.",
};

export default tseslint.config(
  { ignores: ["build/", "dist/", "template/files/", "cdktf.out*/", "**/*.js", "**/*.mjs"] },
  tseslint.configs.recommendedTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "no-restricted-syntax": ["error", nestedTernary],
      // A construct takes its place in the tree when it is made, used or not.
      "no-new": "off",
      // Terraform takes an empty string for nothing in many places.
      "@typescript-eslint/prefer-nullish-coalescing": "off",
      // It takes away what no-base-to-string asks for: to say that a value in a text is no object.
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
      // jsii knows index signatures, not Record.
      "@typescript-eslint/consistent-indexed-object-style": "off",
      "@typescript-eslint/explicit-member-accessibility": "off",
      "@typescript-eslint/no-empty-function": ["error", { allow: ["private-constructors"] }],
      "@typescript-eslint/explicit-module-boundary-types": "error",
    },
  },
  {
    // A package of its own, which is installed by its own lock file: its compiler checks the types.
    files: ["examples/container/**/*.ts"],
    extends: [tseslint.configs.disableTypeChecked],
  },
  restrictImports(["**/*.ts"], []),
  restrictImports(["lib/*.ts"], [into(FOLDERS, "(private/|internal$)", "It is no part of the API."), REVIEW_INSIDE]),
  ...FOLDERS.map((folder) => restrictImports([`lib/${folder}/**/*.ts`], importsOfFolder(folder))),
  ...FLOORS.map((floor) => restrictImports([`lib/review/${floor}/**/*.ts`], importsOfFloor(floor))),
  {
    files: [`lib/{${FOLDERS.slice(2).join(",")}}/*.ts`, "lib/review/door/access*.ts"],
    rules: { "no-restricted-syntax": ["error", nestedTernary, ...silentlyLeftOut] },
  },
  {
    files: ["__tests__/**/*.ts", "lib/{core,rules}/**/*.ts", "lib/**/private/**/*.ts"],
    rules: { "@typescript-eslint/explicit-module-boundary-types": "off" },
  },
);
