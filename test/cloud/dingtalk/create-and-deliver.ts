import * as z from "zod";
import { type CardSpace, readSpaces } from "./card-space.ts";
import { defineApi, type State } from "./define-api.ts";
import { DingtalkError } from "./dingtalk-error.ts";
import { newProcessQueryKey } from "./robot-message.ts";

const texts = z.record(z.string(), z.string());

const spaceModel = z.strictObject({
  lastMessageI18n: texts.optional(),
  notification: z.looseObject({}).optional(),
  searchSupport: z.looseObject({}).optional(),
  supportForward: z.boolean().optional(),
});

const schema = z.strictObject({
  outTrackId: z.string("param.outTrackIdEmpty").min(1, "param.outTrackIdEmpty"),
  openSpaceId: z.string("param.openSpaceIdEmpty").min(1, "param.openSpaceIdEmpty"),
  cardTemplateId: z.string("param.cardTemplateIdEmpty").min(1, "param.cardTemplateIdEmpty"),
  cardData: z.strictObject({ cardParamMap: texts }, "param.cardPublicDataEmpty"),
  callbackType: z.enum(["HTTP", "STREAM"]).optional(),
  callbackRouteKey: z.string().optional(),
  imGroupOpenSpaceModel: spaceModel.optional(),
  imGroupOpenDeliverModel: z
    .strictObject({
      robotCode: z.string().optional(),
      atUserIds: texts.optional(),
      recipients: z.array(z.string()).optional(),
      extension: texts.optional(),
    })
    .optional(),
  imRobotOpenSpaceModel: spaceModel.optional(),
  imRobotOpenDeliverModel: z
    .strictObject({
      spaceType: z.string().optional(),
      robotCode: z.string().optional(),
      extension: texts.optional(),
    })
    .optional(),
  userId: z.string().optional(),
  userIdType: z.literal(1).optional(),
});

type Asked = z.output<typeof schema>;

/** card_1_0 CreateAndDeliver: makes a card of a template and shows it in conversations. */
export const createAndDeliver = defineApi({
  name: "CreateAndDeliver",
  method: "POST",
  path: "/v1.0/card/instances/createAndDeliver",
  invalid: "param.invalid",
  schema,
  run: (state, asked) => {
    const { settings, places, cards, holds } = state;
    const { outTrackId, cardTemplateId, cardData, callbackType, callbackRouteKey } = asked;
    if (cardTemplateId !== settings.cardTemplateId) throw new DingtalkError(400, "param.cardTemplateNotExist");
    const spaces = readSpaces(asked.openSpaceId, places);
    for (const space of spaces) judgeModel(space, asked, settings.robotCode);
    if (!holds("dingtalk.card-again") && cards.find(outTrackId) !== undefined)
      throw new DingtalkError(400, "param.outTrackIdExisted");
    const routeKey = callbackType === "HTTP" ? (callbackRouteKey ?? null) : null;
    cards.make({ outTrackId, routeKey, data: cardData.cardParamMap }, "CreateAndDeliver");
    const deliverResults = spaces.map((space) => show(space, asked, state));
    return { body: { success: true, result: { outTrackId, deliverResults } }, effect: true };
  },
});

/** Each space needs a model of its own that says who delivers. Throws DingtalkError. */
function judgeModel({ spaceType }: CardSpace, asked: Asked, robotCode: string): void {
  const model = spaceType === "IM_GROUP" ? asked.imGroupOpenDeliverModel : asked.imRobotOpenDeliverModel;
  if (model === undefined) throw new DingtalkError(400, "param.openDeliverModelEmpty");
  const isFit =
    spaceType === "IM_GROUP"
      ? model.robotCode === robotCode
      : asked.imRobotOpenDeliverModel?.spaceType === "IM_ROBOT" && (model.robotCode ?? robotCode) === robotCode;
  if (!isFit) throw new DingtalkError(400, "param.openDeliverModelError");
}

function show({ spaceType, spaceId, place }: CardSpace, { outTrackId, cardData }: Asked, { chat }: State) {
  if (place === undefined) return { spaceType, spaceId, success: false, errorMsg: "space not found" };
  const { title = "" } = cardData.cardParamMap;
  chat.say(place, { by: "robot", way: "CreateAndDeliver", kind: "card", text: title, card: outTrackId });
  return { spaceType, spaceId, success: true, carrierId: newProcessQueryKey() };
}
