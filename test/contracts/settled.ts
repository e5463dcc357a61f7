import { vi } from "vitest";

/**
 * Waits until an assertion holds: what another thread does, or what is behind the wire, comes when it comes. The limit
 * only ends what hangs; it is far from what a busy machine takes.
 */
export const settled = <T>(assertion: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(assertion, { timeout: 120_000, interval: 5 });
