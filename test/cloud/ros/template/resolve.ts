import { RpcError } from "../../rpc/rpc-error.ts";
import { rosErrors } from "../ros-errors.ts";

/** What a template's expressions refer to. */
export type Scope = {
  /** Parameters and pseudo parameters. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly conditions: Readonly<Record<string, unknown>>;
  /** What `Ref` says of a resource; undefined: there is none. */
  readonly ref: (logicalId: string) => unknown;
  /** What `Fn::GetAtt` says; throws RpcError. */
  readonly attribute: (logicalId: string, name: string) => unknown;
  /** The section that is resolved, for messages. */
  readonly where: string;
};

/** What a property has that is not to be there: `{"Ref": "ALIYUN::NoValue"}`. */
const noValue = Symbol("ALIYUN::NoValue");

/** A value of a template with its functions and references resolved. Throws RpcError for what is not known. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope)).filter((item) => item !== noValue);
  if (typeof value !== "object" || value === null) return value;
  const [[name = "", operand] = [], ...more] = Object.entries(value);
  if (more.length === 0 && isFunction(name)) return evaluate(name, operand, scope);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, resolve(item, scope)] as const)
      .filter(([, item]) => item !== noValue),
  );
}

const isFunction = (name: string) => name === "Ref" || name.startsWith("Fn::");

type Evaluate = (operand: readonly unknown[], scope: Scope) => unknown;

const functions: Readonly<Record<string, Evaluate>> = {
  Ref: ([name], scope) => reference(String(name), scope),
  "Fn::GetAtt": ([logicalId, name], { attribute }) => attribute(String(logicalId), String(name)),
  "Fn::Join": ([delimiter, items], scope) => asList(resolve(items, scope)).join(String(delimiter)),
  "Fn::Sub": ([text, values = {}], scope) => substitute(String(text), asRecord(resolve(values, scope)), scope),
  "Fn::If": ([condition, then, otherwise], scope) => resolve(holds(condition, scope) ? then : otherwise, scope),
  "Fn::Equals": ([a, b], scope) => String(resolve(a, scope)) === String(resolve(b, scope)),
  "Fn::And": (conditions, scope) => conditions.every((condition) => holds(condition, scope)),
  "Fn::Or": (conditions, scope) => conditions.some((condition) => holds(condition, scope)),
  "Fn::Not": ([condition], scope) => !holds(condition, scope),
};

function evaluate(name: string, operand: unknown, scope: Scope): unknown {
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (known === undefined) throw new RpcError(rosErrors.validationFailed(`The local cloud does not know ${name}`));
  return known(Array.isArray(operand) ? operand : [operand], scope);
}

/** Whether a condition holds: a name, a function, or `{"Condition": name}`. Throws RpcError. */
export function holds(condition: unknown, scope: Scope): boolean {
  const name = typeof condition === "object" ? asRecord(condition)["Condition"] : condition;
  if (typeof name !== "string") return resolve(condition, scope) === true;
  if (!Object.hasOwn(scope.conditions, name)) throw new RpcError(rosErrors.invalidReference(name, scope.where));
  return resolve(scope.conditions[name], scope) === true;
}

function reference(name: string, { values, ref, where }: Scope): unknown {
  if (name === "ALIYUN::NoValue") return noValue;
  const value = Object.hasOwn(values, name) ? values[name] : ref(name);
  if (value === undefined) throw new RpcError(rosErrors.invalidReference(name, where));
  return value;
}

/** `${Name}` and `${Resource.Attribute}`; `${!Literal}` stays as `${Literal}`. */
const substitute = (text: string, own: Readonly<Record<string, unknown>>, scope: Scope) =>
  text.replace(/\$\{([^}]+)\}/g, (_, expression: string) => {
    if (expression.startsWith("!")) return `\${${expression.slice(1)}}`;
    if (Object.hasOwn(own, expression)) return String(own[expression]);
    const [logicalId = "", ...attribute] = expression.split(".");
    if (attribute.length === 0) return String(reference(expression, scope));
    return String(scope.attribute(logicalId, attribute.join(".")));
  });

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};
