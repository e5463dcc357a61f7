import * as z from "zod";
import { parseJson } from "../../json.ts";

/** A policy in an answer: an object, or its JSON as text. */
export const policyText = z.preprocess(
  (value) => (typeof value === "string" ? jsonIn(value) : value),
  z.record(z.string(), z.unknown()),
);

function jsonIn(text: string): unknown {
  try {
    return parseJson(Buffer.from(text), "InvalidJSON", "The policy");
  } catch {
    return undefined;
  }
}
