import { decode, isList, ObjectValue, Value } from "../language/value";
import type { Expression } from "../program/declaration";
import type { Instance } from "../program/instance";

/** Whether the value of an expression is written in the program. */
type IsWrittenDown = (value: Value, expression: Expression | undefined) => boolean;

/** The properties that hold a secret, whatever the type. */
const SECRET =
  /(password|passwd|(shared|account|access|api|primary|secondary|license)_?key|client_?secret|sas_?token)$/i;

/** Those that do so in a write-only body, which is there for secrets. */
const WRITE_ONLY = /(value|secret|key|token|connection_?string|credentials?)$/i;

/** The lists whose items are looked at one by one, by their names. */
const READ_ELSEWHERE = /^(secrets|env)$/;

/** The places in the bodies of an azapi request where a secret is written down. */
export function azapiSecrets(instance: Instance, isWrittenDown: IsWrittenDown): string[] {
  if (!instance.azapi || instance.type === "azurerm_key_vault_secret") {
    return [];
  }
  return ["body", "sensitive_body"]
    .filter((name) => !instance.ignores(name))
    .flatMap((name) => {
      const isSecret = (key: string) => SECRET.test(key) || (name === "sensitive_body" && WRITE_ONLY.test(key));
      const find = (value: Value, expression: Expression | undefined, key: string, place: string): string[] => {
        const inside = (part: string | number) => expression?.inside(part) ?? expression;
        if (value instanceof ObjectValue) {
          return [...value.entries]
            .filter(([part]) => !READ_ELSEWHERE.test(part))
            .flatMap(([part, item]) => find(item, inside(part), part, `${place}.${part}`));
        }
        if (isList(value)) {
          return value.flatMap((item, i) => find(item, inside(i), key, `${place}[${i}]`));
        }
        return isSecret(key) && isWrittenDown(value, expression) ? [place] : [];
      };
      return find(
        decode(instance.written(name)) ?? instance.written(name),
        instance.expression(name),
        "",
        `${instance.address}.${name}`,
      );
    });
}
