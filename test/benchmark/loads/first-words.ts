import { createHmac, randomUUID } from "node:crypto";
import * as z from "zod";
import type { Cloud } from "../../cloud/cloud.ts";
import { type Environment, loadEmpty, loadSide, type Place } from "./fresh-process.ts";
import type { Call } from "./measure-load.ts";
import { spreadOf } from "./spread.ts";

const functionName = "chatops";

/**
 * From the begin of a process to the acknowledgement of a word by chat, against the local cloud: one write and one invocation
 * are in it. Beside it, in turns, the same for an empty handler, whose cold start is Node's own. Throws at any other reply.
 */
export async function measureFirstWords(
  place: Place,
  cloud: Cloud,
  environments: Readonly<Record<string, Environment>>,
  runs: number,
  progress: (text: string) => void,
) {
  const environment = environments[functionName] ?? {};
  const [words, empties]: [number[], number[]] = [[], []];
  for (let run = -1; run < runs; run++) {
    progress(`first word ${run + 1} of ${runs}`);
    const word = wordOf(cloud);
    const wordMs = await timed(async () => {
      const { reply } = await loadSide(place, "cached", functionName, environment, word);
      const { statusCode, body } = httpReply.parse(reply);
      if (statusCode !== 200 || body !== "{}") throw new Error(`a word was not acknowledged: ${JSON.stringify(reply)}`);
    });
    const emptyMs = await timed(() => loadEmpty(place));
    if (run < 0) continue; // the first pair counts for nothing
    words.push(wordMs);
    empties.push(emptyMs);
  }
  return { acknowledged: spreadOf(words), empty: spreadOf(empties) };
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await run();
  return performance.now() - startedMs;
}

const httpReply = z.looseObject({ statusCode: z.number(), body: z.string() });

/** A message to the robot as FC hands it on: a question, so that nothing is sent for it. */
function wordOf({ settings, accessKey, wireUrl }: Cloud): Call {
  const { dingtalk } = settings;
  const timestamp = String(Date.now());
  const sign = createHmac("sha256", dingtalk.appSecret).update(`${timestamp}\n${dingtalk.appSecret}`).digest("base64");
  const body = JSON.stringify({
    ...{ msgtype: "text", msgId: randomUUID(), text: { content: "status" } },
    ...{ conversationId: dingtalk.openConversationId, chatbotCorpId: dingtalk.corpId, robotCode: dingtalk.robotCode },
    ...{ senderStaffId: "lin", senderCorpId: dingtalk.corpId },
    ...{
      sessionWebhook: `${wireUrl}/robot/sendBySession?session=none`,
      sessionWebhookExpiredTime: Date.now() + 60_000,
    },
  });
  const event = {
    version: "v1",
    rawPath: "/dingtalk",
    headers: { "Content-Type": "application/json", timestamp, sign },
    body,
    isBase64Encoded: false,
    requestContext: { http: { method: "POST" } },
  };
  const credentials = { ...accessKey, securityToken: "" };
  const context = { requestId: randomUUID(), credentials, function: { name: functionName, timeout: 15 } };
  return { event: JSON.stringify(event), context };
}
