/** A refusal by Simple Log Service: its status, and its code (SLS, "Error codes"). */
export class SlsError extends Error {
  override readonly name = "SlsError";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
