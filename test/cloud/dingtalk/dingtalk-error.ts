import { HttpRefusal } from "../core/http-refusal.ts";

/** A refusal by DingTalk: of api.dingtalk.com with a status and a code in words, of oapi.dingtalk.com with 200 and a number. */
export class DingtalkError extends HttpRefusal {
  override readonly name = "DingtalkError";

  constructor(status: number, code: string, message: string = code) {
    super(status, code, message);
  }
}
