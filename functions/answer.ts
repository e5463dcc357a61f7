import { readAnswerConfig } from "../shared/config.ts";
import { createAnswerDeps } from "../shared/entry/answer-deps.ts";
import { createAnswerHandler } from "../shared/entry/answer-entry.ts";

const config = readAnswerConfig();
const deps = createAnswerDeps(config);

/** Function answer in s.yaml: no trigger; chatops has it invoked. */
export const handler = createAnswerHandler(deps, config);
/** Loads what the first call needs, when the code cache is made. */
export const { preload } = deps;
