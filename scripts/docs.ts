// Writes every page that is made of code, and the code and the tables in the others. It takes the API from `.jsii`.
import * as fs from "fs";
import * as path from "path";
import { API_PAGES, renderApi } from "./api";
import { renderFindings } from "./findings";
import { PAGES, renderPage } from "./readme";
import { renderRoles } from "./roles";
import { renderRules } from "./rules";

const DOCS = path.join(__dirname, "../docs");

fs.writeFileSync(path.join(DOCS, "findings.md"), renderFindings());
fs.writeFileSync(path.join(DOCS, "roles.md"), renderRoles());
fs.writeFileSync(path.join(DOCS, "rules.md"), renderRules());
for (const page of PAGES) {
  fs.writeFileSync(page, renderPage(page, fs.readFileSync(page, "utf8")));
}
fs.rmSync(API_PAGES, { recursive: true, force: true });
fs.mkdirSync(API_PAGES);
renderApi().forEach((text, file) => fs.writeFileSync(path.join(API_PAGES, file), text));
