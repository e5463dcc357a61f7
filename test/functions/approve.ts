import { advance } from "../../shared/ledger/advance.ts";
import { sealOf } from "../../shared/ledger/seal.ts";
import { createTablestore } from "../../shared/tablestore/tablestore.ts";
import type { Cloud } from "../cloud/cloud.ts";
import { fingerprintKey } from "../local.ts";

/** A person's yes to what waits on an instance, as a door writes it that has verified who they are. */
export async function approve(cloud: Cloud, instanceId: string, by: string, nowMs: number): Promise<void> {
  const { settings, wireUrl, accessKey } = cloud;
  const place = { endpoint: wireUrl, instance: settings.tablestoreInstance };
  const store = createTablestore(place, { ...accessKey, securityToken: "" }, { accountId: "", regionId: "" });
  const row = await store.readInstance(instanceId);
  const [asked] = Object.values(row?.waiting ?? {});
  if (asked === undefined) throw new Error(`Nothing waits on ${instanceId}`);
  const { operationId, operation, input, wait } = asked;
  const to = wait.losses ?? [];
  const seal = sealOf(fingerprintKey, { operationId, operation, input, consentBy: by, consentTo: to });
  const needs = { store, nowMs: () => nowMs, pause: async () => undefined };
  const yes = { kind: "approve", operationId, owner: "a person", by, to, seal } as const;
  const { standing } = await advance(needs, instanceId, row, yes, Number.POSITIVE_INFINITY);
  if (standing !== undefined) throw new Error(`The yes came too late: ${standing.kind}`);
}
