import { type Callers, type EventRule, steeredBy } from "../acting-by.ts";
import { maintenance } from "./actions.ts";
import { instanceA } from "./names.ts";
import { holdsOf, type Times } from "./times.ts";
import type { World } from "./world.ts";

const statuses = ["Inquiring", "Scheduled"];

/** What a replacement is asked for with, by a rule and by a call alike: so the call can consent to the event's. */
export const replacement = { InstanceId: instanceA, ImageId: "m-new", StopAndStart: true };

/** What the owner wants, as in functions/README.md: where the documents' plan prefers a redeploy, a reboot or
 * the platform itself answers; a stop gets a disk.
 */
export const ownersRules: readonly EventRule[] = [
  { type: maintenance.reboot, statuses, do: "RebootInstance" },
  { type: maintenance.disk, statuses: ["Inquiring"], do: "AcceptInquiredSystemEvent" },
  {
    type: maintenance.stop,
    statuses,
    do: "ReplaceSystemDisk",
    input: { ImageId: replacement.ImageId, StopAndStart: true },
  },
];

/**
 * The policy as one invocation reads it: in the mode that it has now, and with other rules while a new version is being
 * applied. It is read at once; what passes until it counts is the time of the look beside it.
 */
export function steeringBy(
  { modes, limited, timed, repeat }: World,
  rulesOfOne: readonly EventRule[],
  readAtMs: number,
  isAfterRevocation = false,
) {
  // A hook waits for the runs of one policy: with two of them it would hardly ever be asked.
  const rules = modes.at(-1)?.hook === true ? ownersRules : rulesOfOne;
  const serial = 2 * (modes.length + limited.length + timed.length) + (rules === ownersRules ? 1 : 0);
  const { mode, isByTag = false, approvals = 1, hook = false } = modes.at(-1) ?? {};
  const who = isAfterRevocation ? revoked : callers;
  const times = timed.at(-1)?.times;
  const plain = approvals > 1 ? who.several : hook ? who.hooked : who.plain;
  const steering = steeredBy(rules, serial, readAtMs, mode, heldAt(times, isByTag ? who.leaving : plain));
  return { ...steering, repeat };
}

/** A policy is read once: the same times and callers are one value. */
const held = new WeakMap<Times, Map<Callers, Callers>>();

function heldAt(times: Times | undefined, who: Callers): Callers {
  if (times === undefined) return who;
  const known = held.get(times) ?? new Map<Callers, Callers>();
  held.set(times, known);
  const same = known.get(who) ?? { ...who, holds: holdsOf(times) };
  known.set(who, same);
  return same;
}

/** The tag of what others look after, where the policy has a rule that leaves it alone. */
export const careTag = "care";

/** Who says yes: one who has two principals, another, and one who may, and in whose name others write a yes into a row. */
export const approver = "approver";
/** The same person by chat: the platform has proved who it is, so there is no key. */
export const otherDoor = "dingtalk:corp/approver";
/** The person who may do everything, by chat. */
export const personsChat = "dingtalk:corp/person";
export const second = "second";
export const forger = "forger";
/** How many people must say yes where the owner wants several. */
export const several = 2;
/** Who has events planned again. */
export const operator = "operator";

/** Who signs: one may consent, and the other may only ask. The first loses that right, and asks on; and one approver does. */
const [one, ...others] = [{ name: approver, signsAs: [approver, otherDoor] }, second, forger];
const signers = { person: "consenting", personsDoors: [personsChat], program: "plain", approvers: [one, ...others] };
const variants = (plain: Callers) => ({
  plain,
  leaving: { ...plain, leavesTag: careTag },
  several: { ...plain, approvals: several },
  hooked: { ...plain, hook: true },
});
const callers = variants(signers);
const revoked = variants({ ...signers, personsRoles: ["caller"], approvers: others });
