import type { Check } from "./check.ts";
import { chat } from "./check-chat.ts";
import * as ofFunctions from "./check-functions.ts";
import { channels, named } from "./check-people.ts";
import { controlRow, enoughPeople, policyInForce, reconcileRuns, rightToAct } from "./check-steering.ts";
import { tablesAsWanted } from "./check-tables.ts";

/** Every check of the function, in the order in which its lines are shown: what others rest on comes first. */
export const checks: readonly Check[] = [
  tablesAsWanted,
  controlRow,
  policyInForce,
  enoughPeople,
  chat,
  rightToAct,
  ofFunctions.answers,
  ofFunctions.reads,
  ofFunctions.oneRelease,
  ofFunctions.oneLedger,
  ofFunctions.oneWindow,
  ofFunctions.environment,
  ofFunctions.clocks,
  ofFunctions.queued,
  reconcileRuns,
  named,
  channels,
];
