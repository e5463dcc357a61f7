import { type FcContext, noticeIn, redeploy } from "../redeploy.ts";

/** What most people write first: one event in, one call out; a failure is thrown, so that EventBridge tries again. */
export const handler = (raw: Uint8Array, context: FcContext) => redeploy(noticeIn(raw), context);
