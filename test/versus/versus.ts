import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { isSend, takenOf } from "../demo/wire.ts";
import { createHand } from "../hand.ts";
import { buildAll, deployAlone } from "./deploy.ts";
import { type ImplementationName, implementationNames, implementations } from "./implementations.ts";
import { type Cell, tableOf } from "./report.ts";
import { playOut, scenarios } from "./scenarios.ts";
import { createStage } from "./stage.ts";

type Output = { readonly json: boolean; readonly say: (line: string) => void };

/** Plays one fault script against three deployed functions. Returns the exit code: 0 iff ours never redeploys twice. */
export async function playVersus({ json, say }: Output): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), "redeploy-once-versus-"));
  try {
    await buildAll(folder);
    const cells: Cell[] = [];
    for (const name of implementationNames) cells.push(...(await playAll(folder, name)));
    if (json) console.log(JSON.stringify({ versus: byScenario(cells) }));
    for (const line of tableOf(cells)) say(line);
    return cells.every(({ implementation, redeploys }) => implementation !== "ours" || redeploys <= 1) ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** All scenarios against one function, alone in a local cloud of its own. */
async function playAll(folder: string, name: ImplementationName): Promise<readonly Cell[]> {
  const implementation = implementations[name];
  const cloud = await deployAlone(folder, implementation);
  try {
    const hand = createHand(cloud);
    const cells: Cell[] = [];
    for (const { name: scenario, instanceId, play } of scenarios) {
      const stage = await createStage(hand, implementation, instanceId);
      await play(stage);
      await playOut(stage);
      const calls = await stage.calls();
      const redeploys = takenOf(calls, [instanceId])[instanceId] ?? 0;
      cells.push({ scenario, implementation: name, redeploys, requests: calls.filter(isSend).length });
    }
    return cells;
  } finally {
    await cloud.close();
  }
}

const byScenario = (cells: readonly Cell[]) =>
  Object.fromEntries(
    scenarios.map(({ name }) => {
      const own = cells.filter(({ scenario }) => scenario === name);
      return [name, Object.fromEntries(own.map(({ implementation, redeploys }) => [implementation, redeploys]))];
    }),
  );
