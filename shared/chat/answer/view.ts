import type * as z from "zod";
import type { Language } from "../../notices/languages.ts";
import type { Parts } from "./parts.ts";
import type { Say } from "./say.ts";

/** An answer's body as people read it; undefined if it has another form than this release knows. */
export type View = (body: unknown, say: Say) => Parts | undefined;

/** A view of bodies of one form, with its texts in each language. Keys that it does not name are passed over. */
export const viewOf =
  <S extends z.ZodType, T>(
    form: S,
    texts: Readonly<Record<Language, T>>,
    partsOf: (body: z.output<S>, texts: T, say: Say) => Parts,
  ): View =>
  (body, say) => {
    const { success, data } = form.safeParse(body);
    return success ? partsOf(data, texts[say.language], say) : undefined;
  };

/** Lines, but those that have nothing to say. */
export const told = (...lines: readonly (string | undefined)[]): readonly string[] =>
  lines.filter((line) => line !== undefined);
