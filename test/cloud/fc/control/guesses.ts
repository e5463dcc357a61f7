import { type Guess, guessesOf, oneSided } from "../../core/guesses.ts";

const fc = guessesOf("fc");

/** What the control plane of Function Compute does that no document says. */
export const controlGuesses: readonly Guess[] = [
  fc(
    "role-checked",
    "A function's role must be there and trust fc.aliyuncs.com when it is made or updated: else 400 InvalidArgument.",
    "fc/control/function-input",
    "It is made; what it calls is refused.",
  ),
  fc(
    "concurrency-missing",
    "A function for which nothing is reserved has no concurrency config: 404 OnDemandConfigNotFound, as Terraform expects it (alicloud_fcv3_concurrency_config).",
    "fc/control/concurrency-config",
    "It has one without reservedConcurrency.",
  ),
  fc(
    "reserved-quota",
    "More than the account's 100 instances cannot be reserved: 400 InvalidArgument. Open: the code, and how many must stay free.",
    "fc/control/concurrency-config",
    "It is 429 ResourceExhausted.",
  ),
  fc(
    "not-empty",
    "A function with triggers is not deleted: FunctionNotEmpty (FC error codes). Open: that its status is 409.",
    "fc/control/functions",
    oneSided("Whoever deletes a function deletes its triggers first."),
  ),
  fc(
    "deleted",
    "What a deleted function runs comes to its end; what waits in its queue is given up at its next try, and has no destination any more.",
    "fc/async-queue, fc/pools",
    oneSided("Nobody may delete a function whose work still counts."),
  ),
  fc(
    "deleted-trigger",
    "An event that the bus has matched is delivered even if its trigger is deleted meanwhile.",
    "eventbridge/bus",
    oneSided("The other way loses an event, which a queue of dead letters would not show."),
  ),
  fc(
    "update",
    "UpdateFunction takes effect before it answers; what runs then comes to its end in its old instance.",
    "fc/pools",
    oneSided("An older instance that answers another call is played by two settings at once."),
  ),
  fc(
    "control-right",
    "Each action needs the right of its own name on functions/<name>, on functions/* if it names none. Open: that those of asynchronous configs are not called …FunctionAsyncInvokeConfig, and those of triggers are on triggers/<name>.",
    "fc/control/control-api",
    oneSided("A deployer's document names both."),
  ),
  fc(
    "control-unknown",
    "A field that the local cloud does not know is 400 InvalidArgument.",
    "fc/control/parsed",
    oneSided("The product sends none."),
  ),
  fc(
    "second-door",
    "A second HTTP trigger of a function is 400 InvalidArgument.",
    "fc/control/triggers",
    oneSided("The product makes one."),
  ),
];
