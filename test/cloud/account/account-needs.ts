import type { Clock } from "../core/clock.ts";
import type { Exchange } from "../core/exchange.ts";
import type { Holds } from "../core/guesses.ts";
import type { Principals } from "../core/principals.ts";
import type { Account } from "./account.ts";

/** What a product rests on whose API shows what an account has. */
export type AccountNeeds = {
  readonly clock: Clock;
  readonly principals: Principals;
  readonly exchange: Exchange;
  readonly account: Account;
  readonly holds: Holds;
};
