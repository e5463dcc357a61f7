import type { Language } from "../../notices/languages.ts";
import type { Wish } from "../wish.ts";
import { fitted, type Parts } from "./parts.ts";
import { createSay, type Say } from "./say.ts";
import type { View } from "./view.ts";
import { viewAsks } from "./view-asks.ts";
import { viewCall } from "./view-call.ts";
import { viewEnded } from "./view-ended.ts";
import { viewEvents } from "./view-events.ts";
import { viewPolicy } from "./view-policy.ts";
import { viewInstance, viewOperation } from "./view-record.ts";
import { refusalParts } from "./view-refusal.ts";
import { viewStatus } from "./view-status.ts";
import { viewPaused, viewResumed } from "./view-stopped.ts";
import { viewWhoami } from "./view-whoami.ts";
import { viewApproved, viewWord } from "./view-word.ts";

/** What came of a wish: the status and the parsed body, as over HTTP. */
export type Answered = {
  readonly wish: Pick<Wish, "to">;
  readonly status: number;
  readonly body: unknown;
  readonly language: Language;
  readonly timeZone: string;
  readonly nowMs: number;
};

/** An answer as Markdown for a chat, of 3,000 characters at most. The first line is what matters. Pure. */
export function answerText({ wish, status, body, ...reading }: Answered): string {
  const say = createSay(reading);
  const isRefused = status < 200 || status > 299;
  const parts = isRefused ? refusalParts(status, body, say) : viewFor(wish)(body, say);
  return fitted(parts ?? unknownForm(status, body, say), texts[say.language].more);
}

/** By the verb of console. */
const views: ReadonlyMap<string, View> = new Map(
  Object.entries({
    status: viewStatus,
    "events pending": viewEvents,
    asks: viewAsks,
    operation: viewOperation,
    instance: viewInstance,
    "policy show": viewPolicy,
    approve: viewApproved,
    deny: viewWord,
    postpone: viewWord,
    cancel: viewWord,
    "plan again": viewEnded,
    resolve: viewEnded,
    pause: viewPaused,
    resume: viewResumed,
  }),
);

function viewFor({ to }: Answered["wish"]): View {
  if ("operation" in to) return viewCall;
  if ("chat" in to) return viewWhoami;
  return views.get(to.verb) ?? (() => undefined);
}

const texts = {
  en: {
    more: (count: number) => `and ${count} more`,
    unknown: (status: number) => `An answer that I cannot read (status ${status})`,
    look: "What came of it is on the record: status, or instance and the machine. As it came:",
  },
  zh: {
    more: (count: number) => `还有 ${count} 条`,
    unknown: (status: number) => `收到无法识别的回答（状态 ${status}）`,
    look: "结果以记录为准：请看 状态，或 实例 加机器。原文：",
  },
};

/** Of another release, or of somebody else. It is no failure: what it did is on the record. */
function unknownForm(status: number, body: unknown, { language, text }: Say): Parts {
  const { unknown, look } = texts[language];
  return { head: [`**${unknown(status)}**`, look, text(JSON.stringify(body) ?? "", 600)] };
}
