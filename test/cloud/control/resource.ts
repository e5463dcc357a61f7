import type * as z from "zod";

/** One request to a resource under `/_cloud/`, already parsed. */
type ControlRequest = {
  /** Last part of `/_cloud/<resource>/<id>`; undefined without one. */
  readonly id: string | undefined;
  readonly query: URLSearchParams;
  /** The JSON body; undefined when there was none. */
  readonly body: unknown;
};

export type Method = "GET" | "POST" | "DELETE";

/** What a resource does, by method; the value is the JSON answer. */
export type Resource = Partial<Readonly<Record<Method, (request: ControlRequest) => unknown>>>;

/** A tester's mistake, answered as `{error, field}`. */
export class ControlError extends Error {
  readonly status: number;
  readonly field: string | null;

  constructor(status: number, field: string | null, problem: string) {
    super(field === null ? problem : `${field}: ${problem}`);
    this.name = "ControlError";
    this.status = status;
    this.field = field;
  }
}

/** Parses a body; the error names the first field that is wrong. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknownKey = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const field = unknownKey ?? issue?.path.join(".");
  const problem = unknownKey === undefined ? issue?.message : "no such field.";
  throw new ControlError(400, field || "body", problem ?? "is not allowed.");
}
