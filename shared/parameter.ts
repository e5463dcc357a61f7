import * as z from "zod";
import { OpError } from "./errors.ts";

/** The value as `schema` has it, or an ECS-style error that names the parameter. `whole` names a bare value. */
export function parsed<T extends z.ZodType>(schema: T, value: unknown, whole = ""): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  throw refusalOf(issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0], value, whole);
}

function refusalOf(issue: z.core.$ZodIssue | undefined, value: unknown, whole: string): OpError {
  if (issue?.code === "unrecognized_keys")
    return invalid([...issue.path, issue.keys[0]].join("."), "is not a parameter of this operation");
  const { path = [], message = "is not allowed" } = issue ?? {};
  const field = path.join(".") || whole;
  const refusal = issue?.code === "custom" ? refusalSchema.safeParse(issue.params).data : undefined;
  if (refusal !== undefined)
    return new OpError("refused", refusal.code, `${field}: ${message}. Nothing was changed.`, refusal);
  if (!isMissing(value, path)) return invalid(field, message);
  const why = issue?.code === "custom" ? message : "is needed";
  return new OpError("badRequest", "MissingParameter", `${field} ${why}. Nothing was changed.`);
}

const refusalSchema = z.object({ status: z.number(), code: z.string() });

/** For a refinement that the cloud's document has a code of its own for. */
export const refusedAs = (status: number, code: string) => ({ params: { status, code } });

/** As many names as one object of a command may have, and items as a list. Invented: no document has half as many. */
const maxNames = 64;

/**
 * A command's values, as they are. Throws `OpError` `badRequest` if an object in them has more than 64 names: it comes
 * before whatever takes longer the more there are. JSON that was parsed nests no deeper than it may, so this ends.
 */
export function limited<T extends object>(values: T): T {
  const inner: readonly unknown[] = Object.values(values);
  if (inner.length > maxNames)
    throw new OpError(
      "badRequest",
      "InvalidParameter",
      `One object may have ${maxNames} names, or a list as many items: there are ${inner.length}. Nothing was changed.`,
    );
  for (const value of inner) if (typeof value === "object" && value !== null) limited(value);
  return values;
}

/** Parameters whose documents write nested names with a dot (`SystemDisk.Size`), as JSON nests them. */
export function nested(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const flat = Object.entries(values).filter(([name]) => !name.includes("."));
  const groups = new Map<string, [string, unknown][]>();
  for (const [name, value] of Object.entries(values)) {
    if (!name.includes(".")) continue;
    const group = name.slice(0, name.indexOf("."));
    refuseMisnamed(name, group, values);
    const members = groups.get(group) ?? [];
    members.push([name.slice(group.length + 1), value]);
    groups.set(group, members);
  }
  const grouped = [...groups].map(([group, members]) => [group, Object.fromEntries(members)] as const);
  return Object.fromEntries([...grouped, ...flat]);
}

function refuseMisnamed(name: string, group: string, values: Readonly<Record<string, unknown>>): void {
  if (group === "" || name.endsWith(".") || name.includes(".."))
    throw invalid(name, "is not a parameter of this operation");
  if (Object.hasOwn(values, group)) throw invalid(name, `must not be set beside ${group}`);
}

/** Nothing stands where the path leads, and something stands around it. */
function isMissing(value: unknown, [name, ...rest]: readonly PropertyKey[]): boolean {
  if (name === undefined || typeof value !== "object" || value === null) return false;
  if (!Object.hasOwn(value, name)) return rest.length === 0;
  return isMissing(Object.getOwnPropertyDescriptor(value, name)?.value, rest);
}

/** `InvalidParameter.<Name>`: says what is wrong and that nothing was changed. */
export const invalid = (field: string, what: string) =>
  new OpError(
    "badRequest",
    `InvalidParameter.${field.slice(0, 64)}`,
    `${field.slice(0, 64)}: ${what}. Nothing was changed.`,
  );
