import { integerText } from "../rpc/integer-text.ts";
import { RpcError } from "../rpc/rpc-error.ts";
import type { Edge } from "./edge.ts";
import { ensErrors } from "./ens-errors.ts";

/** Paging by page number, the only way there is. */
export const pageParams = { PageNumber: integerText.default(1), PageSize: integerText.default(10) };

type Paging = { readonly PageNumber: number; readonly PageSize: number };

/** What a size out of range gets, if it is not brought into it. */
export const badPageSize = ensErrors.invalid("PageSize");

const maxSize = 100;

/** The asked page, and what the answer says about it. Sizes out of range are brought into it (invented). */
export function paginate<Item>({ holds }: Pick<Edge, "holds">, items: readonly Item[], asked: Paging) {
  const size = Math.min(Math.max(asked.PageSize, 1), maxSize);
  if (size !== asked.PageSize && !holds("ens.paging")) throw new RpcError(badPageSize);
  const number = Math.max(asked.PageNumber, 1);
  return {
    shown: items.slice((number - 1) * size, number * size),
    totals: { TotalCount: items.length, PageNumber: number, PageSize: size },
  };
}
