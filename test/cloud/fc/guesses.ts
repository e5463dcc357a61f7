import type { Guess } from "../core/guesses.ts";

const guess = (id: string, text: string, source: string, flip?: string): Guess => ({
  id,
  text,
  source: `test/cloud/${source}.ts`,
  flip,
});

/** What the local Function Compute and EventBridge do that no document says; `source` is the file that does it. */
export const guesses: readonly Guess[] = [
  guess("fc.max-instances", "A function has at most 16 instances (or reservedConcurrency).", "fc/serverless-yaml"),
  guess("fc.throttled", "A call beyond them is 429 ResourceExhausted.", "fc/reply"),
  guess("fc.killed", "A call whose instance is killed, or ended by a reset, is 502 BadGateway.", "fc/reply"),
  guess("fc.content-type", "A synchronous answer is application/octet-stream.", "fc/reply"),
  guess(
    "fc.timeout",
    "A function over its timeout fails with FunctionTimeout; the instance ends.",
    "fc/start-instance",
  ),
  guess("fc.load-limit", "Loading code without an initializer may take 60 s.", "fc/start-instance"),
  guess(
    "fc.load-error",
    "Code that does not load fails with InitializationError; the next call starts anew.",
    "fc/start-instance",
  ),
  guess("fc.warm", "Idle instances are kept for ever; their credentials do not expire after 36 h.", "fc/pool"),
  guess(
    "fc.idle-freeze",
    "An instance stands still from its answer to its next call, and sees its sockets' events first.",
    "fc/instance",
  ),
  guess("fc.plain-value", "A handler that returns undefined at once is waited for by its callback.", "fc/instance"),
  guess("fc.memory", "memorySize bounds the JavaScript heap; memory use is reported as 0.", "fc/instance-worker"),
  guess(
    "fc.process",
    "Time zone, PATH and working folder are those of the local cloud's own process.",
    "fc/instance-worker",
  ),
  guess("fc.code-path", "FC_FUNC_CODE_PATH is a copy of the code in a temporary folder, not /code.", "fc/deploy"),
  guess("fc.access-denied", "A missing fc:InvokeFunction is 403 AccessDenied.", "fc/invoke-api"),
  guess("fc.qualifier", "A qualifier other than LATEST is 404 VersionNotFound.", "fc/invoke-api"),
  guess("fc.unknown-api", "An API other than InvokeFunction is 501 NotImplemented.", "fc/invoke-api"),
  guess("fc.sync-too-large", "A synchronous payload above 32 MB is 413 EntityTooLarge.", "fc/invoker"),
  guess(
    "fc.async-retry",
    "A failed asynchronous invocation is retried after 1 s, doubling.",
    "fc/async-queue",
    "After 60 s each time.",
  ),
  guess(
    "fc.async-killed",
    "A killed instance counts like a function error: it is retried.",
    "fc/async-queue",
    "It is given up.",
  ),
  guess(
    "fc.async-throttle",
    "The documented retry of a throttled invocation is capped at 512 s apart.",
    "fc/async-queue",
  ),
  guess(
    "fc.task-exists",
    "A repeated task id is 409 AsyncTaskAlreadyExists, until the world is reset.",
    "fc/async-queue",
    "It is 409 StatefulAsyncInvocationAlreadyExists.",
  ),
  guess(
    "fc.task-form",
    "A malformed task id is 400 InvalidArgument; without asyncTask the id is ignored.",
    "fc/async-queue",
  ),
  guess(
    "fc.destination-right",
    "Without mns:SendMessage the failure message is lost.",
    "fc/dead-letters",
    "It is sent without a right.",
  ),
  guess(
    "fc.dead-letters",
    "What no queue takes is listed with destination null; the real cloud discards it.",
    "fc/dead-letters",
  ),
  guess("fc.timer-start", "A timer first fires one interval after the start or a reset.", "fc/timers"),
  guess(
    "fc.timer-skip",
    "A timer skips a turn while its last run is neither finished nor frozen.",
    "fc/timers",
    "It skips none.",
  ),
  guess("http.header-case", "Header names arrive as Content-Type; x-fc-* are left out.", "fc/http-envelope"),
  guess("http.binary", "Which content types count as binary; bytes that are no UTF-8 do too.", "fc/http-envelope"),
  guess(
    "http.domain",
    "The trigger's domain is made from the function's name; there is no triggerId.",
    "fc/http-envelope",
  ),
  guess("http.bad-path", "A path that cannot be decoded stays encoded.", "fc/http-envelope"),
  guess(
    "http.reply",
    "A reply needs all four fields, a status of 200 to 599, no others; else 502 InvalidFunctionReply.",
    "fc/http-reply",
  ),
  guess("http.own-headers", "Content-Length, Transfer-Encoding, Connection of a reply are replaced.", "fc/http-reply"),
  guess("http.failed", "A function that fails is 502 with X-Fc-Error-Type and its error as body.", "fc/http-trigger"),
  guess(
    "http.refusals",
    "404 without HTTP trigger, 405 for other methods, 403 unsigned with authType function.",
    "fc/http-trigger",
  ),
  guess("http.function-auth", "authType function takes an ACS3 signature over the URL as sent.", "fc/http-trigger"),
  guess(
    "eventbridge.polarity",
    "asyncInvocationType true is asynchronous; the documents disagree.",
    "fc/trigger-delivery",
    "false is asynchronous.",
  ),
  guess("eventbridge.contains", 'The contains operator is written {"contains": "text"}.', "eventbridge/pattern"),
  guess(
    "eventbridge.missing",
    "anything-but does not match a missing field, nor an array that holds the value.",
    "eventbridge/pattern",
  ),
  guess("eventbridge.numeric-text", "numeric does not match text.", "eventbridge/pattern"),
  guess("eventbridge.batch", "One bad event refuses its whole batch.", "eventbridge/cloud-event"),
  guess("eventbridge.stamp", "The form of aliyunpublishtime; which attributes the bus overwrites.", "eventbridge/bus"),
  guess(
    "eventbridge.no-answer",
    "A delivery without answer fails at once, not after a timeout.",
    "fc/trigger-delivery",
  ),
  guess(
    "eventbridge.default-retry",
    "Without retryStrategy a trigger retries by BACKOFF_RETRY.",
    "eventbridge/trigger-config",
  ),
  guess(
    "eventbridge.retries",
    "3 and 176 tries are counted after the first delivery; the second starts at 1 s.",
    "eventbridge/retry",
  ),
];
