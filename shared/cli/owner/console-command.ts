import { askConsole } from "./ask-console.ts";
import { askSigned } from "./ask-signed.ts";
import { bareName, type Command, type Taken, type Values } from "./command.ts";
import type { ConsoleVerb } from "./console-verb.ts";
import type { Answer } from "./invoke.ts";
import { manyStacks, oneStack, shown } from "./options.ts";
import { failed, Stopped } from "./stopped.ts";
import type { Target } from "./target.ts";
import { targetOf, targetsOf } from "./targets.ts";
import type { Terminal } from "./terminal.ts";
import { shownAnswer } from "./view.ts";

/** The command of a verb: what was typed is what is asked. */
export function ofConsole(verb: ConsoleVerb): Command {
  const { name, about, takes, examples, changes, isOfManyRegions, maySign } = verb;
  const isOfMany = changes === undefined || isOfManyRegions === true;
  return {
    ...{ name, about, examples },
    takes: [...takes, ...(maySign ? signing : []), ...(isOfMany ? manyStacks : oneStack), ...shown],
    run: async (values, terminal) => {
      const targets = isOfMany ? await targetsOf(values, terminal) : [await targetOf(values, terminal)];
      const [target, second] = targets;
      if (target !== undefined && second === undefined) return askOne(verb, values, target, terminal);
      await askEach(verb, values, targets, terminal);
    },
  };
}

/** How a person says who they are. */
const signing: readonly Taken[] = [
  {
    flags: "--signed",
    about:
      "by a signed call of yours (WEBHOOK_SECRET), as one named person: where several people must say yes, an invoke is none of them",
  },
  { flags: "--url <url>", about: "with --signed: the console's HTTP trigger; else of .redeploy-once.json" },
];

async function askOne(verb: ConsoleVerb, values: Values, target: Target, terminal: Terminal): Promise<void> {
  const answer = await asked(verb, values, target, terminal);
  terminal.out(
    values["json"] === true ? answer.text.trim() : shownAnswer(verb.view, answer, { values, target, terminal }),
  );
}

/**
 * A section for each region, or with --json a line. All are asked at once, so that one that fails or stands still keeps no
 * other from being asked: a pause of all regions must not wait for a region that is down.
 */
async function askEach(
  verb: ConsoleVerb,
  values: Values,
  targets: readonly Target[],
  terminal: Terminal,
): Promise<void> {
  const asks = targets.map((target) => ({ target, asking: asked(verb, values, target, terminal).catch(kept) }));
  const lost: string[] = [];
  for (const { target, asking } of asks) {
    const result = await asking;
    const words =
      result instanceof Stopped ? result.message : shownAnswer(verb.view, result, { values, target, terminal });
    terminal.out(values["json"] === true ? jsonLine(target, result) : `── ${target.regionId}\n${words}\n`);
    if (result instanceof Stopped) lost.push(target.regionId);
  }
  if (lost.length > 0) throw failed(`No answer from ${lost.join(", ")}.`);
}

const jsonLine = ({ regionId: Region }: Target, result: Answer | Stopped) =>
  JSON.stringify(result instanceof Stopped ? { Region, Error: result.message } : { Region, Answer: result.value });

function kept(error: unknown): Stopped {
  if (error instanceof Stopped) return error;
  throw error;
}

async function asked(verb: ConsoleVerb, values: Values, target: Target, terminal: Terminal): Promise<Answer> {
  const args = Object.fromEntries(
    verb.takes.flatMap(({ flags, name }) => {
      const value = values[bareName(flags)];
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
  if (verb.maySign && values["signed"] === true) return askSigned(target, verb.name, args, values, terminal);
  return askConsole(target, verb.name, args, terminal, verb.changes);
}
