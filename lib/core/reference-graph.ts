import {
  DefaultTokenResolver,
  IPostProcessor,
  IResolvable,
  IResolveContext,
  StringConcat,
  TerraformElement,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  Token,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";
import { attributesOf, dynamicBlockOf, overridesOf } from "./element-internals";
import { onlyReferenceText, originOf } from "./token-text";

/** The Terraform types of container apps and jobs. */
const WORKLOAD_TYPES = new Set(["azurerm_container_app", "azurerm_container_app_job"]);

/**
 * An address in rendered text: `type.name`, `data.type.name`, `module.name`, `local.name`, `var.name`,
 * `provider.alias`.
 */
const ADDRESS = /\b(?:data\.)?[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*/g;

/** A reference to an element of another stack. */
export interface ForeignReference {
  readonly stack: TerraformStack;
  readonly token: IResolvable;
}

/** What a value refers to: elements of the stack, and what other stacks declare. */
interface Found {
  readonly elements: Set<TerraformElement>;
  readonly foreign: Set<ForeignReference>;
}

/**
 * The dependencies among the elements of one stack, read from the elements as Terraform will see them. A graph is valid
 * for one pass, because elements change afterwards.
 */
export class ReferenceGraph {
  /** The dependencies that the pass adds to the references of the program. */
  public readonly edges = new Map<TerraformResource, Set<TerraformElement>>();
  private readonly elements = new Map<string, TerraformElement>();
  private readonly direct = new Map<TerraformElement, readonly TerraformElement[]>();
  private readonly known = new Map<string, string>();
  private readonly foundIn = new Map<string, Found>();
  private readonly foreign = new Map<TerraformElement, readonly ForeignReference[]>();
  private readonly withoutWorkload = new Set<TerraformElement>();
  private readonly resolver: LocalResolver;

  /**
   * @param constructs the constructs of the stack
   */
  constructor(
    private readonly stack: TerraformStack,
    constructs: readonly IConstruct[],
  ) {
    this.resolver = new LocalResolver(stack);
    constructs.forEach((construct) => this.index(construct));
  }

  /** Records the text that a token resolves to, so that the token need not be resolved. */
  public know(token: string, text: string): void {
    this.known.set(token, text);
  }

  /** Adds a dependency of the waiter on the target, a resource or a module. */
  public addEdge(waiter: TerraformResource, target: TerraformElement): void {
    const targets = this.edges.get(waiter) ?? new Set();
    this.edges.set(waiter, targets.add(target));
  }

  /** Whether one element depends on the other, however indirectly, or is the same element. */
  public reaches(from: TerraformElement, to: TerraformElement): boolean {
    return this.behind(from).has(to);
  }

  /** The element, and all that it depends on, however indirectly. */
  public behind(element: TerraformElement): ReadonlySet<TerraformElement> {
    const seen = new Set([element]);
    for (const next of seen) {
      this.dependenciesOf(next).forEach((behind) => seen.add(behind));
    }
    return seen;
  }

  /**
   * The elements on a shortest path of dependencies from one element to the other, both ends left out; empty where
   * there is no path, and where the dependency is direct.
   */
  public pathBetween(from: TerraformElement, to: TerraformElement): readonly TerraformElement[] {
    const paths = new Map<TerraformElement, readonly TerraformElement[]>([[from, []]]);
    for (const [next, path] of paths) {
      for (const behind of this.dependenciesOf(next)) {
        if (behind === to) {
          return path;
        }
        if (!paths.has(behind)) {
          paths.set(behind, [...path, behind]);
        }
      }
    }
    return [];
  }

  /**
   * The container apps and jobs that the element depends on, however indirectly. The search does not look behind a
   * container app or job that it finds.
   */
  public workloadsBehind(element: TerraformElement): ReadonlySet<TerraformResource> {
    const found = new Set<TerraformResource>();
    if (this.withoutWorkload.has(element)) {
      return found;
    }
    const seen = new Set<TerraformElement>([element]);
    for (const next of seen) {
      for (const behind of this.dependenciesOf(next)) {
        if (isWorkload(behind)) {
          found.add(behind);
        } else if (!this.withoutWorkload.has(behind)) {
          seen.add(behind);
        }
      }
    }
    if (found.size === 0) {
      seen.forEach((clean) => this.withoutWorkload.add(clean));
    }
    return found;
  }

  /** The elements that an element depends on directly. */
  public referencesOf(element: TerraformElement): readonly TerraformElement[] {
    let references = this.direct.get(element);
    if (!references) {
      const found = this.find(argumentsOf(element));
      references = [...found.elements].filter((other) => other !== element);
      this.direct.set(element, references);
      this.foreign.set(element, [...found.foreign]);
    }
    return references;
  }

  /** What the arguments of an element refer to in other stacks. */
  public foreignReferencesOf(element: TerraformElement): readonly ForeignReference[] {
    this.referencesOf(element);
    return this.foreign.get(element) ?? [];
  }

  /** The element with the address, such as `azurerm_subnet.apps`, where the stack has one. */
  public elementAt(address: string): TerraformElement | undefined {
    return this.elements.get(address);
  }

  /**
   * Whether a value refers to something that no element of the stack declares: an ephemeral resource, or a block that
   * an override adds.
   */
  public hasUnknownReference(value: string): boolean {
    const text = this.resolvedText(value).replace(/\$\$\{|"[^"]*"/g, "");
    const addresses = [...text.slice(text.indexOf("${")).matchAll(ADDRESS)].map(([address]) => address);
    return addresses.some(
      (address) => /^(var|local|data|module|ephemeral|[a-z]+_\w+)\./.test(address) && !this.elements.has(address),
    );
  }

  /** The elements that a value refers to. */
  public referencesIn(value: unknown): readonly TerraformElement[] {
    return [...this.find(value).elements];
  }

  /** The address in a value that is a reference and nothing else; of any other value, its resolved text. */
  public addressIn(value: string): string {
    return this.resolvedText(value).replace(/^\$\{(.*)\}$/, "$1");
  }

  /** The elements that an element depends on directly, by its arguments or by an edge of the pass. */
  public dependenciesOf(element: TerraformElement): readonly TerraformElement[] {
    const references = this.referencesOf(element);
    const edges = this.edges.get(element as TerraformResource);
    return edges ? [...references, ...edges] : references;
  }

  private find(value: unknown): Found {
    const found = { elements: new Set<TerraformElement>(), foreign: new Set<ForeignReference>() };
    this.collect(value, found);
    return found;
  }

  private collect(value: unknown, found: Found): void {
    if (typeof value === "string") {
      this.collectText(value, found);
    } else if (typeof value === "object" && value !== null) {
      if (Array.isArray(value) ? Token.isUnresolved(value) : isToken(value)) {
        this.collectFromToken(value, found);
      } else {
        Object.values(value).forEach((item) => this.collect(item, found));
      }
    } else if (typeof value === "number" && Token.isUnresolved(value)) {
      this.collectFromToken(value, found);
    }
  }

  private collectFromToken(value: unknown, found: Found): void {
    const [resolved, foreign] = this.resolver.withForeign(() => this.resolve(value));
    foreign.forEach((reference) => found.foreign.add(reference));
    this.collectResolved(resolved, found);
  }

  /** Collects from a resolved value: it holds no tokens, and its keys may hold references. */
  private collectResolved(value: unknown, found: Found): void {
    if (typeof value === "object" && value !== null) {
      Object.entries(value).forEach(([key, item]) => {
        this.collectText(key, found);
        this.collectResolved(item, found);
      });
    } else {
      this.collectText(String(value), found);
    }
  }

  private collectText(value: string, found: Found): void {
    if (!MAY_REFER.test(value)) {
      return;
    }
    let inText = this.foundIn.get(value);
    if (!inText) {
      const [text, foreign] = this.resolver.withForeign(() => this.resolvedText(value));
      const elements = [...text.matchAll(ADDRESS)].flatMap(([address]) => this.elements.get(address) ?? []);
      inText = { elements: new Set(elements), foreign: new Set(foreign) };
      this.foundIn.set(value, inText);
    }
    inText.elements.forEach((element) => found.elements.add(element));
    inText.foreign.forEach((reference) => found.foreign.add(reference));
  }

  private resolvedText(value: string): string {
    const known = this.known.get(value) ?? onlyReferenceText(this.stack, value);
    const resolved = known ?? (MAY_HOLD_TOKEN.test(value) ? this.resolve(value) : value);
    return typeof resolved === "string" ? resolved : JSON.stringify(resolved);
  }

  private resolve(value: unknown): unknown {
    return Tokenization.resolve(value, { scope: this.stack, resolver: this.resolver }) as unknown;
  }

  private index(construct: IConstruct): void {
    const address = addressOf(construct);
    if (address !== undefined) {
      this.elements.set(address, construct as TerraformElement);
    }
  }
}

/** Matches a string that may hold a reference. Most strings are plain names and need no closer look. */
const MAY_REFER = /\.|\$\{/;

/** Matches a string that may hold a token, of a string or of a number. */
const MAY_HOLD_TOKEN = /\$\{|e\+/;

/** Matches the key of an object that may hold a token; that of a map starts with `&{`. */
const MAY_HOLD_TOKEN_IN_KEY = /\{|e\+/;

/** Whether an object is a token, or a map with a token in its keys. */
function isToken(value: object): boolean {
  return Tokenization.isResolvable(value) || Object.keys(value).some((key) => MAY_HOLD_TOKEN_IN_KEY.test(key));
}

/**
 * The arguments of the element as Terraform will read them. A resource is not rendered for this: reading its arguments
 * costs half of rendering it.
 */
function argumentsOf(element: TerraformElement): unknown {
  if (!TerraformResource.isTerraformResource(element)) {
    return element.toTerraform();
  }
  const { dependsOn, count, forEach, lifecycle, connection, provisioners } = element;
  const hasMetaArguments = [dependsOn, count, forEach, lifecycle, connection, element.provider].some(
    (argument) => argument !== undefined,
  );
  const [type = ""] = element.terraformResourceType.split("_", 1);
  const provider = element.provider ?? addressOfProvider(type, undefined);
  return [
    attributesOf(element),
    hasMetaArguments && element.terraformMetaArguments,
    provisioners,
    overridesOf(element),
    typeof provider === "string" ? provider : [],
  ];
}

/** Whether the element is a container app or a job, this library's or the program's own. */
function isWorkload(element: TerraformElement): element is TerraformResource {
  return TerraformResource.isTerraformResource(element) && WORKLOAD_TYPES.has(element.terraformResourceType);
}

/** The address by which other elements refer to the construct; undefined for a construct that none can refer to. */
function addressOf(construct: IConstruct): string | undefined {
  const type = elementTypeOf(construct);
  if (type !== undefined) {
    return `${type}.${(construct as TerraformElement).friendlyUniqueId}`;
  }
  return TerraformProvider.isTerraformProvider(construct)
    ? addressOfProvider(construct.terraformResourceType, construct.alias)
    : undefined;
}

/**
 * The address of a provider. Resources refer to a provider without an alias by leaving `provider` out: its address is
 * made up for this graph.
 */
function addressOfProvider(type: string, alias: string | undefined): string {
  return alias === undefined ? `provider.${type}` : `${type}.${alias}`;
}

/** The address of a resource, or of a module, in its stack. */
export function addressOfResource(element: TerraformElement): string {
  const type = TerraformResource.isTerraformResource(element) ? element.terraformResourceType : elementTypeOf(element);
  return `${type}.${element.friendlyUniqueId}`;
}

/**
 * Resolves references into other stacks to an empty string: they are not dependencies on elements of this stack. It keeps
 * them aside.
 */
class LocalResolver extends DefaultTokenResolver {
  private foreign: ForeignReference[] = [];

  constructor(private readonly stack: TerraformStack) {
    super(new StringConcat());
  }

  /** What a function returns that resolves values, with the references into other stacks in these. */
  public withForeign<T>(resolve: () => T): readonly [T, readonly ForeignReference[]] {
    this.foreign = [];
    return [resolve(), this.foreign];
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    const origin = originOf(token);
    if (origin && origin !== this.stack) {
      this.foreign.push({ stack: origin, token });
      return "";
    }
    const block = dynamicBlockOf(token);
    return block === undefined
      ? (super.resolveToken(token, context, postProcessor) as unknown)
      : (context.resolve(block) as unknown);
  }
}

/**
 * The start of an element's address: the type of a resource, `data.` and the type of a data source, `module`, `local`
 * or `var`. The class of the element is not asked: a program can hold two copies of cdktf, or CDK Terrain beside it.
 */
export function elementTypeOf(construct: IConstruct): string | undefined {
  return (construct as unknown as { readonly _elementType?: string })._elementType;
}
