import { HttpRefusal } from "../core/http-refusal.ts";

/** A refusal by Simple Log Service: its status, and its code (SLS, "Error codes"). */
export class SlsError extends HttpRefusal {
  override readonly name = "SlsError";
}
