import type { CallToSign } from "../call-to-sign.ts";
import { sendCall } from "../signed-call.ts";
import { failed } from "./stopped.ts";
import type { Terminal } from "./terminal.ts";

/** Sends a signed call and prints the answer. Throws `Stopped` unless it is 2xx. */
export async function sendShown(call: CallToSign, isJson: boolean, terminal: Terminal): Promise<void> {
  const done = terminal.waitFor(`Calling ${new URL(call.url).host}`);
  const sent = sendCall(call).finally(done);
  const { isOk, json, words } = await sent.catch((error: unknown) => {
    throw failed(
      `No answer came from ${call.url} (${reasonOf(error)}). Send the same call again: one token acts once.`,
    );
  });
  terminal.out(isJson ? json : words);
  if (!isOk) throw failed();
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "it cannot be reached";
}
