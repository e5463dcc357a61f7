import type * as z from "zod";
import type { Bounds } from "../bounds.ts";
import type { Pin, Sent } from "../cloud/sent.ts";
import type { Runbook } from "../ledger/runbook.ts";
import type { Loss } from "../loss.ts";
import type { Answers, Notice, SystemEvent } from "../remediation/answerable.ts";
import type { Advice } from "./advice-kinds.ts";
import type { Check } from "./check.ts";

/** The facts that every look reads, and more. `instance` is undefined if the cloud does not know it. */
export type Facts = {
  readonly instance: Placed | undefined;
  readonly events: readonly SystemEvent[];
  readonly hasLocalDisks: boolean;
  /** Absent if the look did not read them, or the cloud tells none. */
  readonly disks?: readonly Disk[];
};

/** A disk, as far as it may be lost. */
type Disk = { readonly diskId: string; readonly isSystem: boolean; readonly isLocal: boolean };

/** What a policy may match of a machine, as far as the cloud says. */
type Placed = { readonly tags?: Readonly<Record<string, string>>; readonly zoneId?: string | undefined };

/** One attempt and what the cloud shows of it. Times are epoch milliseconds. */
export type Traces<I, F> = {
  readonly facts: F;
  readonly input: I;
  /** The system event that it answers. */
  readonly eventId: string | undefined;
  readonly signedAtMs: number;
  /** Evidence ids that were there before the send. */
  readonly baseline: readonly string[];
};

/** An accepted effect: its evidence ids, whether it was adopted, and for how long it is known to be accepted. */
type Effect = { readonly evidenceIds: readonly string[]; readonly adopted: boolean; readonly acceptedForMs: number };

/** `unproven`: it is over, but nothing shows whether it helped. */
type Proof = "running" | "succeeded" | "failed" | "unproven";

/** An operation's parameters, under the document's own names. */
export type Input = Readonly<Record<string, unknown>>;

/** The parameters that a caller may give, and their meaning. */
type Parameters<I extends Input> = {
  /** The document's parameters; everything else is refused. */
  readonly schema: z.ZodType<I>;
  /** Parameters that only a signed call can bring, since they are never stored; and what to use instead. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Parameters of the document that are not taken, and why. */
  readonly unsupported?: Readonly<Record<string, string>>;
  /** Warnings about parameters that are accepted all the same. */
  readonly warnings?: (input: Input) => readonly string[];
  /** The id of the instance. The ledger has a row per instance, so every operation's parameters must name it. */
  readonly target: (input: I) => string;
  /** True iff the parameters ask for a check only, by the cloud's own DryRun. */
  readonly isDryRun?: (input: I) => boolean;
};

/** Which system events the operation answers, and how. */
type OfEvent<I extends Input, F extends Facts> = {
  /** The types of events, and their statuses. */
  readonly answers: Answers;
  /** True iff the owner's rules may add no type and no status: with another event it could lose what nobody was asked about. */
  readonly answersNoOther?: true;
  /** The input that answers a given event. */
  readonly inputFor: (notice: Notice) => Input;
  /** The system event that the parameters name, where the document has one. */
  readonly idOf?: (input: I) => string;
  /** An event that it answers by an exception to `answers`. */
  readonly exception?: (facts: F, eventId: string | undefined) => SystemEvent | undefined;
};

/** How the cloud's own record shows what an attempt did. */
type OfEffect<I extends Input, F extends Facts> = {
  /** Evidence ids that exist before the send, so they cannot be its own. */
  readonly baseline: (facts: F) => readonly string[];
  /** Evidence ids that this attempt can have caused, without the baseline. */
  readonly evidence: (traces: Traces<I, F>, bounds: Bounds) => readonly string[];
  /** True iff absence proves that an attempt had no effect. Asked only once no copy of its request can be taken. */
  readonly absenceShows: (traces: Traces<I, F>, bounds: Bounds) => boolean;
  /** The proof of an accepted effect, as far as it shows. */
  readonly proof: (traces: Traces<I, F>, effect: Effect, bounds: Bounds) => Proof;
  /** When an effect begins, epoch milliseconds, if the parameters say so. Its proof is due some time after that. */
  readonly beginsAtMs?: (input: I) => number | undefined;
};

/** One call of the cloud: when it may be made, and what it says and does. `C` is the port to the product. */
type Callable<I extends Input, F extends Facts, C> = {
  readonly look: (cloud: C, input: I) => Promise<F>;
  readonly checks: readonly Check<I, F>[];
  readonly effect: OfEffect<I, F>;
  /** `token`: for a cloud that takes one; the same in every attempt of one operation. */
  readonly call: (cloud: C, input: I, pin: Pin, token: string) => Promise<Sent>;
  /** The document's field for an evidence id, in replies. */
  readonly replyFields: (evidenceId: string | undefined) => object;
  /** The document's error table, by status and code. */
  readonly errors: Readonly<Record<`${number} ${string}`, Advice>>;
};

/** One operation of the cloud as data: everything that differs between two of them. */
export type Operation<I extends Input = Input, F extends Facts = Facts, C = never> = Callable<I, F, C> & {
  /** The API's own name, which is also the RAM action behind `product:`. */
  readonly name: string;
  readonly product: "ecs" | "ens";
  readonly version: string;
  readonly summary: string;
  /** Why it may need consent, for docs. */
  readonly consent: string;
  readonly parameters: Parameters<I>;
  readonly event: OfEvent<I, F>;
  /** The losses that a run would cause. */
  readonly dataLoss: (facts: F, input: I) => readonly Loss[];
  /** Set if the parameters can ask for several calls. `steps`: how the other calls differ from the operation's own. */
  readonly runbook?: {
    readonly isAskedFor: (input: I) => boolean;
    readonly steps: Readonly<Record<"stop" | "start", Step<I, F, C>>>;
  };
};

/** A call of a runbook besides the operation's own. */
export type Step<I extends Input = Input, F extends Facts = Facts, C = never> = Omit<
  Callable<I, F, C>,
  "look" | "effect"
> &
  Partial<Pick<Callable<I, F, C>, "look">> & {
    readonly effect: Omit<OfEffect<I, F>, "baseline" | "beginsAtMs">;
    /** True iff the step's aim is reached already, by a look that began at `lookedAtMs` (epoch milliseconds). */
    readonly isDone: (facts: F, runbook: Runbook | undefined, lookedAtMs: number, bounds: Bounds) => boolean;
  };

/** The operation in the current step of its runbook. Without a runbook, or in its own step, the operation itself. */
export function stepOf<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  runbook: Runbook | undefined,
): Operation<I, F, C> & Partial<Pick<Step<I, F, C>, "isDone">> {
  const name = runbook?.step;
  const step = name === undefined || name === "replace" ? undefined : operation.runbook?.steps[name];
  if (step === undefined) return operation;
  return { ...operation, ...step, effect: { ...operation.effect, ...step.effect } };
}

/** Declares an operation on a port and the facts that its look reads; the input is inferred from its schema. */
export const operationOf =
  <C, F extends Facts>() =>
  <I extends Input>(operation: Operation<I, F, C>) =>
    operation;
