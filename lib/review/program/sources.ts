import type { Traversal } from "../language/syntax";
import { isRead } from "./declaration";
import type { ModuleInstance } from "./module-instance";

/** What a value of a plan may come from: an attribute of a resource, a variable of a root module, or some other name. */
export interface Source {
  /** How the program refers to it. */
  readonly address: string;
  /** The type of the resource; undefined where it is none. */
  readonly type?: string;
  /** The steps into the resource. */
  readonly path: readonly (string | number)[];
  /** Whether it is a sensitive variable. */
  readonly isSensitiveVariable?: boolean;
}

/** How many modules a value is followed through. */
const MAX_STEPS = 30;

/** What references in a module lead to, through the variables and outputs of modules; local values stay names. */
export function sourcesOf(traversals: readonly Traversal[], module: ModuleInstance, steps = MAX_STEPS): Source[] {
  return steps === 0 ? [] : traversals.flatMap((traversal) => sourcesOfOne(traversal, module, steps - 1));
}

function sourcesOfOne(traversal: Traversal, module: ModuleInstance, left: number): Source[] {
  const [first = "", second = "", ...others] = traversal.steps;
  switch (traversal.root) {
    case "var":
      return ofVariable(String(first), module, left);
    case "module":
      return ofOutput(traversal, module, left);
    case "data":
      return [resource(module, `data.${first}.${second}`, String(first), others)];
    case "local":
    case "each":
    case "count":
    case "path":
    case "terraform":
    case "self":
      return [{ address: module.addressOf([traversal.root, ...traversal.steps].join(".")), path: [] }];
    default:
      return [resource(module, `${traversal.root}.${first}`, traversal.root, traversal.steps.slice(1))];
  }
}

function resource(module: ModuleInstance, local: string, type: string, path: Source["path"]): Source {
  return { address: [module.addressOf(local), ...path].join("."), type, path };
}

function ofVariable(name: string, module: ModuleInstance, left: number): Source[] {
  const { caller } = module;
  if (module.declaration.variables.get(name)?.isSensitive) {
    return [{ address: module.addressOf(caller ? `var.${name}` : name), path: [], isSensitiveVariable: true }];
  }
  return caller ? sourcesOf(caller.call.arguments.get(name)?.traversals ?? [], caller.module, left) : [];
}

function ofOutput({ steps }: Traversal, module: ModuleInstance, left: number): Source[] {
  const call = module.declaration.calls.get(String(steps[0]));
  if (!call || !isRead(call)) {
    return [{ address: module.addressOf(["module", ...steps].join(".")), path: [] }];
  }
  const names = steps.slice(1).filter((step) => call.module.outputs.has(String(step)));
  const [child] = module.childrenBy(call).modules.values();
  return child
    ? names.flatMap((name) => sourcesOf(call.module.outputs.get(String(name))?.traversals ?? [], child, left))
    : [];
}
