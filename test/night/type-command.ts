import { spawn } from "node:child_process";
import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { root } from "../local.ts";

/** What a command printed, answer and words about it, and how it ended. */
export type Typed = { readonly out: string; readonly err: string; readonly exitCode: number | null };

/** A line as it is typed in the checkout. */
export const lineOf = (words: readonly string[]) => `npm run -s cli -- ${words.map(quoted).join(" ")}`;

type Variables = Readonly<Record<string, string>>;

/** Types a line of the owner's command in the checkout, without a terminal: nobody is there to be asked. */
export async function typeCommand(words: readonly string[], variables: Variables = {}): Promise<Typed> {
  const env = { ...process.env, ...variables };
  const child = spawn("npm", ["run", "-s", "cli", "--", ...words], {
    ...{ cwd: root, env, stdio: ["ignore", "pipe", "pipe"] },
  });
  const [out, err, [exitCode]] = await Promise.all([buffer(child.stdout), buffer(child.stderr), once(child, "close")]);
  return { out: String(out).trimEnd(), err: String(err).trimEnd(), exitCode };
}

/** A word as a shell takes it. */
export const quoted = (word: string) => (/^[\w./:=-]+$/.test(word) ? word : `"${word}"`);
