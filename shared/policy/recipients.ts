import type { Policy } from "./policy.ts";
import { msIn } from "./times.ts";

/** A channel that the policy names, and what it is told. Without a time nothing is said again. */
export type Recipient = {
  readonly channel: string;
  readonly about: "urgent" | "all";
  readonly remindEveryMs?: number | undefined;
  /** The same for a question. */
  readonly askEveryMs?: number | undefined;
};

/** Who is told, by the policy. A channel that it names twice is told once, of all that either line names. */
export function recipientsOf({ notices = [], asking }: Pick<Policy, "notices" | "asking">): readonly Recipient[] {
  const askEvery = asking?.remindEvery;
  const all = notices.map(({ to, about, remindEvery }) => ({
    ...{ channel: to, about },
    ...every("remindEveryMs", remindEvery),
    ...every("askEveryMs", remindEvery ?? askEvery),
  }));
  return [...new Set(all.map(({ channel }) => channel))].flatMap((channel) => {
    const [first, ...others] = all.filter((one) => one.channel === channel);
    if (first === undefined) return [];
    const isAll = [first, ...others].some(({ about }) => about === "all");
    return [{ ...Object.assign({}, ...others, first), about: isAll ? "all" : "urgent" } as const];
  });
}

const every = (name: "remindEveryMs" | "askEveryMs", text: string | undefined) =>
  text === undefined ? {} : { [name]: msIn(text) };
