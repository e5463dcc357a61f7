import type { ServerResponse } from "node:http";

/** Somebody who waits for the answer of a function: aborted when the connection closes before there is one. */
export type Waiting = AbortSignal;

/** The client of a request. */
export function clientOf(response: ServerResponse): Waiting {
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableEnded) gone.abort();
  });
  return gone.signal;
}

/** A caller inside the cloud: it waits, unless a tester's fault makes it hang up. */
export const patientCaller = (): Waiting => new AbortController().signal;
