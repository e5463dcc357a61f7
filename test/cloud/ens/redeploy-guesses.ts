import { type Guess, guessesOf, oneSided } from "../core/guesses.ts";

const ens = guessesOf("ens");

const redeploy: readonly Guess[] = [
  ens(
    "redeploy.order",
    "EventRedeployInstance checks: event, whether it is about the instance, type, status, instance status, time.",
    "ens/event-redeploy-instance",
    "In the opposite order.",
  ),
  ens(
    "redeploy.event",
    "An unknown event, one of another type and one in another status get InvalidParameter.EventId.",
    "ens/event-redeploy-instance",
    oneSided("The product takes every InvalidParameter.… alike."),
  ),
  ens(
    "redeploy.foreign",
    "An unknown instance, or one that the event is not about, gets InvalidParameter.ResourceId.",
    "ens/event-redeploy-instance",
    "InvalidParameter.EventId.",
  ),
  ens(
    "redeploy.statuses",
    "Inquiring and Scheduled events are answered.",
    "ens/event-redeploy-instance",
    "Inquiring ones only.",
  ),
  ens(
    "redeploy.replan",
    "An event that waits for its planned time may be answered again: the later answer counts.",
    "ens/event-redeploy-instance",
    "It gets InvalidParameter.EventId.",
  ),
  ens(
    "redeploy.instance-status",
    "Only a Running or Stopped instance is redeployed, as a guide of ENS says of all operations; another one gets InvalidParameter.ResourceId. Open: the code.",
    "ens/event-redeploy-instance",
    "Whatever its status is.",
  ),
  ens(
    "redeploy.lag",
    "For ten seconds after the answer nothing shows, neither of a redeploy nor of a plan; a second call is accepted, counted and carried out too.",
    "ens/accept-redeploy",
    "It shows at once.",
  ),
  ens(
    "redeploy.states",
    "A redeployed Running instance is Stopping, then Starting, then Running; a Stopped one Starting, then Running.",
    "ens/run-redeploy",
    "It reads as before until the end.",
  ),
  ens(
    "redeploy.end",
    "A redeploy ends its event as Executed.",
    "ens/run-redeploy",
    "As Avoided, if it is done before the event's own time.",
  ),
  ens(
    "redeploy.failed",
    "A failed redeploy ends its event as Failed; the instance is as before.",
    "ens/run-redeploy",
    "The event waits as Inquiring again.",
  ),
];

const plan: readonly Guess[] = [
  ens(
    "plan.utc-alone",
    "PlanUtcTime is PlanTime in words, and either of them is enough.",
    "ens/plan-checks",
    "Without PlanTime a scheduled call gets InvalidParameter.PlanTime.",
  ),
  ens(
    "plan.agreement",
    "PlanTime and PlanUtcTime that are not the same second get InvalidParameter.PlanUtcTime.",
    "ens/plan-checks",
    "PlanTime counts.",
  ),
  ens("plan.immediate", "An immediate call ignores both.", "ens/plan-checks", "It gets InvalidParameter.PlanTime."),
  ens(
    "plan.past",
    "A time that is not in the future gets InvalidParameter.PlanTime, or .PlanUtcTime if only that was sent.",
    "ens/plan-checks",
    "It is as good as immediate.",
  ),
  ens(
    "plan.deadline",
    "A time after the NotBefore that the event was published with gets the same.",
    "ens/plan-checks",
    "Any time in the future is taken.",
  ),
];

/** What the local EventRedeployInstance does that no document says. */
export const redeployGuesses: readonly Guess[] = [...redeploy, ...plan];
