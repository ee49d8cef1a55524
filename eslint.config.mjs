import tseslint from "typescript-eslint";

/** The root of the provider loads every one of its thousand classes. */
const rootImports = {
  paths: ["@cdktf/provider-azurerm"].map((name) => ({
    name,
    message: `Import the class by its own path: ${name}/lib/<resource>.`,
  })),
};

/** Next to a class, jsii leaves these out of the package's API without a word. */
const silentlyLeftOut = ["FunctionDeclaration", "VariableDeclaration", "TSTypeAliasDeclaration"].map((node) => ({
  selector: `ExportNamedDeclaration > ${node}`,
  message:
    "jsii leaves this out of the API without a word: make it a class, an enum or an interface, or move it to the private/ of its folder.",
}));

export default tseslint.config(
  { ignores: ["build/", "dist/", "cdktf.out*/", "**/*.js", "**/*.mjs"] },
  tseslint.configs.recommendedTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "no-restricted-imports": ["error", rootImports],
      // A construct takes its place in the tree when it is made, used or not.
      "no-new": "off",
      // Terraform takes an empty string for nothing in many places.
      "@typescript-eslint/prefer-nullish-coalescing": "off",
      // jsii knows index signatures, not Record.
      "@typescript-eslint/consistent-indexed-object-style": "off",
      "@typescript-eslint/explicit-member-accessibility": "off",
      "@typescript-eslint/no-empty-function": ["error", { allow: ["private-constructors"] }],
      "@typescript-eslint/explicit-module-boundary-types": "error",
    },
  },
  {
    files: [
      "lib/{access,identity,environment,key-vault,registry,services,workload}/*.ts",
      "lib/review/door/access*.ts",
    ],
    rules: { "no-restricted-syntax": ["error", ...silentlyLeftOut] },
  },
  {
    files: ["__tests__/**/*.ts", "lib/{core,rules}/**/*.ts", "lib/**/private/**/*.ts"],
    rules: { "@typescript-eslint/explicit-module-boundary-types": "off" },
  },
);
