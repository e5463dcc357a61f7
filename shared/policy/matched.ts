import { asList } from "./forms.ts";
import type { Match } from "./rule.ts";
import type { Subject } from "./subject.ts";

/** What of a match holds for an event on a machine, key by key in words; undefined if one key does not hold. */
export function matched(match: Match, subject: Subject): readonly string[] | undefined {
  const words = keysOf(match).map((key) => wordsOf(key, match, subject));
  return words.every((word) => word !== undefined) ? words : undefined;
}

/** Whether a key holds, by what it wants: the words for what the machine or the event has. */
const holds: { readonly [K in Key]: (wanted: NonNullable<Match[K]>, subject: Subject) => string | undefined } = {
  event: (wanted, { type }) => either(wanted, type, `event ${type}`),
  status: (wanted, { status }) => either(wanted, status, `status ${status}`),
  tags: (wanted, { tags = {} }) => {
    const found = Object.entries(wanted).map(([key, values]) => tagWord(key, asList(values), tags));
    return found.every((word) => word !== undefined) ? found.join(", ") : undefined;
  },
  zone: (wanted, { zone }) => (zone === undefined ? undefined : either(wanted, zone, `zone ${zone}`)),
  instances: (wanted, { instanceId }) => either(wanted, instanceId, instanceId),
  managedBy: (wanted, { tags = {} }) => {
    const key = asList(wanted).find((each) => Object.hasOwn(tags, each));
    return key === undefined ? undefined : `tag ${key}`;
  },
  product: (wanted, { product }) => either(wanted, product, `product ${product}`),
  planned: (wanted, { planned }) => (wanted === planned ? (planned ? "planned" : "a failure") : undefined),
};

type Key = keyof Match;

const keysOf = (match: Match) => Object.keys(match) as Key[]; // its schema is strict

const wordsOf = <K extends Key>(key: K, match: Match, subject: Subject) => {
  const wanted = match[key];
  return wanted === undefined ? "" : holds[key](wanted, subject);
};

const either = (wanted: string | readonly string[], value: string, word: string) =>
  asList(wanted).includes(value) ? word : undefined;

/** A tag that is missing matches nothing, `*` either. */
function tagWord(key: string, wanted: readonly string[], tags: Readonly<Record<string, string>>): string | undefined {
  const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
  if (value === undefined || !(wanted.includes("*") || wanted.includes(value))) return undefined;
  return `tag ${key}=${value}`;
}
