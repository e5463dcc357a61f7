import * as z from "zod";
import { defineApi } from "./define-api.ts";
import { DingtalkError } from "./dingtalk-error.ts";
import { people } from "./people.ts";

const cardParams = z.strictObject({ cardParamMap: z.record(z.string(), z.string()) });

/** card_1_0 UpdateCard: changes what a card shows, wherever it is shown. */
export const updateCard = defineApi({
  name: "UpdateCard",
  method: "PUT",
  path: "/v1.0/card/instances",
  invalid: "param.invalid",
  schema: z.strictObject({
    outTrackId: z.string("param.outTrackIdEmpty").min(1, "param.outTrackIdEmpty"),
    cardData: cardParams.optional(),
    privateData: z.record(z.string(), cardParams).optional(),
    cardUpdateOptions: z
      .strictObject({
        updateCardDataByKey: z.boolean().optional(),
        updatePrivateDataByKey: z.boolean().optional(),
      })
      .optional(),
    userIdType: z.literal(1).optional(),
  }),
  run: ({ cards }, { outTrackId, cardData, privateData = {}, cardUpdateOptions = {} }) => {
    const owners = Object.entries(privateData);
    if (cardData === undefined && owners.length === 0)
      throw new DingtalkError(400, "param.cardDataAndPrivateDataBothEmpty");
    const card = cards.find(outTrackId);
    if (card === undefined) throw new DingtalkError(400, "param.cardNotExist");
    if (owners.some(([staffId]) => !people.has(staffId))) throw new DingtalkError(400, "param.userIdNotExist");
    const { updateCardDataByKey: isByKey = false, updatePrivateDataByKey: isPrivateByKey = false } = cardUpdateOptions;
    const own = Object.fromEntries(owners.map(([staffId, { cardParamMap }]) => [staffId, cardParamMap]));
    cards.change(card, { data: cardData?.cardParamMap, privateData: own, isByKey, isPrivateByKey }, "UpdateCard");
    return { body: { success: true, result: true }, effect: true };
  },
});
