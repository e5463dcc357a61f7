import * as z from "zod";
import type { CallLog } from "../core/calls.ts";
import { parse, type Resource } from "./resource.ts";

const querySchema = z.strictObject({
  since: z.string().regex(/^\d+$/, "must be a sequence number, 0 or more.").transform(Number).default(0),
});

/** `GET calls?since=<seq>`: the wire log after a sequence number. */
export function createCallsResource({ calls }: { readonly calls: Pick<CallLog, "since"> }): Resource {
  return {
    GET: ({ query }) => ({ calls: calls.since(parse(querySchema, Object.fromEntries(query)).since) }),
  };
}
