import { createHash } from "node:crypto";
import type { DingtalkSettings } from "../../chat-settings.ts";
import type { FingerprintKey } from "../../ledger/token.ts";

/** Buttons are sealed with the bot's own secrets, the present one first: the door of strangers has no key that seals a consent. */
export const buttonKeys = ({ secrets }: Pick<DingtalkSettings, "secrets">): readonly FingerprintKey[] =>
  secrets.map((secret) => ({ id: idOf(secret), secret }));

/** Tells two secrets apart while one is changed, and says nothing of either. */
const idOf = (secret: string) => createHash("sha256").update(`button ${secret}`).digest("hex").slice(0, 8);
