import * as z from "zod";
import { parse, type Resource } from "./resource.ts";

/** `POST reset`: the seed world again; sequence numbers of the wire log go on. */
export function createResetResource({ reset }: { readonly reset: () => Promise<void> }): Resource {
  return {
    POST: async ({ body }) => {
      parse(z.strictObject({}), body);
      await reset();
    },
  };
}
