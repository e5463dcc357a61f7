import { isIPv4 } from "node:net";

/** An event pattern that the local cloud understood: true iff the event matches. */
export type Pattern = (event: unknown) => boolean;

/** A pattern that the documents do not allow; `path` names the field of the pattern, dots between keys. */
export class PatternError extends Error {
  readonly path: string;
  constructor(path: string, problem: string) {
    super(`${path === "" ? "pattern" : path}: ${problem}`);
    this.name = "PatternError";
    this.path = path;
  }
}

/**
 * Reads an EventBridge event pattern (AC/eventbridge/user-guide/event-patterns, March 2026): AND across keys, OR inside
 * an array, at most 5 expressions a field, case-sensitive; an event value that is an array matches by intersection.
 */
export function readPattern(pattern: unknown, path = ""): Pattern {
  if (!isRecord(pattern)) throw new PatternError(path, "must be an object or an array of expressions.");
  const fields = Object.entries(pattern).map(([key, value]) => {
    const fieldPath = path === "" ? key : `${path}.${key}`;
    const holds = Array.isArray(value) ? readExpressions(value, fieldPath) : readNested(value, fieldPath);
    return { key, holds };
  });
  return (event) => fields.every(({ key, holds }) => holds(fieldOf(event, key)));
}

/** The value of a field, and whether it was there at all. */
type Field = { readonly present: boolean; readonly value: unknown };
type Expression = (field: Field) => boolean;

function fieldOf(event: unknown, key: string): Field {
  return isRecord(event) && Object.hasOwn(event, key)
    ? { present: true, value: event[key] }
    : { present: false, value: undefined };
}

function readNested(pattern: unknown, path: string): Expression {
  const matches = readPattern(pattern, path);
  return ({ value }) => matches(value);
}

const maxExpressions = 5;

function readExpressions(expressions: readonly unknown[], path: string): Expression {
  if (expressions.length === 0 || expressions.length > maxExpressions) {
    throw new PatternError(path, `must hold 1 to ${maxExpressions} expressions, not ${expressions.length}.`);
  }
  const any = expressions.map((expression) => readExpression(expression, path));
  return (field) => any.some((holds) => holds(field));
}

function readExpression(expression: unknown, path: string): Expression {
  if (isScalar(expression)) return someValue((value) => value === expression);
  const [entry, ...others] = isRecord(expression) ? Object.entries(expression) : [];
  const [name, operand] = entry ?? [];
  const read = name === undefined ? undefined : operators.get(name);
  if (read === undefined || others.length > 0) {
    const allowed = [...operators.keys()].join(", ");
    throw new PatternError(
      path,
      `${JSON.stringify(expression)} is no expression; allowed: a value or one of ${allowed}.`,
    );
  }
  return read(operand, path);
}

type ReadOperator = (operand: unknown, path: string) => Expression;

const textOperator =
  (name: string, test: (value: string, operand: string) => boolean): ReadOperator =>
  (operand, path) => {
    if (typeof operand !== "string") throw new PatternError(path, `${name} needs a string.`);
    return someValue((value) => typeof value === "string" && test(value, operand));
  };

/** The document shows `contains` without its JSON; the form `{"contains": "text"}` is invented. */
const operators: ReadonlyMap<string, ReadOperator> = new Map<string, ReadOperator>([
  ["prefix", textOperator("prefix", (value, operand) => value.startsWith(operand))],
  ["suffix", textOperator("suffix", (value, operand) => value.endsWith(operand))],
  ["contains", textOperator("contains", (value, operand) => value.includes(operand))],
  ["anything-but", readAnythingBut],
  ["numeric", readNumeric],
  ["cidr", readCidr],
  ["exists", readExists],
]);

/** `{"anything-but": value | [values] | {"prefix": text}}`; a missing field does not match (invented). */
function readAnythingBut(operand: unknown, path: string): Expression {
  if (isRecord(operand)) {
    const { prefix, ...others } = operand;
    if (typeof prefix !== "string" || Object.keys(others).length > 0) {
      throw new PatternError(path, "anything-but takes a value, a list of values or {prefix}.");
    }
    return everyValue((value) => !(typeof value === "string" && value.startsWith(prefix)));
  }
  const excluded = [operand].flat();
  if (excluded.length === 0 || !excluded.every(isScalar)) {
    throw new PatternError(path, "anything-but takes a value, a list of values or {prefix}.");
  }
  return everyValue((value) => !excluded.some((scalar) => scalar === value));
}

const comparators: ReadonlyMap<unknown, (value: number, operand: number) => boolean> = new Map<
  unknown,
  (value: number, operand: number) => boolean
>([
  ["=", (value, operand) => value === operand],
  [">", (value, operand) => value > operand],
  [">=", (value, operand) => value >= operand],
  ["<", (value, operand) => value < operand],
  ["<=", (value, operand) => value <= operand],
]);

/** `{"numeric": [">", 0, "<=", 5]}`: all comparisons hold; an event value that is text never matches (invented). */
function readNumeric(operand: unknown, path: string): Expression {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length % 2 !== 0) {
    throw new PatternError(path, "numeric needs pairs of comparator and number.");
  }
  const comparisons = Array.from({ length: operand.length / 2 }, (_, pair) => {
    const [compare, bound] = [comparators.get(operand[2 * pair]), operand[2 * pair + 1]];
    if (compare === undefined || typeof bound !== "number") {
      throw new PatternError(path, `numeric needs pairs of ${[...comparators.keys()].join(" ")} and a number.`);
    }
    return (value: number) => compare(value, bound);
  });
  return someValue((value) => typeof value === "number" && comparisons.every((holds) => holds(value)));
}

function readCidr(operand: unknown, path: string): Expression {
  const [base, bits] = typeof operand === "string" ? operand.split("/") : [];
  const size = Number(bits);
  if (base === undefined || !isIPv4(base) || !/^\d{1,2}$/.test(bits ?? "") || size > 32) {
    throw new PatternError(path, 'cidr needs an IPv4 block such as "10.0.0.0/8".');
  }
  const block = (address: string) => Math.floor(ipv4Number(address) / 2 ** (32 - size));
  return someValue((value) => typeof value === "string" && isIPv4(value) && block(value) === block(base));
}

const ipv4Number = (address: string) => address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);

function readExists(operand: unknown, path: string): Expression {
  if (typeof operand !== "boolean") throw new PatternError(path, "exists needs true or false.");
  return ({ present }) => present === operand;
}

/** An event value that is an array matches when one of its members does. */
const someValue =
  (test: (value: unknown) => boolean): Expression =>
  ({ present, value }) =>
    present && [value].flat().some(test);

/** For `anything-but`: an array matches only when no member is excluded (invented). */
const everyValue =
  (test: (value: unknown) => boolean): Expression =>
  ({ present, value }) =>
    present && [value].flat().every(test);

const isScalar = (value: unknown): value is string | number | boolean | null =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
