import { RpcError } from "../rpc/rpc-error.ts";
import type { TimeRange } from "./parameter-types.ts";

/** A row of both lists of system events; its text is %s there, this one is invented. */
export const endBeforeStart = {
  status: 403,
  code: "InvalidParameter.TimeEndBeforeStart",
  message: "The end of a time range is before its start.",
} as const;

/** Refuses a range that ends before it starts. Throws RpcError. */
export function requireTimeOrder(...ranges: readonly (TimeRange | undefined)[]) {
  const isBackwards = ({ Start, End }: TimeRange) => Start !== undefined && End !== undefined && End < Start;
  if (ranges.some((range) => range !== undefined && isBackwards(range))) throw new RpcError(endBeforeStart);
}
