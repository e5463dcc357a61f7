import { createRobot, type Robot } from "../chat/dingtalk/robot.ts";
import type { WordStore } from "../chat/word-store.ts";
import { loadAsker } from "../cloud/clouds.ts";
import type { Asker } from "../cloud/fc-ask.ts";
import type { AnswerConfig } from "../config.ts";
import { type ConsoleDeps, consolePorts, loadTablestore, open, openWords } from "../deps.ts";
import { type Impure, impure, nowMs, type Preloading } from "../impure.ts";

type ConsolePorts = ConsoleDeps extends Impure<infer P> ? P : never;

export type AnswerDeps = Impure<ConsolePorts & { readonly words: WordStore; readonly asker: Asker }> &
  Pick<ConsoleDeps, "principals" | "fingerprintKeys"> & {
    /** Undefined: there is no bot. */
    readonly robot: Robot | undefined;
  };

/** What carries out what was said: the ports of console, and those by which it has operations run and speaks. */
export const createAnswerDeps = (config: AnswerConfig): AnswerDeps & Preloading => ({
  ...impure(
    config,
    (credentials) => ({
      ...consolePorts(config, credentials),
      words: openWords(config, credentials),
      asker: open(loadAsker, config.fc, credentials),
    }),
    [loadTablestore],
    [...(config.dingtalk?.secrets ?? [])],
  ),
  principals: config.principals,
  fingerprintKeys: config.fingerprintKeys,
  robot: config.dingtalk && createRobot(config.dingtalk, nowMs),
});
