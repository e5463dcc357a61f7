import type { Cloud } from "../cloud/cloud.ts";

/** What to paste into another terminal, and what it does. */
type Command = { readonly does: string; readonly line: string };

type Started = Pick<Cloud, "url" | "wireUrl" | "settings">;

/** The first things to try, each ready to be pasted. While nobody has applied a policy, nobody may make a signed call. */
export function commandsFor({ url, wireUrl, settings }: Started, observes: boolean): readonly Command[] {
  const tell = (what: string, body: object) =>
    `curl -sS ${wireUrl}/_cloud/${what} -H 'content-type: application/json' -d '${JSON.stringify(body)}'`;
  const planned = { eventType: "SystemMaintenance.Redeploy", eventStatus: "Scheduled", deliver: true };
  return [
    {
      does: "Raise a system event and deliver it to the functions:",
      line: tell("events", { instanceId: "i-bp1plain0001", ...planned }),
    },
    { does: "See what came of it:", line: `npm run -s cli -- instance i-bp1plain0001 --local ${wireUrl}` },
    observes
      ? firstPolicy(wireUrl)
      : {
          does: "Make a signed call (twice: the second is a replay):",
          line: `WEBHOOK_SECRET='${settings.webhookSecret}' npm run -s sign -- --url ${url}/fn/reboot-instance/ --action RebootInstance --region ${settings.regionId} --send '{"InstanceId":"i-bp1plain0003","ClientToken":"ticket-1"}'`,
        },
    {
      does: "Lose the answer of the next redeploy (then raise an event of i-bp1plain0002):",
      line: tell("faults", { product: "ecs", action: "RedeployInstance", effect: "lost-reply" }),
    },
    { does: "Ask the bot in DingTalk:", line: `npm run -s cli -- chat dingtalk "状态" --local ${wireUrl}` },
    {
      does: "Let a minute pass, and reconcile run:",
      line: tell("clock", { advanceMs: 60_000 }),
    },
    { does: "Start over:", line: tell("reset", {}) },
  ];
}

/** `policy init` writes policy.yaml. */
const firstPolicy = (wireUrl: string): Command => ({
  does: "Write down what may happen, and see what that would do (once policy.yaml says so, policy apply):",
  line: `npm run -s cli -- policy init && npm run -s cli -- policy check --fleet --local ${wireUrl}`,
});
