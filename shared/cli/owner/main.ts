import { fileURLToPath } from "node:url";
import { run } from "./program.ts";
import { processTerminal } from "./terminal.ts";

/** Whoever reads the answer may have enough of it: `redeploy-once operations | head -3`. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

process.exitCode = await run(process.argv.slice(2), processTerminal(fileURLToPath(import.meta.url)));
