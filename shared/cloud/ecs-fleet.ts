import Ecs20140526 from "@alicloud/ecs20140526";
import type { ApiSettings, Credentials } from "../config.ts";
import { listMachines, readMachines } from "./ecs-machines.ts";
import { listPast } from "./ecs-past.ts";
import type { Fleet } from "./fleet.ts";
import { configFor } from "./sdk.ts";

/** The machines and past events of ECS 2014-05-26. */
export function createEcsFleet(
  { ecs: settings }: { readonly ecs: ApiSettings },
  credentials: Credentials,
  nowMs: () => number,
): Fleet {
  const client = new Ecs20140526.default(configFor(settings, credentials));
  const { regionId } = settings;
  return {
    listMachines: (untilMs) => listMachines(client, regionId, untilMs, nowMs),
    readMachines: (instanceIds, untilMs) => readMachines(client, regionId, instanceIds, untilMs, nowMs),
    listPast: (sinceMs, untilMs) => listPast(client, regionId, sinceMs, untilMs, nowMs),
  };
}
