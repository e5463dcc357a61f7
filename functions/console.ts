import { readConsoleConfig } from "../shared/config.ts";
import { createConsoleDeps } from "../shared/deps.ts";
import { createConsoleHandler } from "../shared/entry/console-entry.ts";

const config = readConsoleConfig();

/** Function console in s.yaml: trigger `http`. */
export const handler = createConsoleHandler(createConsoleDeps(config), config);
