import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "tapes");

const keptSchema = z.strictObject({
  name: z.string(),
  /** The fix without which it breaks an invariant; absent once the product has it. */
  finding: z.string().optional(),
  /** What it said when it was kept. */
  violation: z.string(),
  deliveries: z.array(z.int()).optional(),
  maxFaults: z.int().optional(),
  tape: z.array(z.int()),
});

/** A tape that once broke an invariant. */
export type Kept = z.output<typeof keptSchema>;

export async function readTapes(): Promise<readonly Kept[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".json")).sort();
  return await Promise.all(
    files.map(async (file) => keptSchema.parse(JSON.parse(await readFile(path.join(folder, file), "utf8")))),
  );
}

/** Keeps a tape as a regression test. Returns its file. */
export async function keepTape(kept: Kept): Promise<string> {
  const file = path.join(folder, `${kept.name}.json`);
  await writeFile(file, `${JSON.stringify(kept)}\n`);
  return file;
}

/** What a kept tape asks of the setting besides its choices. */
export const settingFor = ({ deliveries, maxFaults }: Kept) => ({
  ...(deliveries !== undefined && { deliveries }),
  ...(maxFaults !== undefined && { maxFaults }),
});
