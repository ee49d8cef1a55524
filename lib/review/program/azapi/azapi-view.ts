import { ownEntry } from "../../base/table";
import { settle, step } from "../../language/step";
import { isList, ObjectValue, Reference, Unknown, Value } from "../../language/value";
import { OBJECT_ID } from "../../azure/identity-attributes";
import type { Expression } from "../declaration";
import type { AzapiType } from "./azapi-type";
import { AZAPI_TYPES } from "./azapi-types";
import { identityOf } from "./identity";
import { bodyExpression } from "./body-expression";
import { at, merged, Request, Source, valueOf } from "./source";

type Path = Reference["path"];

/** A resource or data source of azapi's, as the view of it sees it: its own arguments, whatever they are in azurerm. */
export interface AzapiInstance {
  readonly kind: string;
  readonly isManaged: boolean;
  /** The value of an argument of azapi's; null where it is not set. */
  readonly own: (name: string) => Value;
  /** The value of an argument's expression, without what a plan or a state knows; null where it has none. */
  readonly written: (name: string) => Value;
  readonly expression: (name: string) => Expression | undefined;
}

/** What a resource of azapi's is about. */
interface Addressed {
  /** The type in Azure, as it is written, without the version of the API; empty where it is not known. */
  readonly azureType: string;
  readonly apiVersion: string;
  /** The arguments of azapi's that it has in place of those that are written. */
  readonly given: Readonly<Record<string, Value>>;
  /** Whether it changes a resource that something else makes. */
  readonly isUpdate: boolean;
}

/** The data sources that stand for something that azurerm has a data source for, too. */
const CLIENT_CONFIG = "azapi_client_config";

/** Kinds that are about one resource, by its type and name or by its id. */
const ONE_RESOURCE = /^azapi_(resource|update_resource|resource_id|data_plane_resource)$/;

/** What Azure answers of any resource, by the paths of properties in lower case. */
const ATTRIBUTES: Readonly<Record<string, Path>> = {
  id: ["id"],
  name: ["name"],
  "identity.principalid": ["identity", 0, "principal_id"],
  "identity.tenantid": ["identity", 0, "tenant_id"],
};

/** A resource of azapi's in azurerm's words: its type, its arguments and the attributes that refer to it. */
export class AzapiView {
  public readonly azureType: string;
  public readonly apiVersion: string;
  public readonly isUpdate: boolean;
  /** The type that azurerm has for it, or that Azure has; azapi's own, where neither is known. */
  public readonly type: string;
  private readonly given: Addressed["given"];
  private readonly known?: AzapiType;
  private readonly requests = new Map<string, Request>();
  private readonly values = new Map<string, Value | undefined>();

  constructor(private readonly instance: AzapiInstance) {
    const { azureType, apiVersion, given, isUpdate } = addressed(instance);
    this.azureType = azureType;
    this.apiVersion = apiVersion;
    this.given = given;
    this.isUpdate = isUpdate;
    this.known = AZAPI_TYPES[azureType.toLowerCase()];
    const own = instance.kind === CLIENT_CONFIG ? "azurerm_client_config" : instance.kind;
    this.type = this.known?.type ?? (azureType === "" ? own : azureType.toLowerCase());
  }

  /** Whether the review knows what a request of the type says about access. */
  public get isTranslated(): boolean {
    return this.known !== undefined;
  }

  /** Whether a write-only body holds nothing that the review reads. */
  public get holdsOnlySecrets(): boolean {
    return this.known?.secrets?.length === 0;
  }

  /** The body, with the write-only one merged into it where that is known. */
  public get body(): Value {
    return this.request("own").body;
  }

  /** The write-only body, where it is set and a plan or a state does not tell it. */
  public get hiddenBody(): Unknown | undefined {
    const sensitive = this.sensitiveBody();
    return sensitive instanceof Unknown ? sensitive : undefined;
  }

  /** The value of an argument in azurerm's words; undefined where azapi has it under the same name, or not at all. */
  public argument(name: string): Value | undefined {
    const given = ownEntry(this.given, name);
    if (given !== undefined) {
      return given;
    }
    if (name === "identity") {
      return this.azureType === "" ? undefined : (identityOf(this.request("own")) ?? undefined);
    }
    if (!this.values.has(name)) {
      const source = this.sourceOf(name);
      this.values.set(name, source === undefined ? this.answered(name) : this.read(name, source, "own"));
    }
    return this.values.get(name);
  }

  /** The same for an argument's expression, without what a plan or a state knows. */
  public written(name: string): Value | undefined {
    const source = this.sourceOf(name);
    return source === undefined ? undefined : (this.read(name, source, "written") ?? null);
  }

  /** The expression of an argument in azurerm's words; undefined where azapi has it under the same name. */
  public expression(name: string): Expression | undefined {
    const source = this.sourceOf(name);
    return source === undefined ? undefined : bodyExpression(source, (argument) => this.instance.expression(argument));
  }

  /** Whether an argument of azurerm's stands in the body. */
  public isInBody(name: string): boolean {
    return this.sourceOf(name) !== undefined;
  }

  /**
   * The path of an attribute in azurerm's words. `response_export_values` may be a map, whose names stand for paths in
   * what Azure answers: https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/resource
   */
  public attributePath(path: Path): Path {
    const [start, ...rest] = path;
    if (start !== "output" || rest.length === 0) {
      return path;
    }
    const exported = this.exportedPath(String(rest[0]));
    const inAnswer = exported ? [...exported, ...rest.slice(1)] : rest;
    const key = inAnswer.join(".").toLowerCase();
    const attribute = ownEntry(this.known?.attributes, key) ?? ownEntry(ATTRIBUTES, key);
    return attribute ?? (exported ? [start, ...inAnswer] : path);
  }

  private exportedPath(name: string): readonly string[] | undefined {
    const exported = this.instance.own("response_export_values");
    const path = exported instanceof ObjectValue ? exported.get(name) : null;
    return typeof path === "string" && /^[\w-]+(\.[\w-]+)*$/.test(path) ? path.split(".") : undefined;
  }

  /** The object ids of its identities in what Azure has answered, as far as a plan or a state knows that. */
  public get objectIds(): readonly (readonly [path: Path, id: Value])[] {
    return Object.entries({ ...ATTRIBUTES, ...this.known?.attributes }).flatMap(([path, attribute]) => {
      const id = OBJECT_ID.test(String(attribute[attribute.length - 1])) ? this.answerAt(path) : undefined;
      return id === undefined ? [] : [[attribute, id] as const];
    });
  }

  /** The value of an attribute, as far as a plan or a state knows what Azure has answered. */
  private answered(name: string): Value | undefined {
    const [path] =
      Object.entries(this.known?.attributes ?? {}).find(([, attribute]) => attribute.join() === name) ?? [];
    return path === undefined ? undefined : this.answerAt(path);
  }

  /** What Azure has answered at a path in lower case: in `output`, under its path or the name that it is given. */
  private answerAt(path: string): Value | undefined {
    const output = settle(this.instance.own("output"));
    if (!(output instanceof ObjectValue)) {
      return undefined;
    }
    const exported = this.instance.own("response_export_values");
    const names = exported instanceof ObjectValue ? [...exported.entries] : [];
    const [name] = names.find(([, value]) => typeof value === "string" && value.toLowerCase() === path) ?? [];
    return (name === undefined ? at(output, path) : output.get(name)) ?? undefined;
  }

  private sourceOf(name: string): Source | undefined {
    return ownEntry(this.known?.arguments, name);
  }

  /** What a request says of an argument; what the write-only body may say, too, where that is not known. */
  private read(name: string, source: Source, from: "own" | "written"): Value | undefined {
    const value = this.ofOpenBody(name, valueOf(source, this.request(from)));
    const hidden = this.known?.secrets?.includes(name) === false ? undefined : this.hiddenBody;
    if (!hidden) {
      return value ?? undefined;
    }
    if (value === null) {
      return hidden;
    }
    return isList(value) ? [...value, hidden] : value;
  }

  /** An object id in a body of which a plan tells only what it refers to: the only object id among that. */
  private ofOpenBody(name: string, value: Value): Value {
    if (!(value instanceof Unknown) || !(this.body instanceof Unknown) || !OBJECT_ID.test(name)) {
      return value;
    }
    const [only, ...others] = value.references.filter(({ path }) =>
      OBJECT_ID.test(String(path[path.length - 1] ?? "")),
    );
    return only && others.length === 0 ? only : value;
  }

  private request(from: "own" | "written"): Request {
    const made = this.requests.get(from) ?? this.makeRequest(from);
    this.requests.set(from, made);
    return made;
  }

  private makeRequest(from: "own" | "written"): Request {
    const told = settle(this.instance[from]("body"));
    const body = told instanceof Reference ? new Unknown("its body is not known", [told]) : told;
    const sensitive = this.sensitiveBody();
    return {
      body: sensitive === null || sensitive instanceof Unknown ? body : merged(body, sensitive),
      own: (name) => ownEntry(this.given, name) ?? this.instance.own(name),
    };
  }

  /** Whether there is a write-only body that a state does not hold: it holds the versions of what is in it. */
  private get hasForgottenBody(): boolean {
    const versions = this.instance.own("sensitive_body_version");
    return (
      versions instanceof ObjectValue &&
      versions.entries.size > 0 &&
      this.instance.expression("sensitive_body") === undefined
    );
  }

  /** The write-only body, which a plan has as an expression only, and a state not at all. */
  private sensitiveBody(): Value {
    const value = this.instance.written("sensitive_body") ?? this.instance.own("sensitive_body");
    if (value === null && this.hasForgottenBody) {
      return new Unknown(HIDDEN);
    }
    if (value instanceof Unknown || value instanceof Reference) {
      return new Unknown(
        HIDDEN,
        value instanceof Unknown ? value.references : [value],
        value instanceof Unknown ? () => value.text : undefined,
      );
    }
    return value;
  }
}

const HIDDEN = "sensitive_body is write-only, and what is in it is not told";

/** What a resource of azapi's is about; no type where it is about no resource of Azure's. */
function addressed(instance: AzapiInstance): Addressed {
  const { kind } = instance;
  const [azureType = "", apiVersion = ""] = textOf(instance.own("type")).split("@");
  if (kind === "azapi_resource_action") {
    return addressedByAction(instance, azureType, apiVersion);
  }
  const isAbout = ONE_RESOURCE.test(kind);
  return {
    azureType: isAbout ? azureType : "",
    apiVersion,
    given: {},
    isUpdate: kind === "azapi_update_resource",
  };
}

/**
 * What an action is about. A PUT or a PATCH changes the resource, or makes another one below it: of the action
 * `accessPolicies/add`, or of `providers/Microsoft.Authorization/roleAssignments/<name>`.
 */
function addressedByAction(instance: AzapiInstance, azureType: string, apiVersion: string): Addressed {
  const [method, action, when] = ["method", "action", "when"].map((name) => textOf(instance.own(name)));
  const isWrite = instance.isManaged && /^(put|patch)$/i.test(method ?? "") && when !== "destroy";
  if (!isWrite) {
    return { azureType: "", apiVersion, given: {}, isUpdate: false };
  }
  const segments = (action ?? "").split("/").filter((segment) => segment !== "");
  if (segments.length === 0) {
    return { azureType, apiVersion, given: {}, isUpdate: true };
  }
  const isExtension = /^providers$/i.test(segments[0] ?? "");
  const own = isExtension ? segments.slice(2) : segments;
  const types = own.filter((_, i) => i % 2 === 0);
  return {
    azureType: [isExtension ? segments[1] : azureType, ...types].join("/"),
    apiVersion,
    given: {
      parent_id: own.length > 2 ? concatenated(instance, segments.slice(0, -2)) : instance.own("resource_id"),
      name: own.length % 2 === 0 ? (own[own.length - 1] ?? null) : null,
    },
    isUpdate: false,
  };
}

/** The id of what an action is in, which is further below the resource. */
function concatenated(instance: AzapiInstance, segments: readonly string[]): Value {
  const id = instance.own("resource_id");
  return typeof id === "string" ? `${id}/${segments.join("/")}` : step(id, segments.join("/"));
}

function textOf(value: Value): string {
  return typeof value === "string" ? value : "";
}
