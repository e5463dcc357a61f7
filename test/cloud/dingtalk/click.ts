import * as z from "zod";
import { WorldError } from "../world/world-error.ts";
import { type Button, buttonsOf } from "./buttons.ts";
import type { Callback } from "./callbacks.ts";
import { cardCallback } from "./card-callback.ts";
import type { Card } from "./cards.ts";
import type { State } from "./define-api.ts";
import type { ClickOrder } from "./orders.ts";
import type { Person } from "./people.ts";
import { type Acting, altered, isEmpty } from "./say.ts";

/** Somebody clicks a button; who made the card is told, and what is answered changes the card. Throws WorldError. */
export async function click(order: ClickOrder, person: Person, acting: Acting): Promise<readonly Callback[]> {
  const { state, callbacks, nextStamp } = acting;
  const { staffId } = person;
  const card = clickable(order.click.card, state);
  const { outTrackId } = card;
  const button = buttonOf(card, staffId, order.click.button);
  const callbackOf = () => cardCallback({ outTrackId, staffId, button, timestamp: nextStamp() }, state.settings);
  const told: Callback[] = [];
  let sent = callbackOf();
  for (let time = 1; time <= order.times; time++) {
    if (time > 1 && order.newIds) sent = callbackOf();
    const read = (text: string) => applyAnswer(text, outTrackId, staffId, state);
    const about = { by: staffId, msgId: null, card: outTrackId };
    const sending = () => callbacks.send(altered(sent, order, callbacks), about, read);
    told.push(await state.cards.whileClicked(outTrackId, sending));
  }
  return told;
}

function clickable(outTrackId: string, { cards, settings }: State): Card {
  const card = cards.find(outTrackId);
  if (card === undefined) throw new WorldError(`click.card: no card ${outTrackId} in this world.`);
  if (card.routeKey === settings.cardRouteKey) return card;
  throw new WorldError(
    `click.card: nobody is told of a click on ${outTrackId}: it was not made with callbackType HTTP and callbackRouteKey ${settings.cardRouteKey}.`,
  );
}

function buttonOf({ data, privateData, outTrackId }: Card, staffId: string, wanted: string | number): Button {
  const buttons = buttonsOf({ ...data, ...privateData[staffId] });
  const button = typeof wanted === "number" ? buttons?.[wanted - 1] : buttons?.find(({ id }) => id === wanted);
  if (button !== undefined) return button;
  const there =
    buttons?.map(({ id }, index) => `${index + 1} ${id}`).join(", ") ?? "no list of buttons that can be read";
  throw new WorldError(`click.button: ${outTrackId} has no ${wanted}; there is ${there || "none"}.`);
}

const cardParams = z.strictObject({ cardParamMap: z.record(z.string(), z.string()) });

const answerSchema = z.strictObject({
  cardUpdateOptions: z
    .strictObject({ updateCardDataByKey: z.boolean().optional(), updatePrivateDataByKey: z.boolean().optional() })
    .default({}),
  cardData: cardParams.optional(),
  userPrivateData: cardParams.optional(),
});

/** The card as it is when the answer comes: it may have been made anew meanwhile. */
function applyAnswer(text: string, outTrackId: string, staffId: string, { cards }: State): Callback["answer"] {
  if (isEmpty(text)) return "nothing";
  const card = cards.find(outTrackId);
  const { data: said } = answerSchema.safeParse(json(text));
  if (card === undefined || said === undefined) return "not understood";
  const { cardUpdateOptions, cardData, userPrivateData } = said;
  const { updateCardDataByKey: isByKey = false, updatePrivateDataByKey: isPrivateByKey = false } = cardUpdateOptions;
  const privateData = userPrivateData && { [staffId]: userPrivateData.cardParamMap };
  cards.change(card, { data: cardData?.cardParamMap, privateData, isByKey, isPrivateByKey }, "answered");
  return "a card's data";
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
