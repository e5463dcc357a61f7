import type { DingtalkSettings } from "../../chat-settings.ts";
import { NotTold, send } from "./http.ts";

/** A call of the platform's API in the name of the application. Throws `NotTold`. */
export type Call = (method: "POST" | "PUT", path: string, body: object) => Promise<Readonly<Record<string, unknown>>>;

/** A token is renewed so long before its end, milliseconds (invented). */
const renewBeforeMs = 300_000;

type App = { readonly call: Call; readonly check: () => Promise<void> };

/** The application, by its token: it is asked for once, and again before its end. Source: oauth2_1_0 of the vendor's SDK. */
export function createApp({ api, appKey, secrets }: DingtalkSettings, nowMs: () => number): App {
  let held: { readonly text: string; readonly untilMs: number } | undefined;
  const token = async (): Promise<string> => {
    if (held !== undefined && held.untilMs > nowMs()) return held.text;
    const said = await send("POST", `${api}/v1.0/oauth2/accessToken`, { appKey, appSecret: secrets[0] });
    const { accessToken, expireIn } = said;
    if (typeof accessToken !== "string") throw new NotTold("no access token");
    held = { text: accessToken, untilMs: nowMs() + Number(expireIn ?? 0) * 1_000 - renewBeforeMs };
    return accessToken;
  };
  return {
    call: async (method, path, body) => {
      try {
        return await send(method, `${api}${path}`, body, { "x-acs-dingtalk-access-token": await token() });
      } catch (error) {
        if (error instanceof NotTold && error.answered === 401) held = undefined; // it may have been revoked
        throw error;
      }
    },
    check: async () => void (await token()),
  };
}
