import { check } from "./check.ts";
import { ok, unknown, wrong } from "./finding.ts";
import { isFailed, type Seen } from "./seen.ts";

const platform = "dingtalk:";

/** Everybody whom the policy knows by DingTalk is of the organisation whose bot this is. */
export const chat = check("chat", ({ policy, probes }, name) => {
  const answer = probes["answer"];
  if (answer === undefined || isFailed(answer)) return unknown(name, "answer does not answer.", "Mend that first.");
  const people = isFailed(policy)
    ? []
    : policy.approvers.flatMap(({ is }) => is.filter((one) => one.startsWith(platform)));
  const { Corp: corp } = answer;
  const strangers = people.filter((one) => corp === undefined || !one.startsWith(`${platform}${corp}/`));
  if (corp === undefined && people.length === 0)
    return ok(name, "There is no bot, and the policy names nobody by chat.");
  if (strangers.length > 0)
    return wrong(
      name,
      `${corp === undefined ? "There is no bot" : `The bot is of ${corp}`}, and the policy names ${strangers.join(", ")}: they are not heard.`,
      "Set DINGTALK, or name them by the organisation whose bot it is.",
    );
  return ok(name, `The bot of ${corp} hears ${people.length === 0 ? "nobody who may approve" : people.join(", ")}.`);
});

/** The identities by which a door of chat knows approvers. */
export const heardByChat = ({ probes }: Pick<Seen, "probes">, identity: string): boolean => {
  const answer = probes["answer"];
  return answer !== undefined && !isFailed(answer) && identity.startsWith(`${platform}${answer.Corp ?? ""}/`);
};
