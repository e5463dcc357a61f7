import { readConfig, readWindow } from "../shared/config.ts";
import { createDeps } from "../shared/deps.ts";
import { createConsoleHandler } from "../shared/entry/console-entry.ts";

/** Function console in s.yaml: trigger `http`. */
export const handler = createConsoleHandler(
  createDeps(readConfig(), () => undefined),
  readWindow(),
);
