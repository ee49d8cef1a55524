export { Acceptances } from "../report/acceptances";
export { compare } from "../compare/compare";
export { RULES } from "../findings/rules";
export { toJson } from "../render/json";
export { toMarkdown } from "../render/markdown";
export { toMermaid } from "../render/mermaid";
export { reviewPath, reviewText } from "./review";
