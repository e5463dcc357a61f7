import { checkDisputes } from "./check-disputes.ts";
import { checkEvents } from "./check-events.ts";
import { checkKeys } from "./check-keys.ts";
import { checkNames } from "./check-names.ts";
import { checkOperations } from "./check-operations.ts";
import { checkOrder } from "./check-order.ts";
import { checkPeople } from "./check-people.ts";
import { canonical } from "./hash.ts";
import type { Check } from "./problem.ts";
import { most } from "./sizes.ts";

const checkSize: Check = (policy) =>
  Buffer.byteLength(canonical(policy)) <= most.textBytes
    ? []
    : [{ path: [], message: `may have ${most.textBytes} bytes as JSON` }];

/** Everything that several keys say together. */
export const checks: readonly Check[] = [
  checkOrder,
  checkKeys,
  checkNames,
  checkEvents,
  checkOperations,
  checkDisputes,
  checkPeople,
  checkSize,
];
