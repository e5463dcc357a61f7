import type { Hand } from "../hand.ts";

type Waiting = { readonly OperationId: string; readonly Ask?: string };

/** What is asked about an instance, as the console tells it. */
export async function askedOn(hand: Hand, instanceId: string, key?: string): Promise<Waiting> {
  const { settings } = await hand.world();
  const told = await hand.call("console", { InstanceId: instanceId }, key ?? settings.consentSecret, {}, "/instance");
  const [asked] = told.body["Waiting"] as readonly Waiting[];
  if (asked === undefined) throw new Error(`Nothing waits on ${instanceId}`);
  return asked;
}

/** Says yes to what is asked about an instance, by a signed call of whoever has this key. */
export async function approve(hand: Hand, instanceId: string, key?: string) {
  const { settings } = await hand.world();
  const { OperationId, Ask } = await askedOn(hand, instanceId, key);
  const body = { InstanceId: instanceId, OperationId, Ask };
  return await hand.call("console", body, key ?? settings.consentKey.secretKey, {}, "/approve");
}
