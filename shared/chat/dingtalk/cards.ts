import * as z from "zod";
import type { DingtalkSettings } from "../../chat-settings.ts";
import type { Call } from "./app.ts";
import { NotTold } from "./http.ts";

/** What a card shows: the variables of its template. */
type CardData = {
  readonly title?: string;
  /** Markdown. */
  readonly text?: string;
  /** A line below. */
  readonly state?: string;
  /** JSON of a list of `{id, text, params}`. */
  readonly buttons?: string;
};

/** The bot's cards in the group of the settings, by ids of ours. Each call throws `NotTold`. */
export type Cards = {
  readonly showCard: (id: string, data: CardData) => Promise<void>;
  /** Changes what is named, and leaves the rest. False: there is no such card. */
  readonly changeCard: (id: string, data: CardData) => Promise<boolean>;
};

/** Source: card_1_0 of the vendor's SDK, CreateAndDeliver and UpdateCard. */
export const createCards = ({ robot, group, template, route }: DingtalkSettings, call: Call): Cards => ({
  showCard: async (id, data) => {
    const { result } = await call("POST", "/v1.0/card/instances/createAndDeliver", {
      outTrackId: id,
      cardTemplateId: needed(template, "template"),
      openSpaceId: `dtv1.card//IM_GROUP.${needed(group, "group")}`,
      ...{ callbackType: "HTTP", callbackRouteKey: route },
      cardData: { cardParamMap: fitted(data) },
      imGroupOpenDeliverModel: { robotCode: robot },
    });
    if (!isDelivered(result)) throw new NotTold("the group was not found");
  },
  changeCard: async (id, data) => {
    const options = { updateCardDataByKey: true };
    const change = { outTrackId: id, cardData: { cardParamMap: fitted(data) }, cardUpdateOptions: options };
    try {
      await call("PUT", "/v1.0/card/instances", change);
      return true;
    } catch (error) {
      if (error instanceof NotTold && isUnknown(error)) return false;
      throw error;
    }
  },
});

/** What a variable of a card may hold, bytes. Source: DingTalk, "Create and deliver cards": 1 KB each. */
const mostOfVariable = 1_024;

/** Texts are cut where they are too long; buttons are ours, and short. */
const fitted = (data: CardData) =>
  Object.fromEntries(Object.entries(data).map(([name, text]) => [name, name === "buttons" ? text : cut(text)]));

function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= mostOfVariable) return text;
  return `${bytes
    .subarray(0, mostOfVariable - 8)
    .toString("utf8")
    .replace(/\uFFFD+$/, "")}…`;
}

/** No document has the code for a card that is not there; what is refused so is not there, or nobody can show it. */
const isUnknown = ({ answered }: NotTold) => answered === 400 || answered === 404;

const delivered = z.object({ deliverResults: z.array(z.object({ success: z.boolean() })).default([]) });

const isDelivered = (result: unknown) =>
  delivered.safeParse(result ?? {}).data?.deliverResults.every(({ success }) => success) ?? false;

/** A setting that only this takes. */
export function needed(value: string | undefined, name: string): string {
  if (value === undefined) throw new NotTold(`the setting DINGTALK has no ${name}`);
  return value;
}
