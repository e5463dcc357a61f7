import { readChatopsConfig } from "../shared/config.ts";
import { createChatopsDeps } from "../shared/entry/chatops-deps.ts";
import { createChatopsHandler } from "../shared/entry/chatops-entry.ts";

const config = readChatopsConfig();
const deps = createChatopsDeps(config);

/** Function chatops in s.yaml: trigger `http`. */
export const handler = createChatopsHandler(deps, config);
/** Loads what the first call needs, when the code cache is made. */
export const { preload } = deps;
