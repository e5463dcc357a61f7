import { type Answered, answeredEvents, matchedEvents } from "./answered.ts";
import { listed } from "./forms.ts";
import { suggestion } from "./nearest.ts";
import { type Check, itemsOf, type Problem } from "./problem.ts";
import type { Match } from "./rule.ts";

/** Each event and status that a rule names is one that something answers; else the rule would wait for nothing. */
export const checkEvents: Check = ({ rules, disputes }) => {
  const known = answeredEvents(disputes);
  return rules.flatMap(({ match }, index) =>
    match === undefined ? [] : unknownIn(match, known, ["rules", index, "match"]),
  );
};

function unknownIn(match: Match, known: readonly Answered[], path: Problem["path"]): readonly Problem[] {
  const fitting = matchedEvents(known, match);
  const types = itemsOf(match.event, [...path, "event"]).filter(
    ({ item }) => !fitting.some(({ type }) => type === item),
  );
  if (types.length > 0) return types.map(({ item, path: place }) => ({ path: place, message: whyNot(item, known) }));
  const statuses = itemsOf(match.status, [...path, "status"]).filter(
    ({ item }) => !fitting.some(({ status }) => status === item),
  );
  if (statuses.length === 0 && fitting.length === 0) return [{ path, message: "matches no event that is answered" }];
  return statuses.map(({ item, path: place }) => ({
    path: place,
    message: `no event of this rule is answered in ${item}`,
  }));
}

/** Why no event of this type is left to a rule. */
function whyNot(type: string, known: readonly Answered[]): string {
  const statuses = known.filter((event) => event.type === type).map(({ status }) => status);
  if (statuses.length > 0)
    return `${type} is answered in ${listed(statuses)} only, and the rule's other keys leave none of it`;
  const types = [...new Set(known.map((event) => event.type))];
  return `nothing answers ${type}${suggestion(type, types) || `. Answered are ${types.join(", ")}; disputes may add to them`}`;
}
