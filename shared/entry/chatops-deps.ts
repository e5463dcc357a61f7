import type { WordStore } from "../chat/word-store.ts";
import { loadInvoker } from "../cloud/clouds.ts";
import type { Invoker } from "../cloud/fc.ts";
import type { ChatopsConfig } from "../config.ts";
import { open, openWords } from "../deps.ts";
import { type Impure, impure, type Preloading } from "../impure.ts";

export type ChatopsDeps = Impure<{
  readonly words: Pick<WordStore, "writeWord" | "useUp">;
  readonly invoker: Invoker;
}>;

/** The door of strangers: it can store a word, and have one function invoked. */
export const createChatopsDeps = (config: ChatopsConfig): ChatopsDeps & Preloading =>
  impure(
    config,
    (credentials) => ({
      words: openWords(config, credentials),
      invoker: open(loadInvoker, config.fc, credentials),
    }),
    [loadInvoker],
    [...(config.dingtalk?.secrets ?? []), ...(config.dingtalk?.cardSecrets ?? [])],
  );
