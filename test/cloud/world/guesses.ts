import { timings } from "./timings.ts";

/** Something the local cloud does that no document says; `source` is the file that does it. */
export type Guess = { readonly id: string; readonly text: string; readonly source: string };

const timingGuesses: readonly Guess[] = Object.entries(timings)
  .filter(([, { origin }]) => origin.startsWith("invented"))
  .map(([name, { ms, origin }]) => ({
    id: `timing.${name}`,
    text: `${ms / 1_000} s; ${origin.replace("invented: ", "")}`,
    source: "test/cloud/world/timings.ts",
  }));

const gateway: readonly Guess[] = [
  {
    id: "acs3.future-date",
    text: "A date more than 15 minutes ahead of the world is refused like one that is too old.",
    source: "test/cloud/acs3/replay-guard.ts",
  },
  {
    id: "acs3.nonce-memory",
    text: "A nonce is remembered for 31 minutes, per access key id, whatever the action; only of requests whose signature and date hold, and never of one that was throttled.",
    source: "test/cloud/acs3/replay-guard.ts",
  },
  {
    id: "acs3.malformed-date",
    text: "A date of the wrong form gets 400 InvalidTimeStamp.Format.",
    source: "test/cloud/acs3/replay-guard.ts",
  },
  {
    id: "acs3.security-token",
    text: "A missing or wrong security token gets 400 InvalidSecurityToken.MismatchWithAccessKey.",
    source: "test/cloud/acs3/authenticate.ts",
  },
  {
    id: "acs3.incomplete",
    text: "No signature, or an unsigned host, content-type or x-acs-* header, gets 400 IncompleteSignature; the older query signature is not supported and gets the same.",
    source: "test/cloud/acs3/authenticate.ts",
  },
];

const ecs: readonly Guess[] = [
  {
    id: "ecs.order",
    text: "Checks come in this order: signature, date, nonce, action, RAM, parameters, the action's own.",
    source: "test/cloud/ecs/ecs.ts",
  },
  {
    id: "ecs.unknown",
    text: "An unknown action gets 404 InvalidAction.NotFound; a parameter that the local cloud does not know gets 400 InvalidParameter (the cloud ignores it).",
    source: "test/cloud/ecs/ecs.ts, test/cloud/ecs/define-action.ts",
  },
  {
    id: "ecs.malformed",
    text: "A parameter of the wrong form gets 400 InvalidParameter.<Name>.",
    source: "test/cloud/ecs/define-action.ts",
  },
  {
    id: "ecs.ram",
    text: "Describe actions are allowed or denied on the resource * as a whole.",
    source: "test/cloud/ecs/ecs.ts",
  },
  {
    id: "ecs.format",
    text: "Answers are JSON whatever the Accept header says.",
    source: "test/cloud/ecs/reply.ts",
  },
  {
    id: "ecs.paging",
    text: "Page sizes out of range are brought into it, for every list action; NextToken is an offset.",
    source: "test/cloud/ecs/paging.ts",
  },
  {
    id: "ecs.tasks.minute",
    text: "DescribeTasks compares StartTime and EndTime with the creation time cut to the minute: a task of 10:00:45 is before a StartTime of 10:00:30. Newest first.",
    source: "test/cloud/ecs/describe-tasks.ts",
  },
  {
    id: "ecs.redeploy.order",
    text: "RedeployInstance checks: not found, dedicated host, security lock, expired or in arrears, status, disk, event.",
    source: "test/cloud/ecs/redeploy-instance.ts",
  },
  {
    id: "ecs.redeploy.simulated",
    text: "Only simulated events, or only events of another type or status, read as no maintenance event.",
    source: "test/cloud/world/answerable.ts",
  },
  {
    id: "ecs.redeploy.disk-error",
    text: "DiskError means: a local disk is damaged, not isolated, and no event that a redeploy answers is about it.",
    source: "test/cloud/world/answerable.ts",
  },
  {
    id: "ecs.power.order",
    text: "StopInstance and StartInstance check: not found, security lock, expired or in arrears, disk (start only), status, DryRun. Arrears on start read as InstanceExpired.",
    source: "test/cloud/ecs/stop-instance.ts, test/cloud/ecs/start-instance.ts",
  },
];

const world: readonly Guess[] = [
  {
    id: "world.second-redeploy",
    text: "The cloud does not protect anybody from redeploying twice: an event that is being answered, or was answered within a day, lets the next redeploy in as soon as the instance's status allows it.",
    source: "test/cloud/world/answerable.ts",
  },
  {
    id: "world.answers-all",
    text: "One redeploy answers every answerable event of its instance.",
    source: "test/cloud/world/redeploy.ts",
  },
  {
    id: "world.event-end",
    text: "A redeploy ends its event as Avoided if it was accepted before NotBefore (and the event was not Executing), else as Executed; a failed one puts the former status back.",
    source: "test/cloud/world/redeploy.ts",
  },
  {
    id: "world.events-wait",
    text: "Events do not run by themselves at NotBefore, and stopping or starting an instance does not answer one; a tester moves them on.",
    source: "test/cloud/world/world.ts",
  },
  {
    id: "world.not-before",
    text: "A pending event raised without notBefore has one 48 h ahead, also an Inquiring one; an event that has begun has the time it was raised.",
    source: "test/cloud/world/world.ts",
  },
  {
    id: "world.disk-of-event",
    text: "A local-disk event raised by a tester is about the instance's first local disk.",
    source: "test/cloud/world/world.ts",
  },
  {
    id: "world.tags",
    text: "ACK nodes carry the tag ack.aliyun.com, members of a scaling group acs:autoscaling:scalingGroupId.",
    source: "test/cloud/world/fleet.ts",
  },
  {
    id: "world.event-bridge-body",
    text: "The data of an EventBridge event is the content of the CloudMonitor notice, with its name added.",
    source: "test/cloud/world/notification.ts",
  },
  {
    id: "world.type-codes",
    text: "Type and status codes of events are sent only where a document's sample shows them.",
    source: "test/cloud/ecs/describe-instance-history-events.ts",
  },
];

/** All guesses of the gateway, ECS and the world, for `npm start -- --guesses`. */
export const guesses: readonly Guess[] = [...gateway, ...ecs, ...world, ...timingGuesses];
