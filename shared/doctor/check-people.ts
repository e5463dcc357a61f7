import { logChannel } from "../channel-settings.ts";
import { check } from "./check.ts";
import { ok, unknown, wrong } from "./finding.ts";
import { isFailed } from "./seen.ts";

/** Each channel of the settings takes a test notice, if somebody has asked for one. */
export const channels = check("channel", ({ probes }, name) => {
  const reconcile = probes["reconcile"];
  if (reconcile === undefined || isFailed(reconcile))
    return unknown(name, "reconcile does not answer.", "Mend that first.");
  const all = reconcile.Channels ?? [];
  if (all.length === 0) return ok(name, "None is set: people are told in the log of reconcile alone.");
  return all.map(({ Channel, Taken, Code }) => {
    const which = `${name} ${Channel}`;
    if (Taken === undefined)
      return unknown(which, "It was not tried.", "A test notice goes to each with: redeploy-once doctor --notices");
    return Taken === "taken"
      ? ok(which, "It has taken a test notice.")
      : wrong(
          which,
          `It has not taken a test notice: ${Code}.`,
          `Look at its address and secret in NOTICES, and at who listens there.`,
        );
  });
});

/** Each channel that the policy names is there. */
export const named = check("notices", ({ policy, probes }, name) => {
  const reconcile = probes["reconcile"];
  if (isFailed(policy)) return unknown(name, "Not looked at: the policy comes first.", "Mend that.");
  if (reconcile === undefined || isFailed(reconcile))
    return unknown(name, "reconcile does not answer.", "Mend that first.");
  const there = [logChannel, ...(reconcile.Channels ?? []).map(({ Channel }) => Channel)];
  const missing = policy.tells.filter((channel) => !there.includes(channel));
  if (missing.length > 0)
    return wrong(
      name,
      `The policy tells ${missing.join(", ")}, and no setting has it: nobody hears of anything there.`,
      "Put it into NOTICES, or take it out of the policy.",
    );
  return ok(
    name,
    policy.tells.length === 0 ? "The policy tells nobody." : `The policy tells ${policy.tells.join(", ")}.`,
  );
});
