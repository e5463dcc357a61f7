import type { InstanceControl } from "../core/principals.ts";
import type { Awaiter } from "./awaiter.ts";
import type { Gate } from "./gate.ts";

/** What faults may do to an instance, whether they hold it frozen, and whether it has come to a stand by now. */
export function createInstanceControl(
  gate: Gate,
  awaiter: Pick<Awaiter<never>, "pause" | "resume">,
  instance: Pick<InstanceControl, "kill" | "hangUp"> & { readonly standStill: () => void },
): {
  readonly control: InstanceControl;
  readonly frozen: () => boolean;
  readonly stands: () => boolean;
  /** To be called when the instance says that it stands. */
  readonly stood: () => void;
} {
  let freezes = 0; // several calls of one instance may be frozen at once
  let stands = false;
  return {
    control: {
      kill: instance.kill,
      hangUp: instance.hangUp,
      freeze: () => {
        if (freezes++ > 0) return;
        awaiter.pause();
        gate.close("frozen");
        instance.standStill();
      },
      thaw: () => {
        if (freezes === 0 || --freezes > 0) return;
        stands = false;
        awaiter.resume();
        gate.open("frozen");
      },
    },
    frozen: () => freezes > 0,
    stands: () => stands,
    stood: () => {
      stands = freezes > 0;
    },
  };
}
