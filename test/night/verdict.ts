import type { Call } from "../cloud/core/calls.ts";
import { instanceOf, isChange } from "../demo/wire.ts";

/** A part of the night: what reached the cloud in it, and on which instances something was to. */
export type Part = {
  readonly when: string;
  readonly calls: readonly Call[];
  readonly wanted: readonly string[];
};

/** How often each instance was changed, or was asked to be, whether or not that was taken. */
export function changesIn(calls: readonly Call[]): Readonly<Record<string, number>> {
  const ids = calls.filter(isChange).map(instanceOf);
  return Object.fromEntries([...new Set(ids)].map((id) => [id, ids.filter((each) => each === id).length]));
}

/** What was not as the policies have it: a sentence each. */
export const problemsOf = (parts: readonly Part[]): readonly string[] =>
  parts.flatMap(({ when, calls, wanted }) => {
    const changes = changesIn(calls);
    const unwanted = Object.keys(changes).filter((id) => !wanted.includes(id));
    return [
      ...unwanted.map((id) => `${when}: ${id} was sent to the cloud, which the policy does not let act`),
      ...wanted.flatMap((id) => (changes[id] === 1 ? [] : [`${when}: ${id} was answered ${changes[id] ?? 0} times`])),
    ];
  });
