import * as z from "zod";
import { failed, misused } from "./stopped.ts";
import type { Target } from "./target.ts";
import type { Terminal } from "./terminal.ts";

/** What somebody does: they say something, or click a button of a card. */
export type Deed =
  | { readonly text: string; readonly to: "person" | "group" }
  | { readonly click: { readonly card: string; readonly button: string | number } };

/** The DingTalk of a local cloud, as one person has it before them. Each call throws `Stopped`. */
export type LocalChat = {
  readonly act: (deed: Deed) => Promise<void>;
  /** Waits until everything that was said is answered. */
  readonly answered: () => Promise<void>;
  /** All of it as it came, and its text for so many columns. */
  readonly seen: (columns: number) => Promise<Seen>;
};

const seenSchema = z.looseObject({
  cards: z.array(z.looseObject({ outTrackId: z.string() })),
  shown: z.string(),
});
type Seen = z.output<typeof seenSchema>;

const refusedSchema = z.object({ error: z.string() });
const actedSchema = z.object({
  callbacks: z.array(z.object({ status: z.number().nullable(), isAcknowledged: z.boolean() })),
});
const workSchema = z.object({ queue: z.array(z.object({ function: z.string(), state: z.string() })) });

/** An answer is there within seconds; one that is not after so many looks is not waited for any more: 60 s. */
const mostLooks = 300;
const lookEachMs = 200;

/** The local cloud's own control API: nothing of it is there in a live account. */
export function createLocalChat({ endpoint }: Pick<Target, "endpoint">, as: string, terminal: Terminal): LocalChat {
  const ask = (path: string, body?: object) => asked(`${endpoint}/_cloud/${path}`, body);
  const isBusy = async () => {
    const { queue } = workSchema.parse(await ask("work"));
    return queue.some((entry) => entry.function === "answer");
  };
  return {
    act: async (deed) => {
      const { callbacks } = actedSchema.parse(await ask("chat", { as, ...deed }));
      const lost = callbacks.find(({ isAcknowledged }) => !isAcknowledged);
      if (lost !== undefined) throw failed(notTaken(lost.status));
    },
    answered: async () => {
      for (let looks = 0; looks < mostLooks; looks++) {
        if (!(await isBusy())) return;
        await terminal.pause(lookEachMs);
      }
      throw failed("It was taken, and is not answered yet. See what comes: redeploy-once chat dingtalk --show --local");
    },
    seen: async (columns) => {
      const query = new URLSearchParams({ shown: String(columns), as });
      return seenSchema.parse(await ask(`chat?${query}`));
    },
  };
}

/** What is not possible in the local cloud is told in its own words, and nothing was done then. */
async function asked(url: string, body?: object): Promise<unknown> {
  const init = body && { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(url, init).catch(() => undefined);
  if (answer === undefined) throw failed("The local cloud does not answer any more.");
  const value: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return value;
  const { data } = refusedSchema.safeParse(value);
  throw misused(data?.error ?? `The local cloud has no DingTalk of this form (HTTP ${answer.status}).`);
}

const notTaken = (status: number | null) =>
  status === null
    ? "The function chatops did not answer. Nothing was done."
    : `The function chatops did not take it (HTTP ${status}). Nothing was done. Is there a bot? The setting DINGTALK says which; npm start has one.`;
