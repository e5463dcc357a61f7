import * as z from "zod";
import { isRead } from "../control/is-read.ts";
import { madeUp } from "../made-up.ts";
import { verbOf } from "./verb.ts";

/** A list of what was published since now: one call, and nothing in it. */
const listsForMs = 10_000;

/** Tries what the console reads. By a direct invoke alone: it is for the function doctor. */
export const probe = verbOf({
  name: "probe",
  role: "viewer",
  isInvokeOnly: true,
  summary: "Say how this function runs, and what it can reach. Nothing is changed",
  schema: z.strictObject({}),
  answers: z.looseObject({}),
  run: async (_, needs) => {
    const { store, steering, runs, fleets, nowMs, principals, dateWindowMs } = needs;
    const { probe } = await import("../probe.ts");
    const today = new Date(nowMs()).toISOString().slice(0, "2026-11-29".length);
    const [ids, since, until] = [[madeUp.instanceId], nowMs(), nowMs() + listsForMs];
    const said = await probe(needs, {
      "the ledger's instances": () => store.readInstance(madeUp.instanceId),
      "the open rows": () => store.listOpen(undefined, 1),
      "the control row": () => isRead(steering),
      "what reconcile has counted": () => runs.listCounts(today, today),
      "machines of ECS": () => fleets.ecs.readMachines(ids, until),
      "past events of ECS": () => fleets.ecs.listPast(since, until),
      "machines of ENS": () => fleets.ens.readMachines(ids, until),
      "past events of ENS": () => fleets.ens.listPast(since, until),
    });
    const known = principals.map(({ name, decides }) => ({ Name: name, Decides: decides }));
    return { ...said, DateWindowMs: dateWindowMs, Principals: known };
  },
});
