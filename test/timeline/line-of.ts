import type { Entry } from "./entry.ts";
import type { Paint } from "./paint.ts";

const looks = {
  event: { word: "event", style: "cyan" },
  call: { word: "call", style: "cyan" },
  ledger: { word: "ledger", style: "blue" },
  send: { word: "SEND", style: "yellow" },
  answer: { word: "answer", style: "green" },
  hook: { word: "hook", style: "yellow" },
  notice: { word: "NOTICE", style: "yellow" },
  chat: { word: "chat", style: "cyan" },
} as const;

/** One line of the timeline; the time is the world's, UTC. */
export function lineOf(entry: Entry, paint: Paint): string {
  const { word, style } = looks[entry.kind];
  const isBad = (entry.kind === "answer" || entry.kind === "hook") && (entry.status === null || entry.status >= 400);
  return `${paint("dim", entry.at.slice(11, 23))}  ${paint(isBad ? "red" : style, word.padEnd(6))}  ${textOf(entry)}`;
}

function textOf(entry: Entry): string {
  switch (entry.kind) {
    case "event":
      return eventText(entry);
    case "call":
      return `${entry.function} by ${entry.by}${[entry.instanceId, entry.clientToken].map(after).join("")}`;
    case "ledger":
      return ledgerText(entry);
    case "send":
      return `${entry.action} ${entry.instanceId}, by ${entry.function}`;
    case "answer":
      return answerText(entry);
    case "hook":
      return hookText(entry);
    case "notice":
      return `${entry.says} (to ${entry.channel}${entry.isSigned ? "" : ", NOT SIGNED"})`;
    case "chat":
      return `${entry.by} in ${entry.to}: ${entry.card === undefined ? "" : `[${entry.card}] `}${entry.says.split("\n")[0]}`;
    default:
      return entry satisfies never;
  }
}

function eventText({ change, eventId, eventType, eventStatus, instanceId, function: to }: Of<"event">): string {
  const whither = to === undefined ? "" : ` to ${to}`;
  const type = to === undefined ? `${eventType} ` : "";
  return `${eventId} ${change}${whither}: ${type}${eventStatus}, ${instanceId}`;
}

function ledgerText({ step, operation, state, attempt, instanceId, function: by }: Of<"ledger">): string {
  const what = step === "refused" ? "refuses a write whose condition does not hold:" : step.padEnd(7);
  const detail = attempt === undefined ? state : `attempt ${attempt}`;
  return `${what} ${[operation, instanceId].filter((word) => word !== undefined).join(" ")}${after(detail)}, by ${by}`;
}

function answerText({ by, to, action, status, says, replayedBy, taken }: Of<"answer">): string {
  const effect = taken === undefined ? undefined : taken ? "taken" : "without effect";
  const how = status === null ? "never answered" : [status, says].filter((word) => word !== undefined).join(" ");
  const replay = replayedBy === undefined ? undefined : `replayed by ${replayedBy}`;
  const asked = taken === undefined ? "" : `, ${action}`;
  const told = status === null ? [effect, how] : [how, effect, replay];
  return `${by} to ${to}${asked}: ${told.filter((word) => word !== undefined).join(", ")}`;
}

function hookText({ name, phase, instanceId, outcome, status, says }: Of<"hook">): string {
  const how = status === null ? "never answered" : (says ?? `${status}, in no word of a hook's`);
  return `${name} ${phase}${after(outcome)}, ${instanceId}: ${how}`;
}

type Of<Kind extends Entry["kind"]> = Extract<Entry, { readonly kind: Kind }>;

const after = (word: string | undefined) => (word === undefined ? "" : `, ${word}`);
