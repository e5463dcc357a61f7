import { type Fate, fatesOf, pointOf } from "./fates.ts";
import { withoutLines } from "./timeline-lines.ts";
import { countFault, type Pending, type Reply, type Worker, type World } from "./world.ts";

type Call<T> = {
  /** Does at the far end what was asked. */
  readonly arrive: () => T;
  /** What the caller gets if no answer comes. */
  readonly lost: () => T;
  readonly special?: (fate: Fate) => T;
};

/** Makes a port call of a worker wait for the scheduler. */
export function callPort<T>(
  world: World,
  worker: Worker,
  [name, kind]: readonly [string, keyof typeof fatesOf],
  { arrive, lost, special = lost }: Call<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const answer = (produce: () => T): Reply => {
      try {
        const value = produce();
        tell(world, worker, value);
        return () => resolve(value);
      } catch (error) {
        tell(world, worker, String(error));
        return () => reject(error);
      }
    };
    world.pending.push({
      worker,
      point: pointOf(worker.kind, name),
      fates: fatesOf[kind],
      arrive: () => answer(arrive),
      lost: () => answer(lost),
      special: (fate) => answer(() => special(fate)),
    });
  });
}

/** A search needs to know what each worker knows; nobody else pays for it. */
function tell({ limits, nowMs }: World, worker: Worker, value: unknown): void {
  if (limits.stepMs === 0) worker.told += `${nowMs}${JSON.stringify(value, withoutLines)}`;
}

/** Lets one pending call meet its fate. */
export function perform(world: World, pending: Pending, fate: Fate, kill: (worker: Worker) => void): void {
  world.pending.splice(world.pending.indexOf(pending), 1);
  const { worker, point } = pending;
  world.lastMoved = worker;
  tell(world, worker, point);
  if (fate !== "ok") countFault(world, fate, point);
  world.say(() => `${worker.name}  ${point}${fate === "ok" ? "" : `  ** ${fate}`}`);
  switch (fate) {
    case "ok":
      pending.arrive()();
      break;
    case "crashBefore":
      kill(worker);
      break;
    case "crashAfter":
      pending.arrive();
      kill(worker);
      break;
    case "held":
      hold(world, pending, pending.arrive());
      break;
    case "timeoutApplied":
      pending.arrive();
      pending.lost()();
      break;
    case "timeoutNotApplied":
    case "error":
      pending.lost()();
      break;
    case "late":
      world.late.push({ point, from: worker.name, arrive: pending.arrive });
      pending.lost()();
      break;
    default:
      pending.special(fate)();
  }
}

/** Performed, but the worker stands still before it hears of it. Its clock may be set meanwhile. */
function hold(world: World, { worker, point }: Pending, reply: Reply): void {
  const arrive = () => reply;
  world.pending.push({
    worker,
    point: `${point}.reply`,
    fates: fatesOf.reply,
    arrive,
    lost: arrive,
    special: arrive,
  });
}
