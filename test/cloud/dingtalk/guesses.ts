import { type Guess, guessesOf, oneSided } from "../core/guesses.ts";

const dingtalk = guessesOf("dingtalk");

/** What the local DingTalk does that no document says, or that documents dispute. */
export const dingtalkGuesses: readonly Guess[] = [
  dingtalk(
    "token-again",
    "An access token that is asked for while one lives is the same, and lives two hours anew, as a page has it of the older API.",
    "dingtalk/tokens",
    "It is another one, and both live.",
  ),
  dingtalk(
    "session-life",
    "A sessionWebhook lives 20 minutes: the shorter one of two public samples, the other one has 90.",
    "dingtalk/sessions",
    "It lives 90 minutes.",
  ),
  dingtalk(
    "limit-code",
    "Beyond 20 messages a minute a custom robot gets 130101, as public code met it, with HTTP 200.",
    "dingtalk/robot-send",
    "It gets 410100.",
  ),
  dingtalk(
    "limit-silence",
    "The ten minutes of a limited custom robot begin with the first message too many; what is refused meanwhile does not make them longer.",
    "dingtalk/rate-limit",
    "Each message that is refused begins them anew.",
  ),
  dingtalk(
    "timestamps",
    "No two callbacks bear the same time, so no two have the same signature.",
    "dingtalk/stamps",
    "What is said in the same millisecond has the same pair of headers.",
  ),
  dingtalk(
    "leading-space",
    "In a group a text begins with the space after the mention, as in the document's sample.",
    "dingtalk/robot-callback",
    "It begins with what was said.",
  ),
  dingtalk(
    "card-again",
    "A card that is made again under its outTrackId shows its new data, and is delivered once more.",
    "dingtalk/create-and-deliver",
    "It is refused: 400 param.outTrackIdExisted.",
  ),
  dingtalk(
    "callbacks-once",
    "A callback comes once, whatever is answered: no document has a retry. A tester has it come again.",
    "dingtalk/callbacks",
    oneSided("A tester's order delivers it as often as it is wanted."),
  ),
  dingtalk(
    "late-answer",
    "An answer to a click that comes after two seconds is noted as late, and changes the card all the same.",
    "dingtalk/callbacks",
    oneSided("These seconds are the machine's own: what a test sees must not hang on them."),
  ),
  dingtalk(
    "outside",
    "Of somebody of another corp senderStaffId is not there, and senderCorpId is the other corp's. Documents have the first.",
    "dingtalk/robot-callback",
    oneSided("Without a staff id nobody is anybody."),
  ),
  dingtalk(
    "deliver-nowhere",
    "A space that is not there is a deliverResult without success, in an answer of success.",
    "dingtalk/create-and-deliver",
    oneSided("A card that is not delivered must be noticed by that result anyway."),
  ),
  dingtalk(
    "template",
    "A template that is not there is 400 param.cardTemplateNotExist. Open: the code.",
    "dingtalk/create-and-deliver",
    oneSided("A refusal of the setting, whatever its code."),
  ),
  dingtalk(
    "codes",
    "A robot's message has the codes of the documents of its sister APIs (invalidParameter.…); to an address, 300001, 310000 and 40035 as public code met them, and 460101 for what is too long. Open: 460101, and what an unknown field comes to, which is refused here.",
    "dingtalk/robot-message, dingtalk/org-group-send, dingtalk/robot-send, dingtalk/webhook-message",
    oneSided("A refusal is told, whatever its code."),
  ),
  dingtalk(
    "calls-a-second",
    "The documented 20 calls of an API a second are not counted: a world that stands has no seconds. A fault throttles.",
    "dingtalk/dingtalk",
    oneSided("Counted while the world stands, the twenty-first call would never be taken."),
  ),
];
