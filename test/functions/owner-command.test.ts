import { expect, test } from "vitest";
import { actingBy } from "../acting-by.ts";
import { typed } from "../cli/type.ts";
import { createBench, notice, plain } from "./bench.ts";

const bench = createBench({ policy: actingBy([], "observe") });
/** The owner's command, against the built console in the local cloud. */
const command = (...words: readonly string[]) => typed([...words, "--local", bench.cloud().wireUrl]);

test("an observed event is found by its owner: in the list, by its id, and on its instance", async () => {
  const hand = bench.hand();
  await hand.publish(notice(plain, { eventId: await hand.raise(plain) }));
  await hand.idle();
  await hand.minutes(30); // the world's time: what is typed is signed for it
  const listed = await command("operations");
  expect([listed.exitCode, listed.err]).toEqual([0, ""]);
  const [, id = ""] = new RegExp(`^(\\w+) +${plain} +RedeployInstance +Waiting for policy`, "m").exec(listed.out) ?? [];
  expect((await command("operations", "--state", "InDoubt")).out).toBe("none");
  expect((await command("operation", id)).out).toContain(`${id}  RedeployInstance`);
  const { out } = await command("instance", plain);
  expect(out).toMatch(/^what happened \(Asia\/Shanghai\)\n(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d .*\n?)+$/m);
});

test("what is on no record is told in the console's words, and a page of another list is refused", async () => {
  expect(await command("instance", "i-bp1nobody")).toMatchObject({
    exitCode: 1,
    err: expect.stringMatching(/^InvalidInstanceId\.NotFound: Nothing was ever asked for i-bp1nobody/),
  });
  expect((await command("operations", "--page", "stale")).err).toMatch(/^InvalidParameter\.Page: /);
  expect(
    (
      await command(
        "resolve",
        "op-1",
        "--instance",
        plain,
        "--verdict",
        "perhaps",
        "--looked-at",
        "now",
        "--reason",
        "x",
      )
    ).err,
  ).toMatch(/^InvalidParameter\./);
});

test("call redeploys an instance once, however often it is typed", async () => {
  const again = ["call", "RedeployInstance", "--instance", plain, "--token", "ticket-42", "--reason", "bad host"];
  await bench.hand().raise(plain);
  for (const said of [/^HTTP 200\n/, /^HTTP 200 \(replayed by token; state now: Accepted\)\n/])
    expect((await command(...again)).out).toMatch(said);
  expect(await bench.sends(plain)).toHaveLength(1);
});
