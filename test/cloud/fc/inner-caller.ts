import type { Caller } from "../core/exchange.ts";

/** What somebody inside the cloud was answered. */
export type InnerAnswer = {
  readonly status: number;
  /** FC's `X-Fc-Error-Type`: the function failed, or FC refused to run it. */
  readonly errorType: string | undefined;
  readonly body: string;
};

/** A caller inside the cloud: keeps the answer, or nothing when the connection was closed or never answered. */
export function createInnerCaller(): { readonly caller: Caller; readonly answer: () => InnerAnswer | undefined } {
  let answer: InnerAnswer | undefined;
  return {
    caller: {
      writeHead: (status, headers) => {
        answer = { status, errorType: headers["x-fc-error-type"]?.toString(), body: "" };
      },
      end: (body) => {
        if (answer !== undefined) answer = { ...answer, body: Buffer.from(body).toString() };
      },
      destroy: () => undefined,
    },
    answer: () => answer,
  };
}
