import type { Kind } from "./kind.ts";
import { kindsAsked } from "./kinds-asked.ts";
import { kindsBefore } from "./kinds-before.ts";
import { kindsSent } from "./kinds-sent.ts";
import { kindsStack } from "./kinds-stack.ts";
import { kindsStorm } from "./kinds-storm.ts";

/** Every kind of notice. Schema, texts and guide come from this table: another kind is another entry of one of the five. */
const table = { ...kindsBefore, ...kindsAsked, ...kindsSent, ...kindsStorm, ...kindsStack } as const;

export type KindName = keyof typeof table;

export const kinds: Readonly<Record<KindName, Kind>> = table;
export const kindNames = Object.keys(table) as [KindName, ...KindName[]]; // the table's own keys
