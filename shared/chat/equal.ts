import { timingSafeEqual } from "node:crypto";

/** Compares bytes in constant time; of another length they are another's. */
export const isEqual = (wanted: Uint8Array, given: Uint8Array): boolean =>
  wanted.length === given.length && timingSafeEqual(wanted, given);
