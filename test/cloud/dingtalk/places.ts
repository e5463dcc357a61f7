import type { Conversation } from "./chat.ts";
import { conversationWith, people } from "./people.ts";

/** A conversation by name, whether something was said in it or not. */
export type Place = Pick<Conversation, "id" | "kind" | "title">;

/** The group's title. */
const title = "值班 on call";

export type Places = {
  readonly group: Place;
  /** A person's with the robot; undefined for who is not in the corp. */
  readonly with: (staffId: string) => Place | undefined;
  readonly find: (conversationId: string) => Place | undefined;
};

/** The conversations that there can be. */
export function createPlaces(openConversationId: string): Places {
  const group: Place = { id: openConversationId, kind: "group", title };
  const all = [...people.keys()].map((staffId): Place => {
    return { id: conversationWith(staffId), kind: "person", title: staffId };
  });
  return {
    group,
    with: (staffId) => all.find((place) => place.title === staffId),
    find: (conversationId) => [group, ...all].find(({ id }) => id === conversationId),
  };
}
