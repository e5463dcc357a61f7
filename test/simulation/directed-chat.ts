import { type Directed, proved } from "./script.ts";

const reboot = (message: number) => `deliver word ${message} of RebootInstance`;

/** `answer` takes a word's wish, and has its function invoked. */
const taken = (answer: string, message: number) => [
  reboot(message),
  ...["readWord", "take", "operate"].map((call) => `${answer} answer.${call}`),
];

/** The function that was invoked for a word has its call accepted, or comes so far. */
const rebooted = (worker: string) => [
  ...["readWord", "readInstance", "write.Claimed", "look", "bindToken", "write.Sending", "send", "write.Accepted"].map(
    (call) => `${worker} function.${call}`,
  ),
];

/** The cloud refuses it for now, so that it is not on record any more. */
const refused = (worker: string) => [
  ...["readWord", "readInstance", "write.Claimed", "look", "bindToken", "write.Sending", "send"].map(
    (call) => `${worker} function.${call}`,
  ),
  ...["refusedForNow", `${worker} function.write.released`],
];

/** More than the time in which the same is one wish, and less than a word lives. */
const elevenMinutes = ["leap", "300 s", "leap", "300 s", "leap", "31 s"];

/** What one person says by chat is one wish, whatever brings it again. */
export const chats: readonly Directed[] = [
  {
    name: "a message that was said with another one waits in the queue until the wish is old",
    deliveries: [38, 39],
    lines: [
      ...[reboot(2), "a1 answer.readWord", "crashBefore"],
      ...[...taken("a2", 1), ...rebooted("f3"), "a2 answer.keepAnswer", ...proved("r4")],
      ...[...elevenMinutes, ...taken("a5", 2), ...rebooted("f6")],
    ],
  },
  {
    name: "a refusal is noted late, after another message has had the same carried out",
    deliveries: [38, 39, 40],
    lines: [
      ...[...taken("a1", 1), ...refused("f2"), "a1 answer.keepOver", "late", "leap", "95 s"],
      ...[reboot(2), "a3 answer.readWord", "a3 answer.take", "a3 answer.readMeant", "a3 answer.operate"],
      ...[...rebooted("f4"), "a3 answer.keepAnswer", "crashBefore", "late answer.keepOver", ...proved("r5")],
      ...[...taken("a6", 3), ...rebooted("f7")],
    ],
  },
];
