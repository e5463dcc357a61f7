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

/** Parameters whose documents write nested names with a dot (`SystemDisk.Size`), as JSON nests them. */
export function nested(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const flat = Object.entries(values).filter(([name]) => !name.includes("."));
  const groups = new Map<string, Readonly<Record<string, unknown>>>();
  for (const [name, value] of Object.entries(values)) {
    const [group = "", ...rest] = name.split(".");
    if (rest.length === 0) continue;
    if (group === "" || rest.includes("")) throw invalid(name, "is not a parameter of this operation");
    if (Object.hasOwn(values, group)) throw invalid(name, `must not be set beside ${group}`);
    groups.set(group, { ...groups.get(group), [rest.join(".")]: value });
  }
  return { ...Object.fromEntries(groups), ...Object.fromEntries(flat) };
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
