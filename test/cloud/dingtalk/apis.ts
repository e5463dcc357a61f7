import { batchSendOto } from "./batch-send-oto.ts";
import { createAndDeliver } from "./create-and-deliver.ts";
import type { Api } from "./define-api.ts";
import { getAccessToken } from "./get-access-token.ts";
import { orgGroupSend } from "./org-group-send.ts";
import { robotSend } from "./robot-send.ts";
import { sendBySession } from "./send-by-session.ts";
import { updateCard } from "./update-card.ts";

/** What DingTalk answers to; what else is asked of it is refused. */
export const apis: readonly Api[] = [
  getAccessToken,
  batchSendOto,
  orgGroupSend,
  createAndDeliver,
  updateCard,
  sendBySession,
  robotSend,
];
