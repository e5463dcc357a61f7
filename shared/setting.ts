import * as z from "zod";
import { repeatedKey } from "./json.ts";

/** A variable that has to be set; the example is what an error shows. */
export function setting(example: string) {
  const hint = `must be set, for example ${example}`;
  return z.string(hint).min(1, hint);
}

/** A JSON list in a variable. */
export const list = <T extends z.ZodType>(item: T, example: string) => parsedSetting(z.array(item), example);

/** JSON in a variable. Its value is secret: messages name the variable and an example, never the value. */
export function parsedSetting<T extends z.ZodType>(schema: T, example: string) {
  return setting(example)
    .transform((text, context) => {
      try {
        const value: unknown = JSON.parse(text);
        const key = repeatedKey(text);
        if (key === undefined) return value;
        context.addIssue({ code: "custom", message: `names ${JSON.stringify(key.slice(0, 64))} twice in one object` });
      } catch {
        context.addIssue({ code: "custom", message: `must be JSON, for example ${example}` });
      }
      return z.NEVER;
    })
    .pipe(schema);
}

/** Refuses two items with one key. What it says names the items by what is no secret. */
export function unique<T>(keyOf: (item: T) => string, what: (item: T, other: T) => string) {
  return (items: readonly T[], context: z.RefinementCtx) => {
    const seen = new Map<string, T>();
    for (const item of items) {
      const other = seen.get(keyOf(item));
      if (other !== undefined) context.addIssue({ code: "custom", message: what(item, other) });
      seen.set(keyOf(item), item);
    }
  };
}

/** Refuses a secret that was typed to get past a length. `least`: how many different bytes it must have. */
export const varied =
  (least: number, bytesOf: (text: string) => Uint8Array = Buffer.from) =>
  (text: string, context: z.RefinementCtx): void => {
    if (new Set(bytesOf(text)).size >= least) return;
    context.addIssue({ code: "custom", message: `must be random: it has fewer than ${least} different bytes` });
  };

/** Settings with which no function can work. `problems` name them, and no secret. */
export class UnusableSettings extends Error {
  override readonly name = "UnusableSettings";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Settings are not usable. ${problems.join("; ")}`);
    this.problems = problems;
  }
}
