import type { SettingSource } from "../../install/chosen-settings.ts";
import { rightsWanted, type Step } from "../../install/plan.ts";
import { stepWords, takesOf } from "../../install/step-words.ts";
import type { Planned } from "../../install/up.ts";
import { columns } from "./columns.ts";
import type { Show } from "./show.ts";

/** What would be done, in words: settings by their names, and the values of those that are no secret. */
export function viewPlanned({ wanted, installation, sources, values, plan }: Planned, show: Show): string {
  const { stack, account, region } = installation;
  const { paint } = show;
  const valueFor = (name: string) => values(name) ?? defaultIn(installation, name);
  const rows = [...sources].map(([name, source]) => [
    `  ${name}`,
    shownValue(name, valueFor(name)),
    sourceWords[source],
  ]);
  const rights = rightsWanted(wanted).map((product) => (product === "ecs" ? `ECS in ${region}` : "ENS"));
  return [
    `${paint.bold(stack)} in ${region}, account ${account}, release ${wanted.release}`,
    "",
    columns(["  setting", "value", ""], rows, show),
    "",
    rights.length === 0
      ? "It has no right to act: it observes."
      : `It has the right to act on ${rights.join(" and ")}.`,
    "",
    stepsShown(plan, show),
  ].join("\n");
}

function stepsShown({ refusals, steps }: Planned["plan"], { paint }: Show): string {
  if (refusals.length > 0) return refusals.map((line) => paint.red(line)).join("\n");
  if (steps.length === 0) return "All of it is there as it should be: nothing is to be done.";
  const lines = linesOf(steps).map(
    ({ words, takes }) => `  ${words}${takes === undefined ? "" : paint.dim(` (${takes})`)}`,
  );
  return [`To be done, in this order (${steps.length} steps):`, ...lines].join("\n");
}

/** A function that is made, with all that belongs to it, is one line. */
function linesOf(steps: readonly Step[]): readonly { readonly words: string; readonly takes: string | undefined }[] {
  const isMade = (name: string) => steps.some((step) => isCreated(step, name) && step.change.of === "function");
  return steps.flatMap((step) => {
    const { of: part, name = "" } = step.do === "change" ? step.change : { of: undefined };
    if (part === undefined || !isCreated(step, name) || !isMade(name))
      return [{ words: stepWords(step), takes: takesOf(step) }];
    if (part !== "function") return [];
    const parts = steps.filter((other) => isCreated(other, name) && other !== step).map((other) => partOf(other));
    return [{ words: `${stepWords(step)}: ${parts.join(", ")}`, takes: undefined }];
  });
}

type ChangeStep = Extract<Step, { do: "change" }>;

const isCreated = (step: Step, name: string): step is ChangeStep =>
  step.do === "change" && step.change.name === name && step.change.how === "create";

function partOf(step: Step): string {
  if (step.do !== "change") return "";
  return step.change.of === "trigger" ? `trigger ${step.change.trigger}` : step.change.of;
}

/** What s.yaml gives where nobody says anything. */
const defaultIn = ({ functions }: Planned["installation"], name: string) =>
  [...functions.values()]
    .map(({ environmentVariables }) => environmentVariables[name])
    .find((value) => value !== undefined);

/** Those whose values may be seen by whoever looks over a shoulder; every other one may be a secret. */
const open = ["STACK", "ALIBABA_CLOUD_REGION", "ENS", "DATE_WINDOW_MINUTES", "ENDPOINTS_ARE_MINE"];
const alsoOpen = ["READERS_OF_SETTINGS_MAY_CONSENT"];

function shownValue(name: string, value: string | undefined): string {
  if (value === undefined || value === "[]") return value ?? "";
  return [...open, ...alsoOpen].includes(name) ? value : "•••";
}

const sourceWords: Readonly<Record<SettingSource, string>> = {
  given: "as you say",
  kept: "as it is",
  made: "made for this stack",
  usual: "as usual",
};

/** The same for programs. */
export const plannedJson = ({ wanted, installation, plan, sources }: Planned) => ({
  Stack: installation.stack,
  Region: installation.region,
  Account: installation.account,
  Release: wanted.release,
  Settings: Object.fromEntries(sources),
  Acts: rightsWanted(wanted),
  Refusals: plan.refusals,
  Steps: plan.steps.map(stepWords),
});
