import { askedOn } from "../functions/approve.ts";
import { cachesByTwo } from "./asking-policy.ts";
import { announce, commandIn, type Decided, partsOf, putInForce } from "./decided.ts";
import { type Person, people } from "./people.ts";
import { pass, type Seat, sayLast } from "./seat.ts";

const cache = "i-bp1local0001";

/** The owner's fourth night: a cache would lose its local disks, and two people must say yes. */
export async function playByTwo(seat: Seat): Promise<Decided> {
  const { hand, owner, title } = seat;
  const { parts, play } = partsOf(seat);
  const { yes, call } = await play("before anybody said yes", [], async () => {
    title("The policy: caches are answered at once, and two people say yes before their local disks are lost");
    await putInForce(seat, cachesByTwo);
    title("The platform wants to redeploy a cache, whose disks would be cleared");
    await announce(seat, cache);
    const lines = await sayLast(seat, "needsYes");
    return { yes: commandIn(lines, "Yes"), call: await callOf(seat) };
  });
  await play("after the yeses of one person", [], async () => {
    title("lin says yes twice, and once more from home: that is one person");
    for (const _ of ["once", "twice"]) await owner.paste(yes, { person: people.lin });
    await call(people.linAtHome, 200);
    title("Nor is the owner's own account the second one: it has no name");
    await owner.paste(yes.replace(" --signed", ""), { exitCode: 1 });
    await pass(seat, 3);
    await sayLast(seat, "needsYes");
    await owner.type("asks");
  });
  await play("after the second person's yes", [cache], async () => {
    title("wei says yes by a call of a program of theirs");
    await call(people.wei, 200);
    await pass(seat, 2);
    title("ma presses the same button a little later");
    await owner.paste(yes, { exitCode: 1, person: people.ma });
    await pass(seat, 20);
  });
  await play("after a late yes", [], async () => {
    await call(people.ma, 409);
    await pass(seat, 5);
    title("What happened to the machine");
    await owner.type("cache");
  });
  const notices = await hand.notices();
  return { instanceId: cache, parts, notices, wantedNotices: { started: 1, proved: 1 } };
}

/** The yes of the notice as a signed HTTP call. Its answer must have the wanted status. */
async function callOf({ hand, say }: Seat) {
  const { OperationId, Ask } = await askedOn(hand, cache, people.lin.secretKey);
  const body = { InstanceId: cache, OperationId, Ask };
  return async ({ name, secretKey }: Person, wanted: number): Promise<void> => {
    say(`${name} POST /approve ${JSON.stringify(body)}`);
    const { status, text } = await hand.call("console", body, secretKey, {}, "/approve");
    say(`  ${status} ${text}`);
    if (status !== wanted) throw new Error(`${name} was answered ${status}, not ${wanted}: ${text}`);
  };
}
