import { type Faults, faultSchema } from "../core/faults.ts";
import { parse, type Resource } from "./resource.ts";

/** `POST faults` plans one, `GET faults` counts their hits, `DELETE faults` forgets them all. */
export function createFaultsResource({ faults }: { readonly faults: Faults }): Resource {
  return {
    POST: ({ body }) => ({ id: faults.add(parse(faultSchema, body)) }),
    GET: () => faults.list(),
    DELETE: () => faults.clear(),
  };
}
