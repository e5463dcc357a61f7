import { expect, test } from "vitest";
import { plain } from "./bench.ts";
import { createDeciders, deciding, type Signer } from "./deciders.ts";

const { bench, say, asked, yes, record, event } = createDeciders();
const askWords = { mode: "ask" };

type Word = { readonly verb: string; readonly body: (ids: Ids) => object };
type Ids = { readonly OperationId: string; readonly Ask?: string | undefined };

/** What a person may say about a question. */
const words: readonly Word[] = [
  { verb: "approve", body: ({ OperationId, Ask }) => ({ OperationId, Ask }) },
  { verb: "deny", body: ({ OperationId, Ask }) => ({ OperationId, Ask }) },
  { verb: "postpone", body: ({ OperationId }) => ({ OperationId, Until: "2099-01-01T00:00:00Z" }) },
  { verb: "cancel", body: ({ OperationId }) => ({ OperationId, Reason: "never mind" }) },
];

/** How a word is refused: its status, code, and what it says. */
type Refused = readonly [status: number, code: string, message: RegExp];

type Situation = {
  readonly about: string;
  /** Makes it so, and returns what the word is about. */
  readonly so: (open: Ids) => Promise<Ids>;
  readonly who?: Signer;
  readonly refused: Readonly<Record<string, Refused>>;
};

const decided =
  /^[0-9a-f]{32}: it is decided: wei said yes; it (is in flight|has ended Succeeded)\. Nothing was changed\.$/;
const toAll = (refused: Refused) => Object.fromEntries(words.map(({ verb }) => [verb, refused]));
const closed = (message: RegExp): Refused => [409, "AskClosed", message];
const past = (message: RegExp): Refused => [409, "IncorrectOperationState", message];

const situations: readonly Situation[] = [
  {
    about: "by somebody without the role",
    so: async (open) => open,
    who: "ma",
    refused: toAll([403, "Forbidden.Role", /ma has operator, and not the role approver/]),
  },
  {
    about: "by a program",
    so: async (open) => open,
    who: "webhook",
    refused: toAll([403, "Forbidden.Role", /webhook has caller, and not the role approver/]),
  },
  {
    about: "about an operation that there is not",
    so: async ({ Ask }) => ({ OperationId: "0".repeat(32), Ask }),
    refused: toAll([404, "InvalidOperationId.NotFound", /Nothing was changed\.$/]),
  },
  {
    about: "about a question with another hash",
    so: async (open) => ({ ...open, Ask: "1-000000000000" }),
    refused: {
      approve: closed(
        /that question is closed, since the plan has changed\. What is asked now is 1-[0-9a-f]{12}; look at it first/,
      ),
      deny: closed(/What is asked now is 1-[0-9a-f]{12}/),
    },
  },
  {
    about: "while it is in flight",
    so: async (open) => {
      await yes("wei", plain);
      await bench.hand().minutes(2);
      return open;
    },
    refused: {
      approve: closed(decided),
      deny: closed(decided),
      postpone: past(/it is too late, it is in flight\. Nothing was changed/),
      cancel: past(/it is too late, it is in flight\. Nothing was changed/),
    },
  },
  {
    about: "about what was done",
    so: async (open) => {
      await yes("wei", plain);
      await bench.hand().minutes(20);
      return open;
    },
    refused: {
      approve: closed(decided),
      deny: closed(decided),
      postpone: past(/it has ended Succeeded/),
      cancel: past(/it has ended Succeeded/),
    },
  },
  {
    about: "about what somebody has denied",
    so: async (open) => {
      await say("wei", "deny", { InstanceId: plain, ...open });
      return open;
    },
    refused: {
      approve: closed(/it has ended Cancelled, by wei/),
      deny: closed(/it has ended Cancelled, by wei/),
      postpone: past(/it has ended Cancelled, by wei/),
    },
  },
  {
    about: "about what nobody has answered in time",
    so: async (open) => {
      await bench.hand().advance(35.6 * 3_600_000);
      await bench.hand().idle();
      await bench.hand().minutes(2);
      return open;
    },
    refused: {
      approve: closed(/nobody answered in time, and it has ended/),
      deny: closed(/nobody answered in time, and it has ended/),
      postpone: past(/nobody answered in time, and it has ended/),
      cancel: past(/nobody answered in time, and it has ended/),
    },
  },
  {
    about: "about a plan that another rule has made since",
    so: async (open) => {
      await bench.hand().policy(deciding({ guardBand: "30m" }, { ...askWords, name: "everything, by another rule" }));
      await bench.hand().minutes(3);
      return open;
    },
    refused: { approve: closed(/What is asked now is [12]-[0-9a-f]{12}/), deny: closed(/What is asked now is/) },
  },
  {
    about: "while the store is down",
    so: async (open) => {
      await storeDown();
      return open;
    },
    refused: toAll([
      503,
      "ServiceUnavailable",
      /^The ledger cannot be reached\. Whether the word was taken is on the record: say it again\.$/,
    ]),
  },
];

test.each(situations.map((one) => [one.about, one] as const))(
  "a word %s is refused with a clear answer, and nothing is changed",
  async (_, { so, who = "lin", refused }) => {
    const hand = bench.hand();
    await hand.policy(deciding({ guardBand: "30m" }, askWords));
    await event(plain);
    const { OperationId, Ask } = await asked(plain);
    const ids = await so({ OperationId, Ask });
    const before = await recordWell();
    for (const { verb, body } of words) {
      const [status, code, message = /never/] = refused[verb] ?? [];
      if (status === undefined) continue;
      const said = await say(who, verb, { InstanceId: plain, ...body(ids) });
      expect([verb, said.status, said.code], said.message).toEqual([verb, status, code]);
      expect(said.message).toMatch(message);
    }
    expect(await recordWell()).toEqual(before);
  },
);

/** The record as it is read without the faults of the test, which go on afterwards. */
async function recordWell() {
  const hand = bench.hand();
  const isDown = (await hand.faults()).length > 0;
  await hand.clearFaults();
  const read = await record(plain);
  if (isDown) await storeDown();
  return read;
}

async function storeDown(): Promise<void> {
  for (const action of ["GetRow", "UpdateRow", "PutRow", "GetRange"])
    await bench.hand().fault({ product: "tablestore", action, function: "console", effect: "error", times: 10_000 });
}

test.each([
  ["approve", { Approved: [{ State: "Waiting", ApprovedBy: ["wei"] }] }],
  ["postpone", { PostponedUntil: "2026-" }],
  ["cancel", { State: "Cancelled" }],
] as const)("%s twice is one word: the second one is told what the first one did", async (verb, _) => {
  const hand = bench.hand();
  await hand.policy(deciding({}, askWords));
  await event(plain);
  const { OperationId, Ask } = await asked(plain);
  const Until = new Date(Date.parse((await hand.world()).now) + 3_600_000).toISOString();
  const more = { approve: { Ask }, postpone: { Until }, cancel: { Reason: "never mind" } }[verb];
  const once = () => say("wei", verb, { InstanceId: plain, OperationId, ...more });
  const first = await once();
  expect(first.status, first.message).toBe(200);
  const before = await record(plain);
  const second = await once();
  expect([second.status, second.said]).toEqual([200, first.said]);
  expect(await record(plain)).toEqual(before);
});

test("a word whose answer was lost is said once more, and counts once", async () => {
  const hand = bench.hand();
  await hand.policy(deciding({ asking: {} }, { ...askWords, approvals: 2 }));
  await event(plain);
  await hand.fault({ product: "tablestore", action: "UpdateRow", function: "console", effect: "lost-reply" });
  expect((await yes("wei", plain)).body).toMatchObject({ Approved: [{ ApprovedBy: ["wei"], Needs: 2 }] });
  expect((await yes("wei", plain)).body).toMatchObject({ Approved: [{ ApprovedBy: ["wei"], Needs: 2 }] });
  const { Timeline } = (await record(plain)) as { readonly Timeline: readonly string[] };
  expect(Timeline.filter((line) => line.includes("approved"))).toEqual([expect.stringContaining("1 of 2, by wei")]);
  await hand.minutes(3);
  expect(await bench.sends(plain)).toEqual([]);
});
