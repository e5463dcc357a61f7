import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { outsideFindings } from "../../shared/doctor/outside.ts";
import { down, plannedDown } from "../../shared/install/down.ts";
import { readOutside } from "../../shared/install/read-outside.ts";
import { planned, up } from "../../shared/install/up.ts";
import { notice } from "../functions/bench.ts";
import { root } from "../local.ts";
import { createAccountBench } from "./bench.ts";
import { askedOn, portsOn } from "./in-process.ts";

const deployerPolicy = JSON.parse(readFileSync(path.join(root, "shared/install/deployer-policy.json"), "utf8"));

const quiet = () => () => undefined;

test("with this policy alone a stack is installed, looked at, changed and taken down", async () => {
  const { cloud, hand } = await createAccountBench();
  const body = JSON.stringify({ name: "deployer", policy: deployerPolicy });
  const key = await (await fetch(`${cloud.wireUrl}/_cloud/users`, { method: "POST", body })).json();
  const [asked, ports] = [await askedOn(cloud), portsOn(cloud, key as typeof cloud.accessKey)];
  const wishes = { cancelsWaiting: false, waits: false };
  const since = cloud.calls.since(0).at(-1)?.seq ?? 0;

  await up(await planned(asked, ports), ports, quiet);
  await hand.publish(notice("i-bp1plain0001")); // one that the doctor can look for
  await hand.idle();
  const answer = await ports.askDoctor({ Create: false, Notices: false });
  const doctor = { answer, atMs: cloud.clock.nowMs() };
  const outside = outsideFindings(await readOutside(ports, { ...asked, yaml: asked.sources.yaml, doctor }));
  expect([...answer.Findings, ...outside].filter(({ State }) => State === "wrong")).toEqual([]);
  expect(outside.filter(({ State }) => State !== "ok")).toEqual([]);
  const changed = { ...asked, acts: false, given: { DATE_WINDOW_MINUTES: "90" } };
  await up(await planned(changed, ports), ports, quiet);
  await down(asked, await plannedDown(asked, wishes, ports), wishes, ports, quiet);

  const refused = cloud.calls.since(since).filter(({ function: by, status }) => by === null && status === 403);
  expect(refused.map(({ product, action }) => `${product} ${action}`)).toEqual([]);
});
