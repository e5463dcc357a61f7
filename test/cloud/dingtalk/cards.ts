/** The variables of a card's template, by name; each is text. */
export type CardData = Readonly<Record<string, string>>;

/** A change of what a card shows. `at` is world time, ISO 8601. */
type CardUpdate = {
  readonly at: string;
  /** The API that asked for it; `answered` in the HTTP answer to a click. */
  readonly way: string;
  /** What was sent. */
  readonly data: CardData;
  /** A click of it waited for its answer: the document of callbacks says not to do that. */
  readonly isDuringClick: boolean;
};

/** A card as it is now. */
export type Card = {
  readonly outTrackId: string;
  /** Under which key its clicks are told; null: nobody is. */
  readonly routeKey: string | null;
  data: CardData;
  /** What a person alone sees, by staff id. */
  readonly privateData: Record<string, CardData>;
  readonly updates: CardUpdate[];
};

/** What is sent to change a card: by key, or all of it (DingTalk, "Update a card", cardUpdateOptions). */
type CardChange = {
  readonly data?: CardData | undefined;
  readonly privateData?: Readonly<Record<string, CardData>> | undefined;
  readonly isByKey: boolean;
  readonly isPrivateByKey: boolean;
};

export type Cards = {
  readonly all: () => readonly Card[];
  readonly find: (outTrackId: string) => Card | undefined;
  /** Makes a card, or one anew under the same id: its history goes on. */
  readonly make: (card: Pick<Card, "outTrackId" | "routeKey" | "data">, way: string) => Card;
  readonly change: (card: Card, change: CardChange, way: string) => void;
  /** Keeps in mind that a click waits for its answer, as long as `answered` runs. */
  readonly whileClicked: <T>(outTrackId: string, answered: () => Promise<T>) => Promise<T>;
};

/** The cards of the app. */
export function createCards(nowMs: () => number): Cards {
  const cards = new Map<string, Card>();
  const at = () => new Date(nowMs()).toISOString();
  const clicked: string[] = [];
  return {
    all: () => [...cards.values()],
    find: (outTrackId) => cards.get(outTrackId),
    make: (made, way) => {
      const updates = [
        ...(cards.get(made.outTrackId)?.updates ?? []),
        { at: at(), way, data: made.data, isDuringClick: false },
      ];
      const card = { ...made, privateData: {}, updates };
      cards.set(card.outTrackId, card);
      return card;
    },
    change: (card, { data, privateData = {}, isByKey, isPrivateByKey }, way) => {
      for (const [staffId, own] of Object.entries(privateData))
        card.privateData[staffId] = { ...(isPrivateByKey && card.privateData[staffId]), ...own };
      if (data === undefined) return;
      card.data = { ...(isByKey && card.data), ...data };
      const isDuringClick = way !== "answered" && clicked.includes(card.outTrackId);
      card.updates.push({ at: at(), way, data, isDuringClick });
    },
    whileClicked: async (outTrackId, answered) => {
      clicked.push(outTrackId);
      try {
        return await answered();
      } finally {
        clicked.splice(clicked.indexOf(outTrackId), 1);
      }
    },
  };
}
