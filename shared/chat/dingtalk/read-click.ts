import * as z from "zod";
import type { Click } from "../wish.ts";
import { personOf } from "./person.ts";
import { platformId, readAs, type Unread } from "./unread.ts";

/** Source: DingTalk, "Event callback of cards", 2026-08-04. */
const callback = z.object({
  type: z.literal("actionCallback"),
  outTrackId: platformId,
  corpId: platformId,
  userId: z.string().max(256).optional(),
  /** JSON in a text. Two pages differ on its name. */
  content: z.string().max(16_384).optional(),
  value: z.string().max(16_384).optional(),
});

/** What one button may bring (invented: a sealed one has five). */
const mostParams = 16;

const content = z.object({
  cardPrivateData: z.object({
    actionIds: z.array(platformId).min(1).max(mostParams),
    params: z
      .record(platformId, z.string().max(512))
      .refine((params) => Object.keys(params).length <= mostParams, "has too many"),
  }),
});

/** The button that was clicked; or why it is not taken. `raw`: the body of a delivery whose headers are right. Pure. */
export function readClick(
  raw: Uint8Array,
  { corpId }: { readonly corpId: string },
): { readonly click: Click } | { readonly unread: Unread } {
  const read = readAs(callback, raw);
  if (typeof read === "string") return { unread: read };
  if (read.corpId !== corpId) return { unread: "misplaced" };
  if (read.userId === undefined || read.userId === "") return { unread: "unnamed" };
  const person = personOf(read.corpId, read.userId);
  if (person === undefined) return { unread: "unfit" };
  const inner = readAs(content, Buffer.from(read.content ?? read.value ?? ""));
  if (typeof inner === "string") return { unread: inner };
  return { click: { person, button: inner.cardPrivateData.params } };
}
