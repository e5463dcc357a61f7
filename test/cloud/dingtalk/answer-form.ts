import type { Reply } from "../core/exchange.ts";
import type { Done } from "./define-api.ts";

/** How one of DingTalk's two hosts answers. */
type AnswerForm = {
  readonly done: (done: Done, requestId: string) => Reply;
  readonly refused: (status: number, code: string, message: string, requestId: string) => Reply;
};

const headers = { "content-type": "application/json;charset=UTF-8" };

/** api.dingtalk.com: a status, and a code in words. */
const byStatus: AnswerForm = {
  done: ({ body, effect }, requestId) => ({
    ...{ status: 200, body: JSON.stringify(body), code: null, effect },
    headers: { ...headers, "x-acs-request-id": requestId },
  }),
  refused: (status, code, message, requestId) => ({
    ...{ status, body: JSON.stringify({ code, requestid: requestId, message }), code, effect: false },
    headers: { ...headers, "x-acs-request-id": requestId },
  }),
};

/** oapi.dingtalk.com: 200, whatever it says, and a number; -1 for what has none. */
const byNumber: AnswerForm = {
  done: ({ body, effect }) => ({ status: 200, headers, body: JSON.stringify(body), code: null, effect }),
  refused: (status, code, message) => {
    const errcode = /^\d+$/.test(code) ? Number(code) : -1;
    return { status, headers, body: JSON.stringify({ errcode, errmsg: message }), code, effect: false };
  },
};

/** True for what is asked of oapi.dingtalk.com: both hosts are on one port here. */
export const isNumbered = (pathname: string) => pathname.startsWith("/robot/");

export const answerFormOf = (pathname: string) => (isNumbered(pathname) ? byNumber : byStatus);
