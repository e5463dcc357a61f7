import { expect, test } from "vitest";
import { scenes } from "../demo/scenes.ts";
import { createHand } from "../hand.ts";
import { startLocal } from "../local.ts";

const password = "Hunter-2222 & more";

test("a night's play puts no byte of a secret into a reply, a row, a queue, a log or a dead letter", async () => {
  const logs: string[] = [];
  const replies: string[] = [];
  const cloud = await startLocal({ onFunctionLog: (line) => void logs.push(line) });
  try {
    const hand = createHand(cloud, (_, { text, headers }) => {
      replies.push(text, JSON.stringify([...headers]));
    });
    for (const { play } of scenes) await play(hand, () => undefined);
    const disk = {
      InstanceId: "i-bp1stopped0002",
      ImageId: "aliyun_3_x64_20G_alibase_20261001.vhd",
      Password: password,
    };
    const quoted = `"Password" is not valid: ${encodeURIComponent(password)}`;
    const refusal = { status: 400, code: "InvalidPassword.Malformed", message: quoted };
    await hand.fault({ product: "ecs", action: "ReplaceSystemDisk", effect: "error", ...refusal });
    for (const token of ["p-1", "p-1", "p-2"])
      await hand.consent("replace-system-disk", { ...disk, ClientToken: token });
    await hand.minutes(10);
    const { settings, deadLetters, queue } = await hand.world();
    const calls = (await hand.calls()).filter(({ product }) => product === "tablestore" || product === "fc");
    const sinks = { replies, logs, deadLetters, queue, calls };
    const secrets = [
      settings.webhookSecret.slice("whsec_".length),
      settings.consentSecret.slice("whsec_".length),
      settings.consentKey.secretKey.slice("whsk_".length),
      "local cloud only: no fingerprint leaves it",
      ...[password, encodeURIComponent(password), "Hunter-2222"],
    ];
    for (const [name, sink] of Object.entries(sinks)) {
      const text = JSON.stringify(sink);
      expect([name, secrets.filter((secret) => text.includes(secret))]).toEqual([name, []]);
    }
    // There is something to find in each of them.
    expect([replies.length > 10, logs.length > 20, calls.length > 100]).toEqual([true, true, true]);
  } finally {
    await cloud.close();
  }
});
