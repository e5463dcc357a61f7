import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readOptions, stop } from "../../shared/cli/read-options.ts";
import { createHand } from "../hand.ts";
import { createPaint } from "../timeline/paint.ts";
import { nights } from "./nights.ts";
import { createOwner } from "./owner.ts";
import { startStack, startWords } from "./stack.ts";

const help = `Plays a night of an owner with the commands of the guides, npm start beside it. Its verdict comes from the wire log.

  npm run night [-- options]

Options
  --night N  1: an empty account, a stack that is installed and only observes, five kinds of event, a policy that is drafted, tried, applied and rolled back
             2: at two a person is asked about a database, puts it off to the next night, and says yes
             3: forty events in eight minutes, most of them in one zone, under limits and a breaker
             4: a cache would lose its disks: one person says yes three times, and then a second one
             (default 1)
  --json     print one JSON summary instead
  --help     this text

Exit code 0: in night 1 nothing was sent before the policy was applied; then each event that it lets act was answered once,
and no other; nothing was sent after the rollback. In night 3 each event was answered once, never more at once than the
limits say, and nothing while it was stopped; the storm and its end were told. In nights 2 and 4 nothing was sent before as many people
as were asked had said yes, and then once, in its time, and proved. 1: not so, or a command ended in another way
than it should. 2: for an option that there is not.

Examples
  npm run night
  npm run night -- --night 4
  npm run --silent night -- --json`;

const { values } = readOptions({
  help,
  options: { night: { type: "string", default: "1" }, json: { type: "boolean", default: false } },
});
const played = nights[values.night];
if (played === undefined) stop(`--night must be ${Object.keys(nights).join(" or ")}, not ${values.night}.`);
const paint = createPaint(process.stdout);
const say = (line: string) => {
  if (!values.json) console.log(line);
};
const told = (line: string) => say(`   ${line}`.trimEnd());

process.exitCode = await night(played).catch((error: unknown) => {
  console.error(paint("red", error instanceof Error ? error.message : String(error)));
  return 1;
});

async function night({ title: name, starts, play }: NonNullable<typeof played>): Promise<number> {
  const startedMs = performance.now();
  const words = startWords(starts);
  say(paint("bold", `${name}: npm ${words.join(" ")}`));
  const stack = await startStack(words);
  const folder = await mkdtemp(path.join(tmpdir(), "night-"));
  try {
    const title = counted((line) => say(`\n${paint("bold", line)}`));
    const owner = createOwner({ wireUrl: stack.wireUrl, folder, say: told });
    const { summary, lines } = await play({ hand: createHand(stack), owner, title, say: told }, paint);
    if (values.json) console.log(JSON.stringify({ ...summary, ms: Math.round(performance.now() - startedMs) }));
    for (const line of lines) say(line);
    return summary.problems.length === 0 ? 0 : 1;
  } finally {
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function counted(title: (line: string) => void) {
  let count = 0;
  return (line: string) => title(`${++count}  ${line}`);
}
