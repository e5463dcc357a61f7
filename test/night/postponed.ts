import { databasesByNight } from "./asking-policy.ts";
import { announce, commandIn, type Decided, partsOf, putInForce } from "./decided.ts";
import { pass, passTo, type Seat, sayLast } from "./seat.ts";

const database = "i-bp1plain0004";
const hourMs = 3_600_000;
/** Shanghai is eight hours ahead of UTC, all year. */
const clockOf = (ms: number, hour: number) =>
  Math.floor((ms + 8 * hourMs) / 86_400_000) * 86_400_000 + (hour - 8) * hourMs;

/**
 * The owner's second night. At two a database's event comes, and a person is asked. They put it off to the next night, say
 * yes, and sleep.
 */
export async function playPostponed(seat: Seat): Promise<Decided> {
  const { hand, owner, title } = seat;
  const { parts, play } = partsOf(seat);
  const lines = await play("before anybody said yes", [], async () => {
    title("The policy: a person is asked before a database is touched, and that is done between one and five");
    await putInForce(seat, databasesByNight);
    title("02:00. The platform wants to redeploy a database in 36 hours");
    const nowMs = Date.parse((await hand.world()).now);
    const [today, tomorrow] = [clockOf(nowMs, 2), clockOf(nowMs + 24 * hourMs, 2)];
    await passTo(seat, today > nowMs ? today : tomorrow);
    await announce(seat, database);
    return await sayLast(seat, "needsYes");
  });
  const untilMs = clockOf(Date.parse((await hand.world()).now) + 24 * hourMs, 1) + hourMs / 2;
  await play("between the yes and its time", [], async () => {
    title("Not tonight: it is put off to half past one of the next night, and may be done then");
    const until = new Date(untilMs).toISOString().replace(".000", "");
    await owner.paste(commandIn(lines, "Later").replace("<time in UTC>", until));
    await owner.paste(commandIn(lines, "Yes"));
    await pass(seat, 2);
    await sayLast(seat, "planned");
    await passTo(seat, untilMs - 5 * 60_000);
    await owner.type("asks");
  });
  await play("in the window", [database], async () => {
    title("The next night, in the window");
    await pass(seat, 30);
    await sayLast(seat, "proved");
    title("What happened to the machine");
    await owner.type("database");
  });
  const wantedNotices = { needsYes: 1, planned: 1, started: 1, proved: 1 };
  const between = [untilMs, clockOf(untilMs, 5)] as const;
  return { instanceId: database, parts, notices: await hand.notices(), wantedNotices, between };
}
