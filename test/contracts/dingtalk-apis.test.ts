import { describe, expect, test } from "vitest";
import { cardIn, createDingtalkBench, type DingtalkBench, instances } from "./dingtalk-bench.ts";

const batchSend = "/v1.0/robot/oToMessages/batchSend";
const groupSend = "/v1.0/robot/groupMessages/send";

const markdown = ({ settings: { robotCode } }: DingtalkBench) => ({
  robotCode,
  msgKey: "sampleMarkdown",
  msgParam: JSON.stringify({ title: "Rebooted", text: "i-1 runs" }),
});

const toPeople = (bench: DingtalkBench, more: object = {}) => ({ ...markdown(bench), userIds: ["lin"], ...more });

const toGroup = (bench: DingtalkBench, more: object = {}) => ({
  ...markdown(bench),
  openConversationId: bench.settings.openConversationId,
  ...more,
});

const messagesOf = async ({ hand }: DingtalkBench) =>
  (await hand.chat.read()).conversations.map(({ kind, title, messages }) => ({ kind, title, messages }));

describe("an access token", () => {
  test("is for who knows the app's secret, and lives two hours of the world's time", async () => {
    const bench = await createDingtalkBench();
    const { appKey, appSecret } = bench.settings;
    const { status, body } = await bench.send("POST", "/v1.0/oauth2/accessToken", { appKey, appSecret });
    expect([status, body]).toEqual([200, { accessToken: expect.stringMatching(/^[0-9a-f]{32}$/), expireIn: 7_200 }]);
    await bench.cloud.clock.advance(7_199_000);
    expect((await bench.api("POST", groupSend, toGroup(bench))).status).toBe(200);
    await bench.cloud.clock.advance(1_000);
    expect(await bench.api("POST", groupSend, toGroup(bench))).toEqual({
      status: 400,
      body: { code: "InvalidAuthentication", requestid: expect.any(String), message: "不合法的access_token" },
    });
  });

  test("is the same while it lives, and lives on; flipped, each is another", async () => {
    const bench = await createDingtalkBench();
    await bench.cloud.clock.advance(7_000_000);
    const token = await bench.newToken();
    expect(await bench.newToken()).toBe(token);
    await bench.cloud.clock.advance(7_000_000);
    expect((await bench.api("POST", groupSend, toGroup(bench))).status).toBe(200);
    const flipped = await createDingtalkBench(["dingtalk.token-again"]);
    expect(await flipped.newToken()).not.toBe(await flipped.newToken());
  });

  test("is refused to who knows another secret, or sends nothing", async () => {
    const bench = await createDingtalkBench();
    const { appKey } = bench.settings;
    expect(await bench.send("POST", "/v1.0/oauth2/accessToken", { appKey, appSecret: "other" })).toMatchObject({
      status: 400,
      body: { code: "invalidClientIdOrSecret" },
    });
    expect(await bench.send("POST", "/v1.0/oauth2/accessToken", undefined)).toMatchObject({
      status: 400,
      body: { code: "Missingbody" },
    });
  });
});

describe("the robot", () => {
  test("says something to people, each alone, and tells who is not there", async () => {
    const bench = await createDingtalkBench();
    const answer = await bench.api("POST", batchSend, toPeople(bench, { userIds: ["lin", "nobody", "0123"] }));
    expect(answer).toEqual({
      status: 200,
      body: { processQueryKey: expect.any(String), invalidStaffIdList: ["nobody"], flowControlledStaffIdList: [] },
    });
    const message = { by: "robot", way: "BatchSendOTO", kind: "markdown", title: "Rebooted", text: "i-1 runs" };
    expect(await messagesOf(bench)).toMatchObject([
      { kind: "person", title: "lin", messages: [{ seq: 1, ...message }] },
      { kind: "person", title: "0123", messages: [{ seq: 2, ...message }] },
    ]);
  });

  test("says something in the group", async () => {
    const bench = await createDingtalkBench();
    const plain = { msgKey: "sampleText", msgParam: JSON.stringify({ content: "今天" }) };
    expect(await bench.api("POST", groupSend, toGroup(bench, plain))).toEqual({
      status: 200,
      body: { processQueryKey: expect.any(String) },
    });
    expect(await messagesOf(bench)).toMatchObject([
      { kind: "group", messages: [{ by: "robot", way: "OrgGroupSend", kind: "text", title: null, text: "今天" }] },
    ]);
  });

  test.each([
    [batchSend, { robotCode: "" }, "invalidParameter.robotCode.empty"],
    [batchSend, { robotCode: "ding0other" }, "invalidParameter.robotCode.auth"],
    [batchSend, { userIds: [] }, "invalidParameter.userIds.empty"],
    [batchSend, { userIds: Array(21).fill("lin") }, "invalidParameter.userIds.overMax"],
    [batchSend, { msgKey: undefined }, "invalidParameter.msgKey.empty"],
    [batchSend, { msgKey: "sampleAudio" }, "invalidParameter.msgKey.invalid"],
    [batchSend, { msgParam: "no JSON" }, "invalidParameter.msgParam.invalid"],
    [batchSend, { msgParam: { title: "a", text: "b" } }, "invalidParameter.msgParam.invalid"],
    [batchSend, { msgParam: '{"content":"of another type"}' }, "invalidParameter.msgParam.invalid"],
    [batchSend, { other: 1 }, "invalidParameter.param.invalid"],
    [groupSend, { openConversationId: "cid0other" }, "invalid.openConversationId"],
    [groupSend, { openConversationId: undefined }, "openConversationId.notExisted"],
    [
      groupSend,
      { msgParam: JSON.stringify({ title: "a", text: "x".repeat(15_000) }) },
      "invalidParameter.msgParam.invalid",
    ],
  ])("%s with %j is %s, and nothing is said", async (path, wrong, code) => {
    const bench = await createDingtalkBench();
    const body = path === batchSend ? toPeople(bench, wrong) : toGroup(bench, wrong);
    expect(await bench.api("POST", path, body)).toMatchObject({ status: 400, body: { code } });
    expect(await messagesOf(bench)).toEqual([]);
  });
});

describe("a card", () => {
  test("is made, shown in the group and to a person, and changed by key or whole", async () => {
    const bench = await createDingtalkBench();
    const openSpaceId = `dtv1.card//im_group.${bench.settings.openConversationId};im_robot.lin;IM_ROBOT.nobody;`;
    const model = { imRobotOpenDeliverModel: { spaceType: "IM_ROBOT" } };
    const made = await bench.api("POST", `${instances}/createAndDeliver`, cardIn(bench, { openSpaceId, ...model }));
    const carrierId = expect.any(String);
    expect(made).toEqual({
      status: 200,
      body: {
        success: true,
        result: {
          outTrackId: "op-1",
          deliverResults: [
            { spaceType: "IM_GROUP", spaceId: bench.settings.openConversationId, success: true, carrierId },
            { spaceType: "IM_ROBOT", spaceId: "lin", success: true, carrierId },
            { spaceType: "IM_ROBOT", spaceId: "nobody", success: false, errorMsg: "space not found" },
          ],
        },
      },
    });
    const change = (cardParamMap: object, cardUpdateOptions?: object) =>
      bench.api("PUT", instances, { outTrackId: "op-1", cardData: { cardParamMap }, cardUpdateOptions });
    const byKey = { updateCardDataByKey: true };
    expect(await change({ state: "approved" }, byKey)).toEqual({ status: 200, body: { success: true, result: true } });
    const view = await bench.hand.chat.read();
    expect(view.conversations.map(({ title, messages }) => [title, messages[0]?.card])).toEqual([
      ["值班 on call", "op-1"],
      ["lin", "op-1"],
    ]);
    expect(view.cards[0]?.data).toMatchObject({ title: "重启 i-1", state: "approved" });
    await change({ title: "only this" });
    const [card] = (await bench.hand.chat.read()).cards;
    expect(card?.data).toEqual({ title: "only this" });
    expect(card?.updates.map(({ way }) => way)).toEqual(["CreateAndDeliver", "UpdateCard", "UpdateCard"]);
  });

  test.each([
    [{ outTrackId: "" }, "param.outTrackIdEmpty"],
    [{ openSpaceId: undefined }, "param.openSpaceIdEmpty"],
    [{ openSpaceId: "IM_GROUP.cid0group==" }, "param.openSpaceIdInvalid"],
    [{ openSpaceId: "dtv1.card//ONE_BOX.cid0group==" }, "param.openSpaceIdInvalid"],
    [{ cardTemplateId: undefined }, "param.cardTemplateIdEmpty"],
    [{ cardTemplateId: "another.schema" }, "param.cardTemplateNotExist"],
    [{ cardData: undefined }, "param.cardPublicDataEmpty"],
    [{ cardData: { cardParamMap: { count: 1 } } }, "param.invalid"],
    [{ imGroupOpenDeliverModel: undefined }, "param.openDeliverModelEmpty"],
    [{ imGroupOpenDeliverModel: { robotCode: "ding0other" } }, "param.openDeliverModelError"],
    [{ openSpaceId: "dtv1.card//IM_ROBOT.lin", imRobotOpenDeliverModel: {} }, "param.openDeliverModelError"],
  ])("with %j is not made: %s", async (wrong, code) => {
    const bench = await createDingtalkBench();
    const answer = await bench.api("POST", `${instances}/createAndDeliver`, cardIn(bench, wrong));
    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect(await bench.hand.chat.read()).toMatchObject({ conversations: [], cards: [] });
  });

  test.each([
    [{ outTrackId: "op-2", cardData: { cardParamMap: {} } }, "param.cardNotExist"],
    [{ outTrackId: "op-1" }, "param.cardDataAndPrivateDataBothEmpty"],
    [{ cardData: { cardParamMap: {} } }, "param.outTrackIdEmpty"],
    [{ outTrackId: "op-1", privateData: { nobody: { cardParamMap: {} } } }, "param.userIdNotExist"],
  ])("is not changed by %j: %s", async (wrong, code) => {
    const bench = await createDingtalkBench();
    await bench.api("POST", `${instances}/createAndDeliver`, cardIn(bench));
    expect(await bench.api("PUT", instances, wrong)).toMatchObject({ status: 400, body: { code } });
    expect((await bench.hand.chat.read()).cards[0]?.updates).toHaveLength(1);
  });

  test("made again is shown once more with its new data; flipped, it is refused", async () => {
    const again = async (bench: DingtalkBench) => {
      const make = () => bench.api("POST", `${instances}/createAndDeliver`, cardIn(bench));
      await make();
      return [(await make()).status, (await messagesOf(bench))[0]?.messages.length];
    };
    expect(await again(await createDingtalkBench())).toEqual([200, 2]);
    expect(await again(await createDingtalkBench(["dingtalk.card-again"]))).toEqual([400, 1]);
  });
});

describe("the wire log", () => {
  test("has each call with its effect, and no secret", async () => {
    const bench = await createDingtalkBench();
    await bench.api("POST", groupSend, toGroup(bench));
    await bench.api("POST", batchSend, toPeople(bench, { userIds: ["nobody"] }));
    await bench.custom({ msgtype: "text", text: { content: "hello" } });
    await bench.send("POST", groupSend, toGroup(bench));
    expect((await bench.api("POST", "/v1.0/robot/somewhere", {})).status).toBe(404);
    const calls = await bench.hand.calls();
    expect(calls.map(({ product, action, code, effect }) => [product, action, code, effect])).toEqual([
      ["dingtalk", "GetAccessToken", null, false],
      ["dingtalk", "OrgGroupSend", null, true],
      ["dingtalk", "BatchSendOTO", null, false],
      ["dingtalk", "RobotSend", null, true],
      ["dingtalk", "OrgGroupSend", "InvalidAuthentication", false],
      ["dingtalk", "POST /v1.0/robot/somewhere", "InvalidAction.NotFound", false],
    ]);
    const text = JSON.stringify(calls);
    const { appSecret, customSecret, customToken, cardSecret } = bench.settings;
    for (const secret of [appSecret, customSecret, customToken, cardSecret, await bench.newToken()])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/"sign"|"session"/);
  });

  test("faults meet DingTalk by action and target, in its own words", async () => {
    const bench = await createDingtalkBench();
    await bench.hand.fault({ product: "dingtalk", action: "OrgGroupSend", effect: "throttle" });
    await bench.hand.fault({ product: "dingtalk", action: "BatchSendOTO", effect: "lost-reply", target: "wei" });
    await bench.hand.fault({ product: "dingtalk", action: "RobotSend", effect: "throttle" });
    expect(await bench.api("POST", groupSend, toGroup(bench))).toMatchObject({
      status: 403,
      body: { code: "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi" },
    });
    expect((await bench.api("POST", batchSend, toPeople(bench))).status).toBe(200);
    await expect(bench.api("POST", batchSend, toPeople(bench, { userIds: ["wei"] }))).rejects.toThrow();
    expect((await messagesOf(bench)).map(({ title }) => title)).toEqual(["lin", "wei"]);
    expect(await bench.custom({ msgtype: "text", text: { content: "hello" } })).toEqual({
      status: 200,
      body: { errcode: 130_101, errmsg: "send too fast" },
    });
  });
});
