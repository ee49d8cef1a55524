import { ListedArguments } from "./arguments";
import type { Expression, KnownInstances, ModuleCall, ModuleDeclaration, ResourceDeclaration, StackDeclaration, VariableDeclaration } from "./declaration";
import { Scope, settle, step, unknownOf } from "./expression/evaluate";
import { parseExpression, SyntaxProblem } from "./expression/parser";
import { Traversal, traversalOf } from "./expression/syntax";
import { canonicalText, Instance } from "./instance";
import { isObject, JsonObject } from "./json";
import { PlannedId } from "./planned-id";
import { EveryValue, isKnown, isList, isSameReference, isScalar, literal, ObjectValue, Reference, Unknown, Value } from "./value";

/** The stack that a plan makes, from what `terraform show -json` prints of it. */
export function plannedStack(plan: JsonObject): StackDeclaration {
  const configuration = objectAt(plan.configuration, "root_module");
  const changes = new Map(objectsIn(plan.resource_changes).map((change) => [String(change.address), change]));
  // Data that was read already is in the prior state only.
  const prior = objectAt(objectAt(plan, "prior_state").values, "root_module");
  const known = new KnownResources([prior, objectAt(plan.planned_values, "root_module")], changes, true, typeof plan.timestamp === "string" ? plan.timestamp : "");
  return {
    module: withForgotten(moduleOf(configuration, "", known), heldIn([forgottenIn(prior, changes)])),
    variables: new Map(Object.entries(objectAt(plan, "variables")).map(([name, variable]) => [name, isObject(variable) ? literal(variable.value ?? null) : null])),
    after: [],
    known,
    unreadable: [],
  };
}

/** What of a module in the prior state Terraform forgets and leaves as it is: what it grants stays. */
function forgottenIn(module: JsonObject, changes: ReadonlyMap<string, JsonObject>): JsonObject {
  const children = objectsIn(module.child_modules).map((child) => forgottenIn(child, changes));
  return {
    address: module.address,
    resources: objectsIn(module.resources).filter(({ address }) => isForgotten(changes.get(String(address)))),
    child_modules: children.filter((child) => [...objectsIn(child.resources), ...objectsIn(child.child_modules)].length > 0),
  };
}

function isForgotten(change: JsonObject | undefined): boolean {
  return stringsIn(objectAt(change, "change").actions).includes("forget");
}

/** What is forgotten is in no configuration any more. */
function withForgotten(module: ModuleDeclaration, forgotten: ModuleDeclaration): ModuleDeclaration {
  const calls = [...forgotten.calls].map(([name, call]): [string, ModuleCall] => {
    const own = module.calls.get(name);
    return [name, own?.module ? { ...own, module: withForgotten(own.module, call.module!) } : call];
  });
  return { ...module, resources: new Map([...forgotten.resources, ...module.resources]), calls: new Map([...module.calls, ...calls]) };
}

/** The stack that a state holds. */
export function stateStack(values: unknown): StackDeclaration {
  const root = objectAt(values, "root_module");
  return { module: heldIn([root]), variables: new Map(), after: [], known: new KnownResources([root], new Map(), false), unreadable: [] };
}

/** What the instances of a module in a state declare together. */
function heldIn(modules: readonly JsonObject[]): ModuleDeclaration {
  const resources = new Map<string, ResourceDeclaration>();
  const children = new Map<string, JsonObject[]>();
  for (const module of modules) {
    for (const resource of objectsIn(module.resources)) {
      const key = `${resource.mode === "data" ? "data." : ""}${String(resource.type)}.${String(resource.name)}`;
      resources.set(key, heldResource(resource, resources.get(key)));
    }
    for (const child of objectsIn(module.child_modules)) {
      const { name } = callIn(String(child.address));
      children.set(name, [...(children.get(name) ?? []), child]);
    }
  }
  return { resources, locals: new Map(), variables: new Map(), outputs: new Map(), outputsWait: new Map(), calls: new Map([...children].map(([name, all]) => [name, heldCall(name, all)])) };
}

function heldCall(name: string, modules: readonly JsonObject[]): ModuleCall {
  const isKeyed = modules.some(({ address }) => callIn(String(address)).key !== undefined);
  return { name, source: "", arguments: new Map(), forEach: isKeyed ? NOTHING : undefined, waitsFor: [], module: heldIn(modules) };
}

function heldResource(json: JsonObject, other: ResourceDeclaration | undefined): ResourceDeclaration {
  const names = Object.entries(objectAt(json, "values")).filter(([, value]) => value !== null).map(([name]) => name);
  return {
    mode: json.mode === "data" ? "data" : "managed",
    type: String(json.type),
    name: String(json.name),
    arguments: new ListedArguments(new Map([...(other?.arguments.names ?? []), ...names].map((name) => [name, NOTHING]))),
    forEach: json.index === undefined ? undefined : NOTHING,
    waitsFor: [],
    ignoredChanges: new Set(),
    commands: [],
    accepted: new Map(),
  };
}

/** The name and the key of the last module call in an address. */
function callIn(address: string): { readonly local: string; readonly name: string; readonly key: Key } {
  const [, local = address, key] = /^(.*?)(?:\[(\d+|"(?:[^"\\]|\\.)*")\])?$/s.exec(address) ?? [];
  return { local, name: local.slice(local.lastIndexOf("module.") + "module.".length), key: key === undefined ? undefined : (JSON.parse(key) as string | number) };
}

/** What a plan tells of an expression: its value, or what it refers to. */
class PlannedExpression implements Expression {
  private refersTo?: readonly Traversal[];

  constructor(private readonly json: unknown) {}

  public get isLiteral(): boolean {
    return isObject(this.json) && "constant_value" in this.json;
  }

  public get traversals(): readonly Traversal[] {
    return (this.refersTo ??= referencesOf(this.json).flatMap((references) => mostSpecific(references.flatMap(parsed))));
  }

  public evaluate(scope: Scope): Value {
    if (isObject(this.json) && "constant_value" in this.json) {
      return literal(this.json.constant_value);
    }
    if (!isLeaf(this.json)) {
      return Array.isArray(this.json)
        ? this.json.map((item) => new PlannedExpression(item).evaluate(scope))
        : new ObjectValue(new Map(Object.entries(this.json as JsonObject).map(([name, item]) => [name, new PlannedExpression(item).evaluate(scope)])));
    }
    return this.reference(scope);
  }

  /** The value of a literal one. */
  public get constant(): unknown {
    return (this.json as JsonObject).constant_value;
  }

  /** The expressions inside a block. */
  public inside(key: string | number): PlannedExpression | undefined {
    const json = isLeaf(this.json) ? undefined : (this.json as JsonObject)[key];
    // A single block stands without a list around it.
    return json === undefined ? (key === 0 && isObject(this.json) && !isLeaf(this.json) ? this : undefined) : new PlannedExpression(json);
  }

  /** Whether it is only told what it refers to. */
  public get isReferences(): boolean {
    return isObject(this.json) && Array.isArray(this.json.references);
  }

  /** The expression that a part of it comes from: where only its references are told, that is all of it. */
  public partAt(key: string | number): PlannedExpression | undefined {
    return this.isReferences ? this : this.inside(key);
  }

  /** All the ids that it refers to, known ones too. */
  public all(scope: Scope): Value[] {
    const values = this.traversals.map((traversal) => valueOf(traversal, scope));
    const known = values.flatMap((value) => (isList(value) ? value : [value])).filter((value) => typeof value === "string" && GUID.test(value));
    const open = values.flatMap((value) => openIn(value, scope));
    return [...new Set(known), ...open.filter((one, i) => open.findIndex((other) => isSameValue(one, other)) === i)];
  }

  /** The one thing that an expression refers to and that is not known: that is where its value comes from. */
  private reference(scope: Scope): Value {
    const own = this.traversals;
    const values = own.map((traversal) => valueOf(traversal, scope));
    const [only] = values;
    if (values.length === 1 && only instanceof Placed && !(only.of instanceof OneOf)) {
      return only;
    }
    const open = chosenByKey(values).flatMap((value) => openIn(value, scope));
    const distinct = open.filter((one, i) => open.findIndex((other) => isSameValue(one, other)) === i);
    if (distinct.length === 1) {
      return distinct[0]!;
    }
    // A plan does not tell which output of a module it is that a key leads to; what they belong to is told.
    const [first, ...others] = distinct;
    if (first instanceof Reference && others.every((other) => other instanceof Reference && other.instance === first.instance)) {
      return new Reference(first.instance);
    }
    const text = [...new Set(own.map(textOf))].join(",");
    return distinct.length === 0 ? new Unknown("a plan does not tell what it is made of", [], text) : new OneOf(distinct, text);
  }
}

/** Of a block that is repeated, and the keys that it is looked up by: the instance that one of them names, else any. */
function chosenByKey(values: readonly Value[]): readonly Value[] {
  const repeated = values.filter((value) => isList(value) || (value instanceof ObjectValue && !(value instanceof LiteralValues)));
  const [block] = repeated;
  const instances = block instanceof ObjectValue ? [...block.entries] : isList(block ?? null) ? (block as readonly Value[]).map((item, i): [string, Value] => [String(i), item]) : [];
  if (repeated.length !== 1 || instances.length === 0 || !instances.every(([, item]) => item instanceof Reference && item.path.length === 0) || values.some((value) => value instanceof Reference)) {
    return values;
  }
  const named = instances.filter(([key]) => values.some((value) => isScalar(value) && String(value) === key));
  return named.length === 1 ? [named[0]![1]] : repeated;
}

/** What may come from any of several things. */
class OneOf extends Unknown {
  constructor(
    public readonly candidates: readonly Value[],
    text: string,
  ) {
    const { why, references } = unknownOf(candidates, "it may come from any of several things");
    super(why, references, text);
  }
}

/** An unknown value where it stands: what is the same expression in two places may be two things. */
class Placed extends Unknown {
  constructor(
    public readonly of: Unknown,
    public readonly at: Reference,
  ) {
    super(of.why, of.references, `${of.text} in ${[at.instance.address, ...at.path].join(".")}`);
  }
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What of a value is not known: of an object or a list its parts, of a map by `each.key` the one under that key. */
function openIn(value: Value, scope: Scope): Value[] {
  if (value instanceof Placed) {
    return openIn(value.of, scope);
  }
  if (value instanceof OneOf) {
    return value.candidates.flatMap((candidate) => openIn(candidate, scope));
  }
  if (value instanceof LiteralValues) {
    return [];
  }
  if (value instanceof EveryValue) {
    return [value.each];
  }
  if (value instanceof ObjectValue) {
    const { value: key } = scope.resolve("each", ["key"]);
    const own = typeof key === "string" ? value.entry(key) : undefined;
    return own === undefined ? [...value.entries.values()].flatMap((item) => openIn(item, scope)) : openIn(own, scope);
  }
  if (isList(value)) {
    const { value: index } = scope.resolve("count", ["index"]);
    const own = typeof index === "number" ? value[index] : undefined;
    return own === undefined ? value.flatMap((item) => openIn(item, scope)) : openIn(own, scope);
  }
  return isKnown(value) ? [] : [value];
}

function isSameValue(a: Value, b: Value): boolean {
  return a === b || (a instanceof Reference && b instanceof Reference && isSameReference(a, b)) || (a instanceof Unknown && b instanceof Unknown && a.text === b.text);
}

/** A plan lists after each reference what it is an attribute of. */
function mostSpecific(traversals: readonly Traversal[]): Traversal[] {
  const texts = traversals.map(textOf);
  return traversals.filter((_, i) => !texts.some((other, j) => (other.startsWith(`${texts[i]}.`) || (j < i && other === texts[i]))));
}

function textOf({ root, steps }: Traversal): string {
  return [root, ...steps].join(".");
}

/** What a reference leads to. A plan does not describe the lists and the maps on the way: where one is not known, what is not known in it stands for its parts. */
function valueOf({ root, steps }: Traversal, scope: Scope): Value {
  const { value, taken } = scope.resolve(root, steps);
  let at = value;
  for (const key of steps.slice(taken)) {
    const next = isId(at) ? at : step(at, key);
    if (next instanceof Unknown && next.isError) {
      return at;
    }
    at = next;
  }
  const settled = settle(at);
  // The blocks of an identity hold no ids yet: which resource they are of is what is known.
  return at instanceof Reference && isIdentity(at.path) && (isList(settled) || settled instanceof ObjectValue) ? at : settled;
}

/** Whether a value is a text that has no parts: a step into it is one into the list or the map that it stands in. */
function isId(value: Value): boolean {
  return value instanceof OneOf ? value.candidates.every(isId) : value instanceof Reference && /(^|_)id$|Id$/.test(String(value.path.at(-1) ?? ""));
}

function parsed(reference: string): Traversal[] {
  try {
    const traversal = traversalOf(parseExpression(reference));
    return traversal ? [traversal] : [];
  } catch (error) {
    if (error instanceof SyntaxProblem) {
      return [];
    }
    throw error;
  }
}

/** Whether an expression of a plan is that of one argument, and not of a block. */
function isLeaf(json: unknown): boolean {
  return !Array.isArray(json) && (!isObject(json) || "constant_value" in json || Array.isArray(json.references) || Object.keys(json).length === 0);
}

/** What each argument in an expression refers to. */
function referencesOf(json: unknown): string[][] {
  if (Array.isArray(json)) {
    return json.flatMap(referencesOf);
  }
  if (!isObject(json) || "constant_value" in json) {
    return [];
  }
  return Array.isArray(json.references) ? [stringsIn(json.references)] : Object.values(json).flatMap(referencesOf);
}

/** @param address of the module, without keys */
function moduleOf(json: JsonObject, address: string, known: KnownResources): ModuleDeclaration {
  return {
    resources: new Map(objectsIn(json.resources).map((resource) => [`${resource.mode === "data" ? "data." : ""}${String(resource.type)}.${String(resource.name)}`, resourceOf(resource, address, known)])),
    locals: keyLocals(json),
    variables: new Map(Object.entries(objectAt(json, "variables")).map(([name, variable]) => [name, variableOf(variable)])),
    outputs: new Map(Object.entries(objectAt(json, "outputs")).map(([name, output]) => [name, new PlannedExpression(isObject(output) ? (output.expression ?? {}) : {})])),
    outputsWait: new Map(Object.entries(objectAt(json, "outputs")).map(([name, output]) => [name, isObject(output) ? stringsIn(output.depends_on).flatMap(parsed) : []])),
    calls: new Map(Object.entries(objectAt(json, "module_calls")).map(([name, call]) => [name, callOf(name, isObject(call) ? call : {}, address, known)])),
  };
}

/** The local values that a module repeats its blocks by: a plan does not tell what is in them, but it is all known. */
function keyLocals(json: JsonObject): ReadonlyMap<string, Expression> {
  const blocks = [...objectsIn(json.resources), ...Object.values(objectAt(json, "module_calls"))];
  const repeated = blocks.flatMap((block) => (isObject(block) ? [block.for_each_expression, block.count_expression] : []));
  const names = repeated.flatMap((expression) => new PlannedExpression(expression).traversals).flatMap(({ root, steps: [name] }) => (root === "local" ? [String(name)] : []));
  return new Map(names.map((name) => [name, LITERALS]));
}

function resourceOf(json: JsonObject, module: string, known: KnownResources): ResourceDeclaration {
  const local = `${json.mode === "data" ? "data." : ""}${String(json.type)}.${String(json.name)}`;
  const provisioners = objectsIn(json.provisioners).map(({ expressions }) => new PlannedExpression(expressions ?? {}));
  return {
    mode: json.mode === "data" ? "data" : "managed",
    type: String(json.type),
    name: String(json.name),
    arguments: new ListedArguments(new Map(Object.entries(objectAt(json, "expressions")).map(([name, expression]) => [name, new PlannedExpression(expression)]))),
    ...repeatsOf(json, `${module}${local}`, known),
    waitsFor: [...stringsIn(json.depends_on).flatMap(parsed), ...provisioners.flatMap(({ traversals }) => traversals)],
    ignoredChanges: new Set(),
    commands: objectsIn(json.provisioners).map(({ expressions }) => objectAt(expressions, "command").constant_value).filter((command) => typeof command === "string"),
    accepted: new Map(),
  };
}

function variableOf(json: unknown): VariableDeclaration {
  const value = isObject(json) ? json.default : undefined;
  return { isNullable: true, default: value === undefined ? undefined : new PlannedExpression({ constant_value: value }) };
}

function callOf(name: string, json: JsonObject, module: string, known: KnownResources): ModuleCall {
  const address = `${module}module.${name}`;
  return {
    name,
    source: String(json.source),
    arguments: new Map(Object.entries(objectAt(json, "expressions")).map(([argument, expression]) => [argument, new PlannedExpression(expression)])),
    ...repeatsOf(json, address, known),
    waitsFor: stringsIn(json.depends_on).flatMap(parsed),
    module: moduleOf(objectAt(json, "module"), `${address}.`, known),
  };
}

/** What a block is repeated by. Terraform leaves out an expression that is not one literal and refers to nothing; the keys tell which it is. */
function repeatsOf(json: JsonObject, address: string, known: KnownResources): Pick<ResourceDeclaration, "count" | "forEach"> {
  const [count, forEach] = [json.count_expression, json.for_each_expression].map((expression) => (expression === undefined ? undefined : new PlannedCollection(expression)));
  const key = count ?? forEach ? undefined : known.anyKeyAt(address);
  return { count: count ?? (typeof key === "number" ? LITERALS : undefined), forEach: forEach ?? (typeof key === "string" ? LITERALS : undefined) };
}

/** What a block is repeated by: all of it, of which every instance takes the part under its key. */
class PlannedCollection extends PlannedExpression {
  public evaluate(scope: Scope): Value {
    const own = this.traversals;
    return own.length === 1 ? valueOf(own[0]!, scope) : super.evaluate(scope);
  }
}

/** An expression that refers to nothing: whatever is in it is known, though a plan does not tell it. */
class LiteralValues extends ObjectValue {
  constructor() {
    super(new Map());
  }

  public entry(): Value {
    return this;
  }
}

const LITERALS: Expression = { isLiteral: true, traversals: [], evaluate: () => new LiteralValues(), inside: () => undefined };

/** The expression of what a state holds: there is none. */
const NOTHING = new PlannedExpression({});

/** The key of an instance; undefined for the only one. */
type Key = string | number | undefined;

/** The resources in the values of a plan or a state, by their addresses. */
class KnownResources implements KnownInstances {
  private readonly resources = new Map<string, JsonObject>();
  /** What is there already: a plan tells of nothing else what it waited for by local values. */
  private readonly prior = new Map<string, JsonObject>();
  private readonly keys = new Map<string, Set<Key>>();
  private readonly moduleKeys = new Map<string, Set<Key>>();
  private readonly anyKeys = new Map<string, Key>();

  constructor(
    modules: readonly JsonObject[],
    private readonly changes: ReadonlyMap<string, JsonObject>,
    public readonly hasExpressions: boolean,
    private readonly plan = "",
  ) {
    modules.forEach((module, i) => this.addModule(module, i < modules.length - 1));
  }

  public keysAt(address: string): readonly Key[] {
    return inOrder(this.keys.get(address));
  }

  public moduleKeysAt(address: string): readonly Key[] {
    return inOrder(this.moduleKeys.get(address));
  }

  /** One of the keys of a block or a module call, by its address without any keys. */
  public anyKeyAt(address: string): Key {
    return this.anyKeys.get(address);
  }

  public argument(instance: Instance, name: string, expression: Expression | undefined, scope: Scope): Value | undefined {
    const values = objectAt(this.resources.get(instance.address), "values");
    const unknown = objectAt(objectAt(this.changes.get(instance.address), "change"), "after_unknown")[name];
    return new Overlay(instance, scope, this.plan).of(values[name], unknown, expression as PlannedExpression | undefined, [name]);
  }

  public identitiesOf(address: string): readonly Path[] {
    return identitiesIn(objectAt(this.resources.get(address), "values"), []);
  }

  public dependenciesOf(address: string): readonly string[] {
    return stringsIn((this.prior.get(address) ?? this.resources.get(address))?.depends_on);
  }

  /** Of the prior state only the data is of use, and what is forgotten: what else is managed may be no more. */
  private addModule(module: JsonObject, onlyData: boolean): void {
    for (const resource of objectsIn(module.resources)) {
      if (onlyData && typeof resource.address === "string") {
        this.prior.set(resource.address, resource);
      }
      // What is forgotten stands in the planned values, too, but empty.
      const isOfUse = isForgotten(this.changes.get(String(resource.address))) ? onlyData : !onlyData || resource.mode === "data";
      if (!isOfUse || typeof resource.address !== "string" || resource.deposed_key !== undefined) {
        continue;
      }
      this.resources.set(resource.address, resource);
      const key = resource.index as Key;
      add(this.keys, withoutKey(resource.address, key), key);
      this.anyKeys.set(withoutKeys(resource.address), key);
    }
    for (const child of objectsIn(module.child_modules)) {
      if (typeof child.address === "string") {
        const { local, key } = callIn(child.address);
        add(this.moduleKeys, local, key);
        this.anyKeys.set(withoutKeys(child.address), key);
        this.addModule(child, onlyData);
      }
    }
  }
}

function withoutKey(address: string, key: Key): string {
  return key === undefined ? address : address.slice(0, -`[${JSON.stringify(key)}]`.length);
}

/** An address without the keys of it and of the modules that it is in. */
export function withoutKeys(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");
}

/** Keys as Terraform counts them: numbers from the lowest on, texts as they came. */
function inOrder(keys: ReadonlySet<Key> = new Set()): readonly Key[] {
  return [...keys].sort((a, b) => (typeof a === "number" && typeof b === "number" ? a - b : 0));
}

function add<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}

type Path = readonly (string | number)[];

/**
 * The planned values of an instance, in which what is not known yet comes from the expressions. Blocks of a set may stand in another order than they are written in: a block is
 * matched by what is literal in it.
 */
class Overlay {
  constructor(
    private readonly instance: Instance,
    private readonly scope: Scope,
    /** When the plan was made; empty where that is not told. */
    private readonly plan: string,
  ) {}

  /** The value at a path; undefined where nothing is set, so that it is what Azure sets. */
  public of(value: unknown, unknown: unknown, expression: PlannedExpression | undefined, path: Path): Value | undefined {
    if (unknown === true) {
      return expression && this.ofExpression(expression, path);
    }
    if (Array.isArray(value) && hasUnknown(unknown)) {
      const inTurn = expression?.isReferences ? this.inTurn(expression, unknown as unknown[]) : undefined;
      return value.map((item: unknown, i) => this.of(item, (unknown as unknown[])[i], inTurn?.get(i) ?? matching(expression, value, i), [...path, i]) ?? this.notDescribed([...path, i]));
    }
    if (isObject(value) && hasUnknown(unknown)) {
      return this.ofBlock(value, unknown as JsonObject, expression, path);
    }
    return value === undefined || value === null ? undefined : literal(value);
  }

  private ofExpression(expression: PlannedExpression, path: Path): Value {
    const name = nameAt(path);
    if (LISTS.has(name) && path.length === 1) {
      return expression.all(this.scope).map((item, i) => this.placed(item, [...path, i]));
    }
    const value = chosen(expression.evaluate(this.scope), path);
    if (value instanceof Unknown && !(value instanceof OneOf) && name.endsWith(NAME_OF_ANOTHER)) {
      return value;
    }
    if (value instanceof Placed && MADE_OF_A_NAME.test(name) && nameAt(value.at.path) === "name") {
      return value.at;
    }
    if (value instanceof Reference && OBJECT_ID.test(name) && isIdentity(value.path)) {
      return settle(idOf(value));
    }
    if (value instanceof Reference && ROLE_ID.test(name) && !isRole(value)) {
      return this.placed(this.someRole(value), path);
    }
    if (value instanceof Reference && this.instance.isManaged && OWN_NAME.test(name)) {
      return this.placed(new Unknown("a plan does not tell what its name is made of beside that", [value], [value.instance.address, ...value.path].join(".")), path);
    }
    return value instanceof Reference && this.isScope(name) ? new PlannedId(value.instance, value.path) : this.placed(value, path);
  }

  /** Of blocks of which only the references are told, block after block: each unknown object id is the next one of those that can be. */
  private inTurn(expression: PlannedExpression, unknown: readonly unknown[]): ReadonlyMap<number, PlannedExpression> | undefined {
    const open = unknown.flatMap((block, i) => (isObject(block) && Object.entries(block).some(([name, isOpen]) => OBJECT_ID.test(name) && isOpen === true) ? [i] : []));
    const ids = expression.traversals.filter(({ steps }) => OBJECT_ID.test(String(steps.at(-1) ?? "")));
    return ids.length === open.length ? new Map(open.map((at, i) => [at, new PlannedExpression({ references: [textOf(ids[i]!)] })])) : undefined;
  }

  private isScope(name: string): boolean {
    return name === "scope" || (name === "parent_id" && /^Microsoft\.Authorization\/roleAssignments@/i.test(canonicalText(this.instance.argument("type") ?? null)));
  }

  /** A role whose id is made of another one. Two plans may mean two of them, so that it is another role in every plan. */
  private someRole(of: Reference): Unknown {
    const text = [of.instance.address, ...of.path].join(".");
    return new Unknown(`a plan does not tell which role it is, only that its id is made of ${text}`, [of], `${text}${this.plan === "" ? "" : ` in the plan of ${this.plan}`}`);
  }

  /** A block, without what Azure sets in it. */
  private ofBlock(value: JsonObject, unknown: JsonObject, expression: PlannedExpression | undefined, path: Path): ObjectValue {
    const entries = new Map<string, Value>();
    for (const name of new Set([...Object.keys(value), ...Object.keys(unknown)])) {
      const at = [...path, name];
      const entry = this.of(value[name], unknown[name], expression?.partAt(name), at);
      if (entry !== undefined || unknown[name] !== true) {
        entries.set(name, entry ?? null);
      } else if (!expression && !isIdentity(path)) {
        entries.set(name, this.notDescribed(at));
      }
    }
    return new ObjectValue(entries);
  }

  private notDescribed(path: Path): Unknown {
    return this.placed(new Unknown("a plan does not tell what is in a block that is not written out", [], "not described"), path);
  }

  private placed<T extends Value>(value: T, path: Path): T | Unknown {
    return value instanceof Unknown ? new Placed(value instanceof Placed ? value.of : value, new Reference(this.instance, path)) : value;
  }
}

/** Whether a block is one of an identity: whoever writes it, its ids are set by Azure. */
function isIdentity(path: Path): boolean {
  return nameAt(path).endsWith("identity");
}

/** The paths of the blocks of identities, which stand in a resource or in a block of it. */
function identitiesIn(block: JsonObject, path: Path): Path[] {
  return Object.entries(block).flatMap(([name, value]) => {
    const paths = objectsIn(value).map((_, i): Path => [...path, name, i]);
    return name.endsWith("identity") ? paths : path.length > 0 ? [] : paths.flatMap((at, i) => identitiesIn(objectsIn(value)[i]!, at));
  });
}

/** The last name in a path. */
function nameAt(path: Path): string {
  return path.filter((step) => typeof step === "string").at(-1) ?? "";
}

/** The lists in which everything counts that they are made of. */
const LISTS = new Set(["members", "owners"]);

/** The arguments that hold a name of the resource itself, the name of another one, and those that hold a host name or an id in which one stands. */
const OWN_NAME = /^(name|display_name|user_principal_name)$/;
const NAME_OF_ANOTHER = "_name";
const MADE_OF_A_NAME = /^(server|key_vault_(secret|key)_id)$/;

/** The arguments that hold the id of a role, and those that hold an object id. */
const ROLE_ID = /^role_?definition_?id$/i;
const OBJECT_ID = /^(principal_?id|(member_|principal_)?object_id)$/i;

/** Of the things that an argument may come from the one that can stand in it. */
function chosen(value: Value, path: Path): Value {
  const all = value instanceof OneOf ? value.candidates : [];
  const argument = nameAt(path);
  const fitting = all.filter((candidate) => candidate instanceof Reference && fits(candidate, argument));
  return fitting.length === 1 && all.every((candidate) => candidate instanceof Reference) ? fitting[0]! : value;
}

function fits({ instance, path }: Reference, argument: string): boolean {
  const attribute = String(path.at(-1) ?? "");
  if (OBJECT_ID.test(argument)) {
    return OBJECT_ID.test(attribute) || instance.type.startsWith("azuread_") || (attribute === "" && instance.type === "azurerm_user_assigned_identity");
  }
  return ROLE_ID.test(argument) ? isRole({ instance }) : argument === "scope" && attribute === "id" && !isRole({ instance });
}

function isRole({ instance }: Pick<Reference, "instance">): boolean {
  return instance.type.endsWith("role_definition");
}

/** The object id in the block of an identity. */
function idOf({ instance, path }: Reference): Reference {
  const block = typeof path.at(-1) === "number" ? path : [...path, 0];
  return new Reference(instance, [...block, nameAt(path) === "identity" ? "principal_id" : "object_id"]);
}

function hasUnknown(unknown: unknown): boolean {
  return unknown === true || (typeof unknown === "object" && unknown !== null && Object.values(unknown).some(hasUnknown));
}

/** The expressions of the block at an index: those that agree with what is literal in it. */
function matching(expression: PlannedExpression | undefined, values: readonly unknown[], index: number): PlannedExpression | undefined {
  if (expression?.isReferences) {
    return expression;
  }
  const candidates = Array.from({ length: values.length }, (_, i) => expression?.inside(i)).filter((candidate) => candidate !== undefined);
  const value = values[index];
  const agrees = candidates.filter((candidate) => !isObject(value) || Object.entries(value).every(([name, item]) => agreesWith(candidate.inside(name), item)));
  // Where blocks are alike, they stand in the order in which they are written.
  return agrees.length > 1 ? (candidates.length === values.length && agrees.includes(candidates[index]!) ? candidates[index] : agrees[0]) : agrees[0];
}

function agreesWith(expression: PlannedExpression | undefined, value: unknown): boolean {
  if (!expression?.isLiteral) {
    return true;
  }
  const constant = expression.constant;
  return value === null || value === undefined || JSON.stringify(constant) === JSON.stringify(value);
}

function objectAt(json: unknown, name: string): JsonObject {
  const value = isObject(json) ? json[name] : undefined;
  return isObject(value) ? value : {};
}

function objectsIn(json: unknown): JsonObject[] {
  return Array.isArray(json) ? json.filter(isObject) : [];
}

function stringsIn(json: unknown): string[] {
  return Array.isArray(json) ? json.filter((item) => typeof item === "string") : [];
}
