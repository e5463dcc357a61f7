import { choices } from "../operations/choices.ts";
import type { Notice } from "../remediation/answerable.ts";
import { plan } from "../remediation/plan.ts";
import { pairsOf } from "./answered.ts";
import type { Dispute } from "./rule.ts";

/** What answers an event, and why. */
export type Answer = { readonly do: string | undefined; readonly why: string };

/**
 * What the documents answer an event with on this machine, as the owner's disputes correct them. Without a dispute: of the
 * operations whose documents answer it, the first that loses nothing on this machine, else the first.
 */
export function documented(disputes: readonly Dispute[] = [], notice: Notice, hasLocalDisks: boolean): Answer {
  const { product, type, status } = notice;
  const dispute = disputes.flatMap(pairsOf).find((pair) => pair.type === type && pair.status === status);
  if (dispute === undefined) return plan(notice, choices, hasLocalDisks);
  const choice = choices.find((each) => each.name === dispute.do && each.product === product);
  return { do: choice?.name, why: `disputes: ${choice?.name ?? "nothing"} answers ${type} in ${status}` };
}
