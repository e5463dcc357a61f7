/** A refusal by DingTalk: of api.dingtalk.com with a status and a code in words, of oapi.dingtalk.com with 200 and a number. */
export class DingtalkError extends Error {
  override readonly name = "DingtalkError";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string = code) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
