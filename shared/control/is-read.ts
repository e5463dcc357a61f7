import { ControlUnreadable } from "./control.ts";

/** Whether what steers the stack may be read, whatever stands there: that is judged once, and not by each function. */
export const isRead = (read: () => Promise<unknown>): Promise<unknown> =>
  read().catch((error: unknown) => {
    if (!(error instanceof ControlUnreadable)) throw error;
  });
