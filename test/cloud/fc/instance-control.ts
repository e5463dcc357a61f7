import type { InstanceControl } from "../core/principals.ts";
import type { Awaiter } from "./awaiter.ts";
import type { Gate } from "./gate.ts";

/** What faults may do to an instance, and whether they hold it frozen now. */
export function createInstanceControl(
  gate: Gate,
  awaiter: Pick<Awaiter<never>, "pause" | "resume">,
  instance: { readonly kill: () => void; readonly standStill: () => void },
): { readonly control: InstanceControl; readonly frozen: () => boolean } {
  let freezes = 0; // several calls of one instance may be frozen at once
  return {
    control: {
      kill: instance.kill,
      freeze: () => {
        if (freezes++ > 0) return;
        awaiter.pause();
        gate.close("frozen");
        instance.standStill();
      },
      thaw: () => {
        if (freezes === 0 || --freezes > 0) return;
        awaiter.resume();
        gate.open("frozen");
      },
    },
    frozen: () => freezes > 0,
  };
}
