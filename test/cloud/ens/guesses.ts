import { type Guess, guessesOf, oneSided } from "../core/guesses.ts";
import { redeployGuesses } from "./redeploy-guesses.ts";

const ens = guessesOf("ens");

const wire: readonly Guess[] = [
  ens(
    "order",
    "Checks come in this order: signature, date, nonce, action, RAM, parameters, the action's own.",
    "rpc/rpc-product",
    "The action is judged before the signature.",
  ),
  ens(
    "unknown",
    "An unknown action gets 404 InvalidAction.NotFound; a parameter that the local cloud does not know gets 400 InvalidParameter (the cloud ignores it).",
    "rpc/rpc-error, rpc/define-action",
    "An unknown parameter is ignored.",
  ),
  ens(
    "missing",
    "A missing parameter gets 400 InvalidParameter.<Name>, and so does one of the wrong form. Open: the event operations list no MissingParameter, 92 others do.",
    "ens/define-action",
    "A missing one gets 400 MissingParameter, as in the document of RebootInstance.",
  ),
  ens(
    "ram",
    "A role without the right gets 400 NoPermission (ens 2017-11-10, every operation).",
    "ens/ens",
    "It gets 403 Forbidden.RAM, as from ECS.",
  ),
  ens(
    "format",
    "Answers are JSON whatever the Accept header says; an error names the host ens.aliyuncs.com.",
    "rpc/reply",
    oneSided("The official SDK asks for JSON and reads nothing else; nobody reads the host."),
  ),
  ens(
    "lists",
    "EventTypes, EventLevels, EventStatus and ResourceIds are taken as the vendor's clients send them: joined by commas (SDKs) or as Name.1 (command line); JSON, which none sends, gets 400 InvalidParameter.<Name>.",
    "ens/parameter-types, ens/describe-history-events",
    "As Name.1 only.",
  ),
  ens(
    "utc-time",
    "A UtcTime has the form yyyy-MM-ddTHH:mm:ssZ, with no fraction of a second.",
    "ens/parameter-types",
    oneSided("The product sends and takes no other form."),
  ),
  ens(
    "paging",
    "A page holds 10 items by default and 100 at most, as of DescribeInstances. Open: that a size out of range is brought into it.",
    "ens/paging",
    "A size out of range gets InvalidParameter.PageSize.",
  ),
];

const reads: readonly Guess[] = [
  ens(
    "history.types",
    "EventTypes takes the listed types and Instance:SystemMaintenance.Reboot; another one gets InvalidParameter.EventTypes.",
    "ens/describe-history-events",
    "It takes any text, and finds what there is.",
  ),
  ens(
    "history.all",
    "Without EventStatus, events in every status are listed.",
    "ens/describe-history-events",
    "Only those that are over, as by DescribeInstanceHistoryEvents of ECS.",
  ),
  ens(
    "history.memory",
    "An event that is over is listed for 30 days.",
    "ens/describe-history-events",
    "It is gone from the list at once.",
  ),
  ens("history.order", "Events are listed newest first.", "ens/describe-history-events", "Oldest first."),
  ens(
    "history.reason",
    "Reason is empty, ExtendedAttribute is {}.",
    "ens/describe-history-events",
    oneSided("The product looks in Reason for a drill, and no document has drills of edge events."),
  ),
  ens(
    "instances.category",
    "A disk's Category is the one it was created with, as DescribeDisks has it (cloud_efficiency, local_ssd, …); one instance of the fleet has a pangu, one a file.",
    "ens/describe-instances, ens/edge-instance, ens/edge-fleet",
    "It is pangu or file, and so is its device_type, as the page of DescribeInstances says.",
  ),
  ens("instances.disk-kind", "Every disk has a Category.", "ens/describe-instances", "None has, nor a device_type."),
  ens(
    "instances.fields",
    "Fields that tell nothing of an event or of where a disk lives are left out; times are to the second.",
    "ens/describe-instances",
    oneSided("The product ignores fields that it does not know."),
  ),
];

const world: readonly Guess[] = [
  ens(
    "events-wait",
    "An event that nobody answers stays as it is; a tester moves it on.",
    "ens/default-action",
    "A failure redeploys its instance at NotBefore, as the document says.",
  ),
  ens(
    "not-before",
    "A pending event raised without notBefore has one five days ahead, whatever its type; one that has begun has the time it was raised.",
    "ens/raise-edge-event",
    "One day ahead.",
  ),
  ens(
    "event-bridge-body",
    "EventBridge tells of edge events as it does of those of ECS: source acs.ens, type ens:<event type>, the same data.",
    "ens/edge-notification",
    "The data is that of the ENS event monitoring page, which has no event id.",
  ),
  ens(
    "event-bridge-region",
    "The envelope names the region of the stack.",
    "ens/edge-notification",
    "It names the edge region of the instance.",
  ),
];

/** What the local ENS does that no document says. */
export const ensGuesses: readonly Guess[] = [...wire, ...reads, ...redeployGuesses, ...world];
