import { type Guess, guessesOf, oneSided } from "../core/guesses.ts";
import { rebootGuesses, replaceGuesses } from "./operation-guesses.ts";

const ecs = guessesOf("ecs");

/** What the local ECS does that no document says. */
export const ecsGuesses: readonly Guess[] = [
  ecs(
    "order",
    "Checks come in this order: signature, date, nonce, action, RAM, parameters, the action's own.",
    "rpc/rpc-product",
    "The action is judged before the signature.",
  ),
  ecs(
    "unknown",
    "An unknown action gets 404 InvalidAction.NotFound; a parameter that the local cloud does not know gets 400 InvalidParameter (the cloud ignores it).",
    "rpc/rpc-error, rpc/rpc-product, rpc/define-action",
    "An unknown parameter is ignored, unless it is within another one.",
  ),
  ecs(
    "malformed",
    "A parameter of the wrong form gets 400 InvalidParameter.<Name>, where no document has a row for it.",
    "ecs/define-action",
    "It gets 400 InvalidParameter.",
  ),
  ecs(
    "ram",
    "A Describe action whose document knows instances, disks or images is judged on all of its kind, whatever ids it names.",
    "ecs/ram-resources",
    "One that names ids is judged on each of them.",
  ),
  ecs(
    "ram-optional",
    "ReplaceSystemDisk is judged on the instance, the disk that goes and the image that comes, all as the account's own.",
    "ecs/ram-resources",
    "It is judged on the instance alone, which the document requires.",
  ),
  ecs(
    "format",
    "Answers are JSON whatever the Accept header says.",
    "rpc/reply",
    oneSided("The official SDK asks for JSON and reads nothing else."),
  ),
  ecs(
    "texts",
    "The texts of error rows that are %s in their document are our own.",
    "ecs/accept-inquired-system-event, ecs/cancel-simulated-system-events, ecs/describe-instance-history-events, ecs/event-manners, ecs/time-order",
    oneSided("Texts that no document has are neither read nor passed on."),
  ),
  ecs(
    "paging",
    "Page sizes out of range are brought into it, for every list action; NextToken is an offset.",
    "ecs/paging",
    "A PageSize out of range gets 400 InvalidParameter.",
  ),
  ecs(
    "paging-totals",
    "In a list by token TotalCount, PageNumber and PageSize are 0: the vendor's clients say that they mean nothing then.",
    "ecs/paging",
    "They are those of the whole list.",
  ),
  ecs(
    "paging-token",
    "A NextToken that no answer had gets 400 InvalidParameter.",
    "ecs/paging",
    "It is passed over: the first page comes.",
  ),
  ecs(
    "history.order",
    "DescribeInstanceHistoryEvents lists events in the order in which they were published, oldest first.",
    "ecs/describe-instance-history-events",
    "Newest first.",
  ),
  ecs(
    "tasks.minute",
    "DescribeTasks compares StartTime and EndTime with the creation time cut to the minute: a task of 10:00:45 is before a StartTime of 10:00:30. Open: a sample shows creation times to the minute, filters to the second. Newest first.",
    "ecs/describe-tasks",
    "It compares with the second at which the task was made.",
  ),
  ecs(
    "redeploy.order",
    "RedeployInstance checks: not found, dedicated host, security lock, expired or in arrears, status, disk, event.",
    "ecs/redeploy-instance",
    "After not found, the same backwards.",
  ),
  ecs(
    "redeploy.simulated",
    "Only simulated events, or only events of another type or status, read as no maintenance event.",
    "ecs/redeploy-instance",
    "They get 403 IncorrectInstanceStatus.",
  ),
  ecs(
    "redeploy.disk-error",
    "DiskError means: a local disk is damaged, not isolated, and no event that a redeploy answers is about it. So for restart and start.",
    "world/answerable",
    "No damage of a local disk gets DiskError.",
  ),
  ecs(
    "power.order",
    "StopInstance and StartInstance check: not found, security lock, expired or in arrears, disk (start only), status, system disk (start only), DryRun. Arrears on start read as InstanceExpired.",
    "ecs/stop-instance, ecs/start-instance",
    "After not found, the same backwards; DryRun stays last.",
  ),
  ...rebootGuesses,
  ...replaceGuesses,
  ecs(
    "images",
    "DescribeImages takes several ImageIds joined by commas; marketplace images are listed only when asked for, as documented.",
    "ecs/describe-images",
    oneSided("The product asks for one image."),
  ),
  ecs(
    "full-status.health",
    "An instance with an Executing event is Maintaining, with a pending one Warning, else Ok.",
    "ecs/describe-instances-full-status",
    "Every instance is Ok.",
  ),
  ecs(
    "simulated.reason",
    "A drill's Reason is 'A simulated event.', whatever the language of the account and whichever action lists it; DescribeInstancesFullStatus has it in a sample.",
    "ecs/event-codes",
    "It is in Chinese.",
  ),
  ecs(
    "simulated.told",
    "The bus is told of a drill as of any other event. Open: no document says whether EventBridge hears of simulated events.",
    "cloud, ecs/create-simulated-system-events",
    "Nobody is told: a drill is only listed.",
  ),
  ecs("simulated.limit", "200 drills may be active.", "ecs/create-simulated-system-events", "10 drills may be active."),
  ecs(
    "simulated.order",
    "Drills are checked: number of ids, time, unknown ids, number of drills; on cancelling: number of ids, unknown ids, not simulated.",
    "ecs/create-simulated-system-events, ecs/cancel-simulated-system-events",
    "The same backwards.",
  ),
  ecs(
    "accept.order",
    "AcceptInquiredSystemEvent checks: not Inquiring, type, another Executing event, instance status.",
    "ecs/accept-inquired-system-event",
    "The same backwards.",
  ),
  ecs(
    "accept.default",
    "The default action of a Reboot event is a restart, of a Redeploy event a redeploy; RebootAnd… events stay Executing until the next RebootInstance.",
    "world/accept-inquiry, world/reboot",
    oneSided("A type has this default action or none, and the product accepts no inquiry."),
  ),
];
