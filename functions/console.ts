import { readConsoleConfig } from "../shared/config.ts";
import { createConsoleDeps } from "../shared/deps.ts";
import { createConsoleHandler } from "../shared/entry/console-entry.ts";

const config = readConsoleConfig();
const deps = createConsoleDeps(config);

/** Function console in s.yaml: trigger `http`. */
export const handler = createConsoleHandler(deps, config);
/** Loads what the first call needs, when the code cache is made. */
export const { preload } = deps;
