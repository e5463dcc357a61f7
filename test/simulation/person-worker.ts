import type { Progress } from "../../shared/ledger/progress.ts";
import { hasFailed, isRunning } from "./cloud.ts";
import { actionOf, isOf } from "./invariants.ts";
import { callPort } from "./port.ts";
import { isForPeople } from "./reasons.ts";
import { ownersRules, steeringBy } from "./rules.ts";
import { createWorker, end, ledgerNeeds } from "./worker.ts";
import type { Worker, World } from "./world.ts";

/** An operation that a person may be asked about. */
export type Question = { readonly instanceId: string; readonly operationId: string };

/**
 * What a person may be asked about now. In the hostile phase that is whatever is in doubt, too early or beside
 * reconciliation; in the calm only what says that it needs a person and that only a person can decide, or nobody would
 * notice what does not end by itself.
 */
export function questionsOf(world: World): readonly Question[] {
  const questions: Question[] = [];
  for (const [instanceId, { row }] of world.table.rows) {
    const { current } = row;
    if (current === undefined || !isOpenQuestion(current.progress, world.nowMs)) continue;
    if (!world.calm || isForPeople(world, row, instanceId))
      questions.push({ instanceId, operationId: current.operationId });
  }
  return questions;
}

const isOpenQuestion = (progress: Progress, nowMs: number) =>
  progress.state === "Sending"
    ? progress.leaseUntilMs <= nowMs
    : progress.state === "Unproven" || progress.state === "NeedsHuman";

/**
 * A person looks at the instance itself and then gives a verdict on the operation, at any later moment: what was true
 * of the look may have become untrue by then.
 */
export function startPerson(world: World, question: Question): void {
  const worker = createWorker(world, "person");
  world.say(() => `${worker.name}  is asked about ${question.operationId.slice(0, 6)} on ${question.instanceId}`);
  lookAndResolve(world, worker, question).then(
    (said) => end(world, worker, () => world.say(() => `${worker.name}  ${said}`)),
    (error: unknown) => end(world, worker, () => onThrown(world, worker, error)),
  );
}

/** Who is told that a look was too early looks again. */
const maxLooks = 3;

async function lookAndResolve(world: World, worker: Worker, question: Question): Promise<string> {
  const { resolveOperation, defaultBounds: bounds } = world.product;
  const steering = async () => steeringBy(world, ownersRules, world.nowMs + worker.skewMs);
  const needs = { ...ledgerNeeds(world, worker), bounds, steering };
  for (let looks = 1; ; looks++) {
    const { verdict, lookedAtMs } = await look(world, worker, question);
    if (verdict === undefined) return "sees it running and says nothing";
    const { kind: is } = await resolveOperation(needs, {
      ...question,
      verdict,
      lookedAtMs,
      by: worker.name,
      reason: "seen",
    });
    if (is !== "tooEarly" || looks === maxLooks) return `says ${verdict}: ${is}`;
  }
}

type Seen = { readonly verdict: "happened" | "did-not-happen" | undefined; readonly lookedAtMs: number };

const look = (world: World, worker: Worker, question: Question): Promise<Seen> =>
  callPort(world, worker, ["look", "read"], {
    arrive: () => ({ verdict: verdictOn(world, question), lookedAtMs: world.nowMs + worker.skewMs }),
    lost: () => {
      throw new Error(sawNothing);
    },
  });

const sawNothing = "the person could not look";

/** The truth about an operation, or the step that it is at, as far as it shows yet. People forget nothing and are not refused a look. */
function verdictOn(world: World, { instanceId, operationId }: Question): Seen["verdict"] {
  const { cloud, nowMs, table } = world;
  const current = table.rows.get(instanceId)?.row.current;
  const action = current?.operationId === operationId ? actionOf(current) : undefined;
  const effects = cloud.effects.filter(
    (effect) =>
      effect.action === (action ?? effect.action) &&
      isOf(world, effect.nonce, instanceId, operationId) &&
      effect.visibleAtMs <= nowMs,
  );
  if (effects.some((task) => isRunning(task, nowMs))) return undefined;
  return effects.some((task) => !hasFailed(task, nowMs)) ? "happened" : "did-not-happen";
}

function onThrown(world: World, worker: Worker, error: unknown): void {
  world.say(() => `${worker.name}  gives up: ${String(error)}`);
  if (error instanceof world.product.StoreUnknown || (error instanceof Error && error.message === sawNothing)) return;
  world.violations.push(`unexpected: a person's verdict failed: ${String(error)}`);
}
