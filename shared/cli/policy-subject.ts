import { readCloudEvent } from "../cloud-event.ts";
import { OpError } from "../errors.ts";
import { oneOf, strict, text } from "../policy/forms.ts";
import { problemsOf } from "../policy/problems-of.ts";
import { productOf, type Subject } from "../policy/subject.ts";
import type { Notice } from "../remediation/answerable.ts";
import { isPlanned } from "../remediation/planned.ts";

const word = text(/^[^\p{Cc}]{1,128}$/u, "text of 1 to 128 characters");

const smallEvent = strict({
  type: word,
  status: word,
  instanceId: word.default("i-0"),
  eventId: word.default("e-0"),
  product: oneOf(["ecs", "ens"]).optional(),
});

/** What the command line says of the event's machine; a tag is KEY=VALUE. */
type Machine = {
  readonly tags: readonly string[];
  readonly zone: string | undefined;
  readonly hasLocalDisks: boolean;
};

/** Why an event cannot be used. */
type Unusable = { readonly problem: string };

/** An event in a file, on a machine as the command line has it; or why it is none. */
export function subjectOf(json: string, { tags, ...machine }: Machine): Subject | Unusable {
  const untagged = tags.find((tag) => !/^[^=]+=/.test(tag));
  if (untagged !== undefined) return { problem: `--tag must be KEY=VALUE, not ${untagged}.` };
  const event = eventOf(json);
  if ("problem" in event) return event;
  const pairs = tags.map((tag) => [tag.slice(0, tag.indexOf("=")), tag.slice(tag.indexOf("=") + 1)] as const);
  return { ...event, ...machine, tags: Object.fromEntries(pairs), planned: isPlanned(event.type) };
}

function eventOf(json: string): Notice | Unusable {
  const value = parsed(json);
  if (typeof value !== "object" || value === null) return { problem: "must be a JSON object with an event." };
  if ("specversion" in value) return noticeOf(value);
  const { data, error } = smallEvent.safeParse(value);
  if (data !== undefined) return { ...data, product: data.product ?? productOf(data.type) };
  const [problem] = error.issues.flatMap(problemsOf);
  return { problem: `${problem?.path.join(".") || "the event"}: ${problem?.message}.` };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The bus names the product in the source: acs.ecs. */
function noticeOf(value: object): Notice | Unusable {
  try {
    const { source, data } = readCloudEvent(value);
    const { eventId, instanceId, eventType: type, eventStatus: status } = data;
    return { product: source.replace(/^acs\./, ""), eventId, instanceId, type, status };
  } catch (error) {
    if (error instanceof OpError) return { problem: error.message };
    throw error;
  }
}
