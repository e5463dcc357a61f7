import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readOptions } from "../../shared/cli/read-options.ts";
import { createHand } from "../hand.ts";
import { createPaint } from "../timeline/paint.ts";
import { playNight } from "./night.ts";
import { createOwner } from "./owner.ts";
import { startStack, startWords } from "./stack.ts";
import { summaryLines, summaryOf } from "./summary.ts";

const help = `Plays an owner's first night with the commands of the guides: npm start beside it, a stack that only observes, five
kinds of event, a policy that is drafted, tried, applied and rolled back. Its verdict comes from the wire log.

  npm run night [-- options]

Options
  --json    print one JSON summary instead
  --help    this text

Exit code 0: nothing was sent before the policy was applied; then each event that it lets act was answered once, and no
other; nothing was sent after the rollback. 1: not so, or a command ended in another way than it should. 2: for an option
that there is not.

Examples
  npm run night
  npm run --silent night -- --json`;

const { values } = readOptions({ help, options: { json: { type: "boolean", default: false } } });
const paint = createPaint(process.stdout);
const say = (line: string) => {
  if (!values.json) console.log(line);
};
const told = (line: string) => say(`   ${line}`.trimEnd());

process.exitCode = await night().catch((error: unknown) => {
  console.error(paint("red", error instanceof Error ? error.message : String(error)));
  return 1;
});

async function night(): Promise<number> {
  const startedMs = performance.now();
  say(paint("bold", `An owner's first night: npm ${startWords.join(" ")}`));
  const stack = await startStack();
  const folder = await mkdtemp(path.join(tmpdir(), "night-"));
  try {
    const title = counted((line) => say(`\n${paint("bold", line)}`));
    const owner = createOwner({ wireUrl: stack.wireUrl, folder, say: told });
    const summary = summaryOf(await playNight({ hand: createHand(stack), owner, title, say: told }));
    if (values.json) console.log(JSON.stringify({ ...summary, ms: Math.round(performance.now() - startedMs) }));
    for (const line of summaryLines(summary, paint)) say(line);
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
