import { expect, test } from "vitest";
import { typed } from "./type.ts";

test("a live bot is not played: without --local nobody is asked", async () => {
  expect(await typed(["chat", "dingtalk", "status", "--as", "wei"])).toMatchObject({
    exitCode: 2,
    out: "",
    err: "A live bot is talked to in DingTalk. This plays people of the local cloud: say --local.",
  });
});

test("where no local cloud runs it says how one is started", async () => {
  expect(await typed(["chat", "dingtalk", "status", "--local", "http://127.0.0.1:9"])).toMatchObject({
    exitCode: 1,
    err: "No local cloud answers at http://127.0.0.1:9. Run: npm start",
  });
});
