import { invokeFunction } from "../invoke.ts";
import { createBench, notice } from "./bench.ts";

/** The list of open rows follows a write after a second. */
export const indexLagMs = 1_000;

/** What a person may say to console by a direct invoke, and what is looked at. */
export function createStops(options: Parameters<typeof createBench>[0] = {}) {
  const bench = createBench(options);
  const say = async (verb: string, args: object = {}) => {
    const { body } = await invokeFunction(bench.cloud(), "console", { verb, ...args });
    return body as Record<string, unknown>;
  };
  return {
    bench,
    say,
    refused: async (verb: string, args: object) => String((await say(verb, args))["errorMessage"]),
    pause: (args: object = {}) => say("pause", { Why: "the network is down", ...args }),
    resume: (args: object = {}) => say("resume", { Why: "it is back", ...args }),
    event: async (instanceId: string, event: object = {}) => {
      const eventId = await bench.hand().raise(instanceId, event);
      await bench.hand().publish(notice(instanceId, { eventId, ...event }));
      await bench.hand().idle();
      await bench.hand().advance(indexLagMs);
      return eventId;
    },
    inHours: async (hours: number) =>
      new Date(Date.parse((await bench.hand().world()).now) + hours * 3_600_000).toISOString(),
    zoneOf: async (instanceId: string) =>
      (await bench.hand().world()).instances[instanceId] as unknown as { readonly zone: string },
    /** The invocations that reconcile has queued. */
    dispatches: async () =>
      (await bench.callsOf("fc", "InvokeFunction")).filter((call) => call.function === "reconcile").length,
  };
}
