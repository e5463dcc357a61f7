import type { Rule } from "../../shared/policy/rule.ts";
import type { Listed, Unsent } from "../../shared/rehearsal/unsent.ts";
import type { Machine } from "../../shared/remediation/machine.ts";
import { policyWith } from "../policy/policies.ts";

/** Rules that owners write. */
export const rules = {
  ack: { name: "others look after these", match: { managedBy: "ack.aliyun.com" }, do: "nothing" },
  databases: { name: "databases by hand", match: { tags: { role: "db" } }, do: "documented", mode: "ask" },
  caches: {
    name: "caches may lose their local disks",
    match: { tags: { role: "cache" } },
    do: "documented",
    mayLose: ["localDisks"],
  },
  reboots: { name: "reboots in place", match: { event: "SystemMaintenance.Reboot" }, do: "RebootInstance" },
} as const satisfies Record<string, Rule>;

export const observing = policyWith([], { mode: "observe" });
export const asking = policyWith([], { mode: "ask" });
export const acting = policyWith([]);

/** A machine with nothing on its host, in zone h. */
export const machine = (instanceId: string, known: Partial<Machine> = {}): Machine => ({
  product: "ecs",
  instanceId,
  tags: {},
  zone: "cn-hangzhou-h",
  hasLocalDisks: false,
  ...known,
});

export const tagged = (instanceId: string, role: string, known: Partial<Machine> = {}) =>
  machine(instanceId, { tags: { role }, ...known });

/** A planned redeploy, as it is listed. */
export const listed = (eventId: string, instanceId: string, known: Partial<Listed> = {}): Listed => ({
  product: "ecs",
  eventId,
  instanceId,
  type: "SystemMaintenance.Redeploy",
  status: "Scheduled",
  notBeforeMs: undefined,
  simulated: false,
  ...known,
});

/** An event that nobody owns yet. */
export const unowned = (event: Listed): Unsent => ({
  product: event.product,
  instanceId: event.instanceId,
  eventId: event.eventId,
  event,
  entry: undefined,
});
