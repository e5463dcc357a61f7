import { checkInstance } from "./invariants.ts";
import { kill } from "./worker.ts";
import { countFault, halfSkewMs, type Worker, type World } from "./world.ts";

/** From which leap on a standing worker counts as frozen. */
const frozenFromMs = 30_000;

/** Time leaps: FC kills what has run too long, unless it stands still and wakes up later. */
export function jump(world: World): void {
  world.left.jumps--;
  const leaps = leapsOf(world);
  const leap = leaps[world.tape.choose(leaps.length, "detail", () => leaps.map(({ name }) => name))];
  if (leap === undefined) return;
  if (leap.far) world.left.farLeaps--;
  world.table.staleIndex = world.table.index;
  const leaptMs = leap.atMs - world.nowMs;
  world.nowMs = leap.atMs;
  world.say(() => `time leaps ${(leaptMs / 1_000).toFixed(1)} s`);
  for (const worker of [...world.workers]) {
    if (worker.killedAtMs <= world.nowMs) standStill(world, worker);
    else if (leaptMs >= frozenFromMs) countAt(world, "frozen", worker);
  }
  for (const instanceId of world.table.rows.keys()) checkInstance(world, instanceId);
}

/** Where time may leap to; by weeks only in some schedules. */
function leapsOf(world: World): Leap[] {
  const { limits, left, nowMs } = world;
  const by = (ms: number): Leap => ({ name: `${ms / 1_000} s`, atMs: nowMs + ms });
  const far = left.farLeaps > 0 ? limits.farLeapsMs.map((ms) => ({ ...by(ms), far: true as const })) : [];
  return [...limits.leapsMs.map(by), ...edgesOf(world), ...far];
}

/** Past its time limit a worker is killed, or was frozen all the while and goes on whenever it thaws. */
function standStill(world: World, worker: Worker): void {
  const { tape } = world;
  const dies = world.faultsLeft <= 0 || tape.choose(2, "detail", () => ["killed", "frozen"]) === 0;
  world.faultsLeft--;
  countAt(world, dies ? "killed at timeout" : "frozen", worker);
  world.say(() => `${worker.name}  ${dies ? "is killed at its timeout" : "stays frozen"}`);
  if (dies) {
    kill(world, worker);
    return;
  }
  worker.skewMs = clocks[tape.choose(clocks.length, "detail", () => ["clock 0", "clock +", "clock -"])] ?? 0;
}

function countAt(world: World, fault: string, worker: Worker): void {
  for (const pending of world.pending) if (pending.worker === worker) countFault(world, fault, pending.point);
}

/** A clock may have been set while its worker stood still. */
const clocks = [0, halfSkewMs, -halfSkewMs];

/** The moments at which something ends or may be concluded: mistakes live right before and after them. */
function edgesOf(world: World): Leap[] {
  const { product, cloud, nowMs } = world;
  const { closedAtMs, absenceProvableAtMs, defaultBounds } = product;
  const edges: Leap[] = cloud.requests.map(({ pin }) => ({
    name: "last chance",
    atMs: Math.floor(pin.signedAtMs / 1_000) * 1_000 + cloud.windowMs - cloud.skewMs - 100,
  }));
  for (const { endsAtMs } of cloud.effects) edges.push({ name: "task end", atMs: endsAtMs });
  for (const { row } of world.table.rows.values()) {
    const progress = row.current?.progress;
    if (progress === undefined) continue;
    if ("leaseUntilMs" in progress) edges.push({ name: "lease", atMs: progress.leaseUntilMs - halfSkewMs });
    if (!("signedAtMs" in progress)) continue;
    edges.push({ name: "closed", atMs: closedAtMs(progress.signedAtMs, defaultBounds) - halfSkewMs });
    edges.push({ name: "absent", atMs: absenceProvableAtMs(progress.signedAtMs, defaultBounds) - halfSkewMs });
  }
  return edges.filter(({ atMs }) => atMs > nowMs).sort((a, b) => a.atMs - b.atMs);
}

type Leap = { readonly name: string; readonly atMs: number; readonly far?: true };
