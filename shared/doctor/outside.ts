import { fileNameOf, functionNameOf } from "../function-name.ts";
import { operations } from "../operations/index.ts";
import { type Finding, ok, unknown, wrong } from "./finding.ts";

/** What could not be read: why, and what helps. */
export type Unread = { readonly failed: string; readonly mend: string };

/** A function of the account, with the stack that it is marked with; undefined: it has no mark of ours. */
export type Marked = { readonly name: string; readonly stack: string | undefined };

/** What only the account's owner can see, and no function of the stack. */
export type Outside = {
  readonly stack: string;
  readonly regionId: string;
  /** The functions of the account in this region. */
  readonly functions: readonly Marked[] | Unread;
  /** The stacks that hold the roles that are the right to act; undefined: there is no such role. */
  readonly holders: Readonly<Record<Product, string | undefined>> | Unread;
  /** For which products the stack's control row lets it act. */
  readonly acts: readonly Product[] | Unread;
  /** In what the roles of its functions are not as s.yaml has them, a line each. */
  readonly roles: readonly string[] | Unread;
  /** So many lie in the queue of dead letters. */
  readonly deadLetters: number | Unread;
  /** What became of a line that the doctor wrote. */
  readonly log: LogLine | Unread;
  /** Whether the account has turned EventBridge on. */
  readonly hasBus: boolean | Unread;
  /** Which way the newest event came that a function remembers; undefined: none does. */
  readonly way: Way | Unread | undefined;
};

/** How a trigger invokes its function: the bus waits for it, or puts the event into its queue. */
export type Way = "synchronous" | "asynchronous";

/** `placeless`: the function has no log; `missing`: its log is not there. `place`: project/logstore. */
export type LogLine = { readonly state: "found" | "late" | "placeless" | "missing"; readonly place: string };

export type Product = "ecs" | "ens";

/** The function that a stack has if it looks at ENS. */
const ofEns = "event-redeploy-instance";

/** What is found from the outside; pure. */
export const outsideFindings = (outside: Outside): readonly Finding[] => [
  marks(outside),
  ...(["ecs", "ens"] as const).map((product) => rightOf(product, outside)),
  oneForEns(outside),
  rolesAsWritten(outside),
  noDeadLetters(outside),
  busIsOn(outside),
  logReadBack(outside),
  wayOfEvents(outside),
];

const files = [
  ...operations.map(({ name }) => fileNameOf(name)),
  "reconcile",
  "console",
  "answer",
  "chatops",
  "doctor",
];

/** A function of our name without our mark is somebody else's: it is never touched, and nothing is deployed in its place. */
function marks({ stack, functions }: Outside): Finding {
  if (isUnread(functions)) return notSeen("names", functions);
  const names = files.map((file) => functionNameOf(stack, file));
  const ours = functions.filter(({ name }) => names.includes(name));
  const strangers = ours.filter((one) => one.stack !== stack).map(({ name }) => name);
  if (strangers.length === 0) return ok("names", `All ${ours.length} functions of this name have the stack's mark.`);
  return wrong(
    "names",
    `Without the mark of ${stack}: ${strangers.join(", ")}.`,
    "Somebody else's function has the name, or the tag was taken away. Choose another STACK, or give the tag back: redeploy-once, with the stack as value.",
  );
}

/** The right is the account's, and the control row says what the installer has seen of it. */
function rightOf(product: Product, { stack, holders, acts }: Outside): Finding {
  const name = `account's right for ${product}`;
  if (isUnread(holders)) return notSeen(name, holders);
  if (isUnread(acts)) return notSeen(name, acts);
  const [holder, mayAct] = [holders[product], acts.includes(product)];
  const said = holder === undefined ? "No stack holds it" : `${holder} holds it`;
  if (mayAct === (holder === stack)) return ok(name, `${said}; this stack ${mayAct ? "acts" : "sends nothing"}.`);
  return mayAct
    ? wrong(
        name,
        `${said}, and this stack acts all the same: another may act beside it.`,
        "Pause both. Then redeploy-once up writes down what is so.",
      )
    : wrong(name, `${said}, and its control row sends nothing.`, "redeploy-once up writes the right down.");
}

/** ENS has no regions: two stacks that look at it would both answer an event of it. Other regions show by the account's right alone. */
function oneForEns({ stack, functions }: Outside): Finding {
  if (isUnread(functions)) return notSeen("ENS", functions);
  const looking = functions.filter(({ name, stack: of }) => of !== undefined && name === functionNameOf(of, ofEns));
  const others = looking.filter((one) => one.stack !== stack).map(({ name }) => name);
  const looksHere = looking.some((one) => one.stack === stack);
  if (looksHere && others.length > 0)
    return wrong(
      "ENS",
      `Here and there: ${others.join(", ")}.`,
      "Let one stack look at it: deploy the other with ENS=0.",
    );
  return ok(
    "ENS",
    looksHere ? "This stack looks at it, and no other of this region." : "This stack does not look at it.",
  );
}

/** What no function can try without doing it: to write, to send, to ship its log. */
function rolesAsWritten({ roles }: Outside): Finding {
  if (isUnread(roles)) return notSeen("roles", roles);
  if (roles.length === 0) return ok("roles", "Each function's role allows what s.yaml says, and nothing else.");
  return wrong(
    "roles",
    roles.join(" "),
    "s.yaml has the policies, under vars.roles. A new release's are brought by: redeploy-once up",
  );
}

function noDeadLetters({ stack, deadLetters }: Outside): Finding {
  if (isUnread(deadLetters)) return notSeen("dead letters", deadLetters);
  if (deadLetters === 0) return ok("dead letters", "There is none.");
  return wrong(
    "dead letters",
    `${deadLetters} lie in the queue ${stack}-dead: each is a call or an event that nothing could deliver.`,
    "Read each in Simple Message Queue, and mend the cause. Then look at redeploy-once events pending, and delete what is dealt with.",
  );
}

/** Without it triggers deliver nothing, and nothing else tells. */
function busIsOn({ hasBus }: Outside): Finding {
  if (isUnread(hasBus)) return notSeen("EventBridge", hasBus);
  if (hasBus) return ok("EventBridge", "The account has turned it on.");
  return wrong(
    "EventBridge",
    "The account has not turned it on: no event is delivered, and only reconcile finds what is pending.",
    "Turn it on in EventBridge's console, which is done once for an account. Then: redeploy-once rehearse <instance>.",
  );
}

/** A stack whose log is lost works, and nobody can say why it did what it did. */
function logReadBack({ stack, regionId, log }: Outside): Finding {
  if (isUnread(log)) return notSeen("log", log);
  switch (log.state) {
    case "found":
      return ok("log", `A line of the doctor's was read back from ${log.place}.`);
    case "late":
      return wrong(
        "log",
        `No line of the doctor's came into ${log.place} in a minute.`,
        `Ask again. If it is so then: does the role ${stack}-${regionId}-doctor have log:PostLogStoreLogs, and the logstore its index?`,
      );
    case "placeless":
      return wrong("log", `${stack}-doctor has no log.`, "redeploy-once up gives each function its own again.");
    case "missing":
      return wrong(
        "log",
        `The log ${log.place} is not there, or has no index: what functions write is lost.`,
        "redeploy-once preview says what is missing of the stack. What was deleted by hand is made again by a new stack.",
      );
    default:
      return log.state satisfies never;
  }
}

/** What asyncInvocationType: false means two documents say differently. Either is in order: the ledger takes an event twice. */
function wayOfEvents({ way }: Outside): Finding {
  const name = "synchronous events";
  if (way === undefined)
    return unknown(
      name,
      "No function that was asked remembers an event, so which way they come cannot be seen.",
      "Ask again within a minute of: redeploy-once rehearse <instance>. That says it as well.",
    );
  return isUnread(way) ? notSeen(name, way) : ok(name, wordsOfWay[way]);
}

/** What follows from it for whoever waits. */
export const wordsOfWay: Readonly<Record<Way, string>> = {
  synchronous: "The newest event came synchronously: the bus waits for the function, and tries again what fails.",
  asynchronous:
    "The newest event came asynchronously: the function's own queue took it, and tries again what fails, for as often as asyncInvokeConfig says.",
};

const isUnread = (seen: unknown): seen is Unread => typeof seen === "object" && seen !== null && "failed" in seen;

const notSeen = (name: string, { failed, mend }: Unread) => unknown(name, failed, mend);
