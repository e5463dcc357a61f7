import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { createCloud } from "../cloud/cloud.ts";
import { createCallLog } from "../cloud/core/calls.ts";
import { createClock } from "../cloud/core/clock.ts";
import { createExchange } from "../cloud/core/exchange.ts";
import { createFaults } from "../cloud/core/faults.ts";
import { allHold } from "../cloud/core/guesses.ts";
import { createDingtalk } from "../cloud/dingtalk/dingtalk.ts";
import { createChatSettings } from "../cloud/dingtalk/settings.ts";
import { createHand } from "../hand.ts";
import { serveProduct } from "./serve-product.ts";

/** What came to the listener. */
type Heard = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: Record<string, unknown> };

type Answer = { readonly status?: number; readonly body?: unknown };

/** A robot that listens on loopback, and answers as it is told to. */
async function createListener() {
  const heard: (Heard & { readonly raw: string })[] = [];
  const answers: { next: (heard: Heard) => Answer | Promise<Answer> } = { next: () => ({}) };
  const server = createServer(async (request, response) => {
    const raw = await text(request);
    const one = { path: request.url ?? "", headers: request.headers, body: asObject(raw) };
    heard.push({ ...one, raw });
    const { status = 200, body } = await answers.next(one);
    response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo; // an address: it listens on TCP
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return { heard, answers, address: `http://127.0.0.1:${port}` };
}

/** The local cloud with a listener for its DingTalk, and DingTalk's APIs as a client calls them. */
export async function createDingtalkBench(flips: readonly string[] = []) {
  const { heard, answers, address } = await createListener();
  const cloud = await createCloud({ port: 0, chatReceiver: address, flips });
  onTestFinished(cloud.close);
  const settings = cloud.settings.dingtalk;
  const send = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${cloud.wireUrl}${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return { status: answer.status, body: asObject(await answer.text()) };
  };
  const newToken = async ({ appKey, appSecret } = settings) => {
    const answer = await send("POST", "/v1.0/oauth2/accessToken", { appKey, appSecret });
    return String(answer.body["accessToken"]);
  };
  const token = await newToken();
  return {
    ...{ cloud, settings, heard, answers, address, send, newToken },
    hand: createHand(cloud),
    /** An API of api.dingtalk.com, with a token that lives. */
    api: (method: string, path: string, body: unknown) =>
      send(method, path, body, { "x-acs-dingtalk-access-token": token }),
    /** The custom robot's address; signed for the world's time, or for another. */
    custom: (body: unknown, { atMs = cloud.clock.nowMs(), secret = settings.customSecret, more = "" } = {}) => {
      const sign = createHmac("sha256", secret).update(`${atMs}\n${secret}`).digest("base64");
      const query = `access_token=${settings.customToken}&timestamp=${atMs}&sign=${encodeURIComponent(sign)}${more}`;
      return send("POST", `/robot/send?${query}`, body);
    },
  };
}

/** DingTalk alone, with a stopwatch that moves only while the listener thinks. */
export async function createStopwatchBench() {
  const { answers, address } = await createListener();
  const watch = { ms: 0 };
  const clock = createClock();
  const exchange = createExchange({ clock, calls: createCallLog(clock.nowMs), faults: createFaults() });
  const settings = createChatSettings();
  const places = { url: "http://127.0.0.1:1", wireUrl: "http://127.0.0.1:2", receiver: address };
  const needs = { clock, exchange, settings: { dingtalk: settings }, holds: allHold, ...places };
  const dingtalk = createDingtalk({ ...needs, nowRealMs: () => watch.ms });
  const { endpoint, close } = await serveProduct(dingtalk);
  onTestFinished(async () => void (await close()));
  const post = async (path: string, body: object, token = "") => {
    const headers = { "x-acs-dingtalk-access-token": token };
    return await fetch(`http://${endpoint}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  };
  return {
    dingtalk,
    makeCard: async () => {
      const { appKey, appSecret } = settings;
      const { accessToken } = asObject(await (await post("/v1.0/oauth2/accessToken", { appKey, appSecret })).text());
      await post(`${instances}/createAndDeliver`, cardIn({ settings }), String(accessToken));
    },
    answerAfter: (ms: number) => {
      answers.next = () => {
        watch.ms += ms;
        return {};
      };
    },
  };
}

export type DingtalkBench = Awaited<ReturnType<typeof createDingtalkBench>>;

export const said = (content: string) => ({ msgtype: "text", text: { content } });

/** A card of our template, for the group. */
export const cardIn = ({ settings }: Pick<DingtalkBench, "settings">, more: object = {}) => ({
  outTrackId: "op-1",
  cardTemplateId: settings.cardTemplateId,
  openSpaceId: `dtv1.card//IM_GROUP.${settings.openConversationId}`,
  imGroupOpenDeliverModel: { robotCode: settings.robotCode },
  cardData: { cardParamMap: { title: "重启 i-1", text: "**two** disks", state: "asked", buttons } },
  callbackType: "HTTP",
  callbackRouteKey: settings.cardRouteKey,
  ...more,
});

const buttons = JSON.stringify([
  { id: "approve", text: "同意", params: { op: "op-1", act: "approve" } },
  { id: "deny", text: "拒绝", params: { op: "op-1", act: "deny" } },
]);

export const instances = "/v1.0/card/instances";

function asObject(raw: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(raw) };
  } catch {
    return {};
  }
}
