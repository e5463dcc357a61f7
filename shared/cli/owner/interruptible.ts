import type { Ports } from "../../install/ports.ts";
import type { Terminal } from "./terminal.ts";

/** Does a run that Ctrl-C ends with words: where it stands, and how it goes on. Waiting ends at once. */
export async function interruptible<T>(
  { whenInterrupted, pause }: Terminal,
  ports: Ports,
  run: (ports: Ports) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const end = whenInterrupted(() => controller.abort());
  try {
    return await run({ ...ports, pause: (ms) => pause(ms, signal), interrupted: signal });
  } finally {
    end();
  }
}
