export { Acceptances } from "../report/acceptances";
export { compare } from "../compare/compare";
export { beyondReference, parseReference, toReference } from "../compare/reference";
export { RULES } from "../findings/rules";
export { toJson } from "../render/json";
export { toMarkdown } from "../render/markdown";
export { toMermaid } from "../render/mermaid";
export { parseForbidden } from "../report/contract/forbidden-access";
export { reviewPath, reviewText } from "./review";
