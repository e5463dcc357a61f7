import type { Role } from "../policy/who-is.ts";

/** What somebody may want who comes to a door. */
export const wishes = {
  reboot: "reboot an instance that has no event",
  redeploy: "redeploy an instance that has one",
  lose: "do what loses data",
  state: "learn an instance's state",
  hear: "hear whose operation is current",
  resolve: "give a verdict",
} as const;

export type Wish = keyof typeof wishes;

/** What becomes of a wish: `asked` waits for a person, `told` is done if the call says so itself. */
export type Answer = "yes" | "no" | "asked" | "told";

export type Who = {
  readonly door: string;
  /** What the policy gives whom a key proves; absent for doors that know no keys. */
  readonly roles?: readonly Role[];
  /** What proves who it is. */
  readonly by: string;
  readonly may: Readonly<Record<Wish, Answer>>;
  /** What stops more than the cells say. */
  readonly stops: string;
};

const nothing = { reboot: "no", redeploy: "no", lose: "no", state: "no", hear: "no", resolve: "no" } as const;
const asks = { ...nothing, reboot: "yes", redeploy: "yes", state: "yes" } as const;

/** Who may do what by which door. A test plays each cell on the built functions. */
export const whoMay = {
  stranger: {
    door: "HTTP, without a right signature",
    by: "nothing",
    may: nothing,
    stops: "401 before any store or cloud call",
  },
  named: {
    door: "HTTP",
    roles: [],
    by: "a key",
    may: nothing,
    stops: "a 403 before any claim and any read of the cloud",
  },
  caller: {
    door: "HTTP",
    roles: ["caller"],
    by: "a key",
    may: asks,
    stops: "a program: the operations and machines that the policy names; once per token and per event",
  },
  consenter: {
    door: "HTTP",
    roles: ["approver"],
    by: "a public key",
    may: { ...asks, hear: "yes", lose: "told" },
    stops:
      "AcceptDataLoss must name the loss, Action and RegionId the place; the role is looked at again before the send",
  },
  resolver: {
    door: "HTTP",
    roles: ["operator"],
    by: "a public key",
    may: { ...asks, hear: "yes", resolve: "yes" },
    stops: "a verdict sends nothing; while a copy may take effect it is TooEarly",
  },
  invoker: {
    door: "direct invoke",
    by: "RAM: fc:InvokeFunction",
    may: { ...asks, lose: "asked", resolve: "yes" },
    stops: "what it says of itself is kept as said; consent is in no payload",
  },
  bus: {
    door: "EventBridge",
    by: "RAM: who may publish as the source",
    may: { ...nothing, redeploy: "yes", lose: "asked" },
    stops: "an event is a reason to look: only what the cloud lists is answered",
  },
} as const satisfies Readonly<Record<string, Who>>;
