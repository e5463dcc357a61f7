import { expect, test } from "vitest";
import { createCards } from "../../shared/chat/dingtalk/cards.ts";
import { NotTold } from "../../shared/chat/dingtalk/http.ts";
import { dingtalkSetting } from "../../shared/chat-settings.ts";

const settings = dingtalkSetting.parse(
  JSON.stringify({
    ...{ corp: "ding0corp", robot: "ding0robot", appKey: "ding0app", secrets: ["0123456789abcdef"] },
    ...{ group: "cid0group==", template: "ding0card.schema" },
  }),
);

const shown = (result: unknown) => {
  if (settings === undefined) throw new Error("no bot");
  return createCards(settings, async () => ({ result })).showCard("card-1", { title: "a question" });
};

test.each([undefined, null, {}, { deliverResults: [] }, { deliverResults: [{ success: true }] }])(
  "a card is shown that the platform answers with %j",
  async (result) => {
    await expect(shown(result)).resolves.toBeUndefined();
  },
);

test.each(["yes", 1, { deliverResults: {} }, { deliverResults: [null] }, { deliverResults: [{ success: false }] }])(
  "an answer of %j is no card that was shown, and breaks nothing else",
  async (result) => {
    await expect(shown(result)).rejects.toBeInstanceOf(NotTold);
  },
);
