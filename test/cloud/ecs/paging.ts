import * as z from "zod";
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
  const { PageSize } = paging;
  if (PageSize !== undefined && PageSize !== clamp(PageSize, 1, maxSize) && !holds("ecs.paging")) {
    throw new RpcError(badPageSize);
  }
  const byToken = paging.MaxResults !== undefined || paging.NextToken !== undefined;
  const size = byToken
    ? clamp(paging.MaxResults ?? defaultSize, defaultSize, maxSize)
    : clamp(paging.PageSize ?? defaultSize, 1, maxSize);
  const number = Math.max(paging.PageNumber ?? 1, 1);
  const from = byToken ? readToken(paging.NextToken) : (number - 1) * size;
  const shown = items.slice(from, from + size);
  return {
    shown,
    totals: { TotalCount: items.length, PageNumber: number, PageSize: size },
    nextToken: byToken && from + size < items.length ? writeToken(from + size) : "",
  };
}

/** What a PageSize out of range gets, if it is not brought into it. */
export const badPageSize = { status: 400, code: "InvalidParameter", message: "The specified PageSize is not valid." };

const clamp = (value: number, min: number, max: number) => Math.min(Math.max(value, min), max);

const writeToken = (offset: number) => Buffer.from(`offset:${offset}`).toString("base64url");

const readToken = (token = "") => Number(/^offset:(\d+)$/.exec(Buffer.from(token, "base64url").toString())?.[1] ?? 0);
