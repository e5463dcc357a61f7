import * as z from "zod";
import type { Holds } from "../core/guesses.ts";
import { integerText } from "../rpc/integer-text.ts";
import { RpcError } from "../rpc/rpc-error.ts";
import type { World } from "../world/world.ts";

/** Paging by page number. */
export const pageParams = { PageNumber: integerText.optional(), PageSize: integerText.optional() };

/** Paging by token, as well as by page number. */
export const tokenParams = { ...pageParams, MaxResults: integerText.optional(), NextToken: z.string().optional() };

type Paging = {
  readonly PageNumber?: number | undefined;
  readonly PageSize?: number | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
};

const defaultSize = 10;
const maxSize = 100;

/** The asked page, and what the answer says about it. Sizes out of range are brought into it (invented, but for tokens). */
export function paginate<Item>({ holds }: Pick<World, "holds">, items: readonly Item[], paging: Paging) {
  return paging.MaxResults === undefined && paging.NextToken === undefined
    ? pageByNumber(holds, items, paging)
    : pageByToken(holds, items, paging);
}

function pageByNumber<Item>(holds: Holds, items: readonly Item[], { PageSize = defaultSize, PageNumber = 1 }: Paging) {
  const size = clamp(PageSize, 1, maxSize);
  if (size !== PageSize && !holds("ecs.paging")) throw new RpcError(badPageSize);
  const number = Math.max(PageNumber, 1);
  const from = (number - 1) * size;
  return {
    shown: items.slice(from, from + size),
    totals: { TotalCount: items.length, PageNumber: number, PageSize: size },
    nextToken: "",
  };
}

/** Totals mean nothing then, and page numbers neither (clients of ecs 2014-05-26, 2025); what they are is invented. */
function pageByToken<Item>(holds: Holds, items: readonly Item[], { MaxResults = defaultSize, NextToken }: Paging) {
  const size = clamp(MaxResults, defaultSize, maxSize);
  const from = readToken(NextToken, holds);
  const end = from + size;
  return {
    shown: items.slice(from, end),
    totals: holds("ecs.paging-totals")
      ? { TotalCount: 0, PageNumber: 0, PageSize: 0 }
      : { TotalCount: items.length, PageNumber: 1, PageSize: size },
    nextToken: end < items.length ? writeToken(end) : "",
  };
}

/** What a PageSize out of range gets, if it is not brought into it. */
export const badPageSize = { status: 400, code: "InvalidParameter", message: "The specified PageSize is not valid." };

/** What a NextToken gets that no answer had: the row is that of a PageSize, as the document of none of these actions has one. */
const badToken = { ...badPageSize, message: "The specified NextToken is not valid." };

const clamp = (value: number, min: number, max: number) => Math.min(Math.max(value, min), max);

const writeToken = (offset: number) => Buffer.from(`offset:${offset}`).toString("base64url");

/** An empty token asks for the first page, as the last answer's would. */
function readToken(token = "", holds: Holds) {
  if (token === "") return 0;
  const [, offset] = /^offset:(\d+)$/.exec(Buffer.from(token, "base64url").toString()) ?? [];
  if (offset === undefined && holds("ecs.paging-token")) throw new RpcError(badToken);
  return Number(offset ?? 0);
}
