import type { ReceivedNotice } from "../notices/notices.ts";
import type { Call } from "./calls.ts";

/** Something that happens in the local cloud, for people to watch. `at` is world time, ISO 8601. */
export type Sight = { readonly at: string } & (
  | {
      readonly what: "event";
      readonly change: "raised" | "moved";
      readonly eventId: string;
      readonly instanceId: string;
      readonly eventType: string;
      readonly eventStatus: string;
    }
  /** A notice came to a channel. */
  | ({ readonly what: "notice" } & ReceivedNotice)
  /** Somebody said something in a conversation, which is a group or a person's with the robot; `card`: its id, if it is one. */
  | {
      readonly what: "chat";
      readonly by: string;
      readonly to: string;
      readonly text: string;
      readonly card: string | null;
    }
  /** A call came in on the wire. */
  | { readonly what: "asked"; readonly call: Readonly<Call> }
  /** It was carried out, or refused by its product: whether it changed the world is known, its answer is still to come. */
  | { readonly what: "done"; readonly call: Readonly<Call> }
  /** Its answer is on the way; a `status` of null: nobody hears one. */
  | { readonly what: "answered"; readonly call: Readonly<Call>; readonly body: string }
  /** A request came in at an HTTP trigger. */
  | { readonly what: "request"; readonly function: string; readonly method: string; readonly body: string }
  | {
      readonly what: "response";
      readonly function: string;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
);

/** Gets each sight at once, in order. Nothing waits for it, and it must not throw. */
export type Watch = (sight: Sight) => void;

export const watchNothing: Watch = () => undefined;
