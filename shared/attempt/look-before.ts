import type { Command } from "../command.ts";
import { codeOf } from "../errors.ts";
import type { Listing } from "../ledger/change.ts";
import { firstStep } from "../ledger/runbook.ts";
import { type Facts, type Input, type Operation, stepOf } from "../operations/operation.ts";

/** The facts of one look. `judgedAtMs`: when it began, epoch milliseconds. */
type Looked<F> = { readonly facts: F; readonly judgedAtMs: number };

/**
 * A look at an event before its claim. Anybody who may invoke can make an event up, and a claim would hold the
 * instance. So only an event that the cloud lists is claimed. A send may rest on the same look: see `isAsRead`.
 */
export type LookBefore<F> = {
  /** Looks for the event of a new command. A look that fails is an answer too, `unread`. */
  readonly listingOf: (command: Command) => Promise<Listing>;
  readonly looked: () => Looked<F> | undefined;
};

type Needs<C> = { readonly cloud: C; readonly nowMs: () => number };

/** The look of one invocation, made at most once and only if the ledger asks for it. */
export function createLookBefore<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  { cloud, nowMs }: Needs<C>,
): LookBefore<F> {
  let looked: Looked<F> | undefined;
  return {
    listingOf: async ({ input, secrets, eventId, inSteps }) => {
      const judgedAtMs = nowMs();
      try {
        const { look, parameters } = stepOf(operation, inSteps ? firstStep : undefined);
        looked = { facts: await look(cloud, parameters.schema.parse({ ...input, ...secrets })), judgedAtMs };
      } catch (error) {
        return { kind: "unread", code: codeOf(error) };
      }
      return { kind: shownIn(looked.facts, eventId) };
    },
    looked: () => looked,
  };
}

function shownIn({ events, instance }: Facts, eventId: string | undefined): "listed" | "unlisted" | "noInstance" {
  if (events.some((event) => event.eventId === eventId)) return "listed";
  return instance === undefined ? "noInstance" : "unlisted";
}
