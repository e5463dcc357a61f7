import type { ApiSettings, Credentials } from "../config.ts";
import { createEnsCall } from "./ens-call.ts";
import { listMachines, listPast, readMachines } from "./ens-lists.ts";
import type { Fleet } from "./fleet.ts";

/** The machines and past events of ENS 2017-11-10. */
export function createEnsFleet(
  { ens: settings }: { readonly ens: ApiSettings },
  credentials: Credentials,
  nowMs: () => number,
): Fleet {
  const call = createEnsCall(settings, credentials);
  return {
    listMachines: (untilMs) => listMachines(call, untilMs, nowMs),
    readMachines: (instanceIds, untilMs) => readMachines(call, instanceIds, untilMs, nowMs),
    listPast: (sinceMs, untilMs) => listPast(call, sinceMs, untilMs, nowMs),
  };
}
