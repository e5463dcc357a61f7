import { type Guess, guessesOf, oneSided } from "../core/guesses.ts";
import { controlGuesses } from "./control/guesses.ts";
import { IDLE_MS } from "./pool.ts";

const fc = guessesOf("fc");
const http = guessesOf("http");
const eventbridge = guessesOf("eventbridge");

const notRead = oneSided("Nothing of the product's reads it.");
const notMade = oneSided("The product makes no such call.");

/** What the local Function Compute and EventBridge do that no document says; `source` is the file that does it. */
export const guesses: readonly Guess[] = [
  fc(
    "max-instances",
    "A function has at most 16 instances (or reservedConcurrency).",
    "fc/function-definition",
    "One at a time.",
  ),
  fc(
    "throttled",
    "A call beyond them is 429 ResourceExhausted (FC error codes).",
    "fc/reply",
    "It is 503 ResourceThrottled, as when machines are short.",
  ),
  fc(
    "killed",
    "A call whose instance is killed, or ended by a reset, is 502 BadGateway. Open: FC's error page says so of custom runtimes; of a built-in one a process that exits is a function error.",
    "fc/reply",
    "It is 500 InternalServerError.",
  ),
  fc(
    "hang-up",
    "A synchronous caller that hangs up ends the run and its instance, and the call is 499 (FC 3.0, invocation canceled by client). Open: the code of it, and how soon the instance ends.",
    "fc/reply",
    oneSided("Nobody is there to read it; that the run goes on is every other test."),
  ),
  fc(
    "content-type",
    "A synchronous answer is application/octet-stream (fc 2023-03-30, what InvokeFunction produces).",
    "fc/reply",
    "It is application/json.",
  ),
  fc(
    "timeout",
    "A function over its timeout fails with FunctionTimeout; the instance ends.",
    "fc/start-instance",
    oneSided("That it stands still instead is the fault freeze."),
  ),
  fc(
    "load-limit",
    "Loading code without an initializer may take 60 s.",
    "fc/start-instance",
    oneSided("No bundle needs a second to load."),
  ),
  fc(
    "load-error",
    "Code that does not load fails with InitializationError; the next call starts anew.",
    "fc/start-instance",
    oneSided("The bundles load."),
  ),
  fc(
    "warm",
    `An instance without a call for ${IDLE_MS / 60_000} minutes is reclaimed (FC 3.0, instance-level events). Open: after how long, and that credentials do not end after 36 h.`,
    "fc/pool",
    "An instance ends with its first answer: every call starts one.",
  ),
  fc(
    "idle-freeze",
    "An instance stands still from its answer to its next call (FC 3.0, instance lifecycle). Open: that it sees its sockets' events before the call.",
    "fc/instance",
    "It runs on.",
  ),
  fc(
    "plain-value",
    "A handler that returns undefined at once is waited for by its callback.",
    "fc/instance",
    oneSided("The product's handlers return promises."),
  ),
  fc("memory", "memorySize bounds the JavaScript heap; memory use is reported as 0.", "fc/instance-worker", notRead),
  fc(
    "process",
    "Time zone, PATH and working folder are those of the local cloud's own process.",
    "fc/instance-worker",
    notRead,
  ),
  fc(
    "code-path",
    "FC_FUNC_CODE_PATH is a copy of the code in a temporary folder, not /code.",
    "fc/code-store",
    notRead,
  ),
  fc(
    "invoke-resource",
    "InvokeFunction is judged on functions/<name>, whatever the qualifier.",
    "fc/invoke-api",
    "It is judged on functions/<name>/<qualifier>, which is LATEST if none is named.",
  ),
  fc(
    "qualifier",
    "A qualifier other than LATEST is 404 VersionNotFound (FC error codes). Open: a missing alias is 404 AliasNotFound, and a name does not say which it is.",
    "fc/invoke-api",
    notMade,
  ),
  fc(
    "async-retry",
    "A failed asynchronous invocation is retried after 1 s, doubling.",
    "fc/async-queue",
    "After 60 s each time.",
  ),
  fc(
    "async-killed",
    "A killed instance counts like a function error: it is retried.",
    "fc/async-queue",
    "It is given up.",
  ),
  fc(
    "async-throttle",
    "The documented retry of a throttled invocation is capped at 512 s apart.",
    "fc/async-queue",
    "It is not capped.",
  ),
  fc(
    "task-exists",
    "A repeated task id is 409 AsyncTaskAlreadyExists, until the world is reset. Open: the code; that of FC 2.0 is the other one.",
    "fc/async-queue",
    "It is 409 StatefulAsyncInvocationAlreadyExists.",
  ),
  fc(
    "task-form",
    "A malformed task id is 400 InvalidArgument, as FC's error codes have it for any parameter. Open: that without asyncTask the id is ignored.",
    "fc/async-queue",
    oneSided("The product's task ids have the documented form."),
  ),
  fc(
    "destination-right",
    "Without mns:SendMessage the failure message is lost.",
    "fc/dead-letters",
    "It is sent without a right.",
  ),
  fc(
    "dead-letters",
    "What no queue takes is listed with destination null; the real cloud discards it.",
    "fc/dead-letters",
    oneSided("It is a tester's view: nothing is delivered anywhere."),
  ),
  fc(
    "log-right",
    "A function with logConfig whose role lacks log:PostLogStoreLogs is not deployed.",
    "fc/log-right, fc/control/function-input",
    "It is deployed, and what it writes is lost.",
  ),
  ...controlGuesses,
  fc(
    "timer-start",
    "A timer first fires one interval after the start or a reset.",
    "fc/timers",
    "It fires at once, too.",
  ),
  fc(
    "timer-skip",
    "A timer skips a turn while its last run is neither finished nor frozen.",
    "fc/timers",
    "It skips none.",
  ),
  http(
    "fc-headers",
    "All x-fc-* headers of a request reach the function; of X-Fc-Log-Type an event captured on FC 3.0 shows it (devsapp/fc3). Open: the others.",
    "fc/http-envelope",
    "None does.",
  ),
  http(
    "header-case",
    "Header names arrive as Content-Type (an event captured on FC 3.0: devsapp/fc3).",
    "fc/http-envelope",
    "They arrive in lower case.",
  ),
  http("binary", "Which content types count as binary; bytes that are no UTF-8 do too.", "fc/http-envelope", "All do."),
  http(
    "domain",
    "The trigger's domain is made from the function's name; there is no triggerId.",
    "fc/http-envelope",
    notRead,
  ),
  http(
    "bad-path",
    "A path that cannot be decoded stays encoded.",
    "fc/http-envelope",
    oneSided("The product serves no path that needs decoding."),
  ),
  http(
    "reply",
    "A reply needs all four fields, a status of 200 to 599, no others; else 502 InvalidFunctionReply.",
    "fc/http-reply",
    oneSided("The product always sends all four."),
  ),
  http(
    "own-headers",
    "Content-Length, Transfer-Encoding, Connection of a reply are replaced.",
    "fc/http-reply",
    oneSided("The product sends none of them."),
  ),
  http(
    "failed",
    "A function that fails is 502 with X-Fc-Error-Type and its error as body.",
    "fc/http-trigger",
    "It is 500.",
  ),
  http(
    "refusals",
    "404 without HTTP trigger, 405 for other methods, 403 unsigned with authType function.",
    "fc/http-trigger",
    oneSided("What is refused there reaches no function."),
  ),
  http(
    "function-auth",
    "authType function takes an ACS3 signature, as an event captured on FC 3.0 has it (devsapp/fc3). Open: that it is over the URL as sent.",
    "fc/http-trigger",
    oneSided("No trigger of s.yaml has it."),
  ),
  fc(
    "task-list",
    "ListAsyncTasks has what a function's queue took in asynchronous task mode, events of triggers too, at once and for good; a task's requestId is the one that the function is told.",
    "fc/control/async-tasks",
    oneSided("It is looked for three times; a list that leaves it out would say synchronous."),
  ),
  eventbridge(
    "bus-missing",
    "A bus that is not there is 404 EventBusNotExist; the document names the code in an answer, and not its status.",
    "eventbridge/bus-reads",
    oneSided("The product asks for the bus that every account has, and reads the code wherever it stands."),
  ),
  eventbridge(
    "polarity",
    "asyncInvocationType false is synchronous, as FC 2.0's documents and the SDK say; FC 3.0's pages say the opposite.",
    "fc/trigger-delivery",
    "false is asynchronous: the event goes through the function's own queue.",
  ),
  eventbridge(
    "contains",
    'The contains operator is written {"contains": "text"}.',
    "eventbridge/pattern",
    oneSided("No pattern of s.yaml has it."),
  ),
  eventbridge(
    "missing",
    "anything-but does not match a missing field, nor an array that holds the value.",
    "eventbridge/pattern",
    oneSided("No pattern of s.yaml has it."),
  ),
  eventbridge(
    "numeric-text",
    "numeric does not match text.",
    "eventbridge/pattern",
    oneSided("No pattern of s.yaml has it."),
  ),
  eventbridge(
    "batch",
    "One bad event refuses its whole batch.",
    "eventbridge/cloud-event",
    oneSided("Only testers put batches on the bus."),
  ),
  eventbridge(
    "stamp",
    "aliyunpublishtime is ISO 8601 with milliseconds (captured logs). Open: which attributes the bus overwrites.",
    "eventbridge/bus",
    "It adds and overwrites nothing.",
  ),
  eventbridge(
    "no-answer",
    "A delivery without answer fails at once, not after a timeout.",
    "fc/trigger-delivery",
    oneSided("It changes when the next try comes, and that is played by async-retry and retries."),
  ),
  eventbridge(
    "retries",
    "3 and 176 tries are counted after the first delivery; the second starts at 1 s (eventbridge 2020-04-01, PutTargets: 9 that double, then 167 at 512 s).",
    "eventbridge/retry",
    "They are counted with the first delivery.",
  ),
];
