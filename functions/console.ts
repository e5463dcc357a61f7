import { readConfig, readWindow } from "../shared/config.ts";
import { createConsoleHandler } from "../shared/console-entry.ts";
import { createDeps } from "../shared/deps.ts";

/** Function console in s.yaml: trigger `http`. */
export const handler = createConsoleHandler(
  createDeps(readConfig(), () => undefined),
  readWindow(),
);
