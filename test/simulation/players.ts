import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { Answers, Jobs } from "./player.ts";

/** As many as play at once on this machine. */
export const cores = availableParallelism();

/**
 * Has each job played by one of so many processes, in turn, and tells `onAnswer` of each answer as it comes. Returns the
 * answers in the order of the jobs, so that nothing depends on how many play.
 */
export async function playAll<Kind extends keyof Jobs>(
  jobs: Iterable<Jobs[Kind]>,
  workers: number,
  onAnswer: (answer: Answers[Kind]) => void,
): Promise<readonly Answers[Kind][]> {
  const left = jobs[Symbol.iterator]();
  const answers: Answers[Kind][] = [];
  let handedOut = 0;
  async function playOn(): Promise<void> {
    const { ask, dismiss } = createPlayer<Kind>();
    for (let next = left.next(); !next.done; next = left.next()) {
      const at = handedOut++;
      const answer = await ask(next.value);
      answers[at] = answer;
      onAnswer(answer);
    }
    dismiss();
  }
  await Promise.all(Array.from({ length: workers }, playOn));
  return answers;
}

const player = fileURLToPath(new URL("player.ts", import.meta.url));

/** Schedules leave much behind that is soon forgotten. In a larger nursery, MB, less of it is copied. */
const execArgv = [...process.execArgv, "--max-semi-space-size=32"];

/** A process that plays one job at a time. */
function createPlayer<Kind extends keyof Jobs>() {
  const child = fork(player, { execArgv });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`A player has ended with ${code}`);
  });
  ended.catch(() => undefined); // who asks it something hears of it
  return {
    ask: async (job: Jobs[Kind]): Promise<Answers[Kind]> => {
      child.send(job);
      const [answer] = await Promise.race([once(child, "message"), ended]);
      return answer as Answers[Kind]; // player.ts answers each kind by its own
    },
    dismiss: () => child.disconnect(),
  };
}
