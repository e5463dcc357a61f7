import { CloudError } from "./cloud-error.ts";
import { Halted } from "./halted.ts";
import type { Ports } from "./ports.ts";
import { Unusable } from "./unusable.ts";

/** One step of a run, ready to be done. Done twice, it is done once. */
export type Job = {
  /** What it does, in the imperative. */
  readonly words: string;
  /** How long that takes, if it is more than a moment. */
  readonly takes?: string | undefined;
  /** Throws `CloudError`, or `Unusable` for what only a person can mend. */
  readonly run: () => Promise<void>;
};

/** Where a run is. The result is called when the job is done, or has failed. */
export type Tell = (job: Job, index: number, jobs: readonly Job[]) => () => void;

/** Does all of them, one after the other. Throws `Halted` where one cannot be done, or where somebody interrupts it. */
export async function runJobs(
  jobs: readonly Job[],
  ports: Pick<Ports, "pause" | "interrupted">,
  tell: Tell,
): Promise<void> {
  const unlessInterrupted = interruptedBy(ports.interrupted);
  for (const [index, job] of jobs.entries()) {
    const done = tell(job, index, jobs);
    try {
      await unlessInterrupted(() => patiently(ports, job.run));
    } catch (error) {
      throw haltedAt(error, job, index, jobs.length);
    } finally {
      done();
    }
  }
}

/** Waits for work, but not longer than until it is interrupted: what was asked for by then is done or not. */
function interruptedBy(signal: AbortSignal | undefined) {
  const interrupted = new Promise<never>((_, reject) => {
    signal?.addEventListener("abort", () =>
      reject(new Unusable("Interrupted. Whether it was done is seen at the next run.")),
    );
  });
  interrupted.catch(() => undefined); // it may come when nobody waits any more
  return (work: () => Promise<void>) => (signal?.aborted ? interrupted : Promise.race([work(), interrupted]));
}

/** A throttled call did nothing, so it is made again: after 1, 2, 4, 8 and 16 s. */
const tries = 6;

async function patiently({ pause }: Pick<Ports, "pause">, run: () => Promise<void>): Promise<void> {
  for (let tried = 1; ; tried++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof CloudError) || error.kind !== "throttled" || tried === tries) throw error;
      await pause(1_000 * 2 ** (tried - 1));
    }
  }
}

function haltedAt(error: unknown, { words }: Job, index: number, total: number): unknown {
  if (!(error instanceof CloudError || error instanceof Unusable)) return error;
  const mend = error instanceof CloudError ? ` ${error.mend}` : "";
  const before = index === 1 ? "step" : `${index} steps`;
  const there = index === 0 ? "Nothing was changed before it." : `What the ${before} before it did is there.`;
  return new Halted(
    `Step ${index + 1} of ${total}, ${words}: ${error.message}${mend}\n${there} The same command goes on from here.`,
  );
}
