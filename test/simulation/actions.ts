/** The calls of the cloud that change something. */
export type Action =
  | "RedeployInstance"
  | "RebootInstance"
  | "ReplaceSystemDisk"
  | "StopInstance"
  | "StartInstance"
  | "AcceptInquiredSystemEvent"
  | "EventRedeployInstance";

/** What one of them does to an instance. Durations are invented, quick and slow where it makes a difference. */
type Traits = {
  /** How long it may run, milliseconds. */
  readonly takesMs: readonly number[];
  /** The letter in front of its id; absent where the API gives none. */
  readonly id?: string;
  /** The instance's statuses in which a guarded cloud takes it. */
  readonly needs: readonly string[];
  /** The status while it runs; `hidden`: an unguarded cloud does not show it. */
  readonly passing?: { readonly status: string; readonly hidden: boolean };
  /** The status afterwards, if it is another one. */
  readonly after?: string;
  /** It takes the one event that it names, which shows how it stands. */
  readonly showsByEvent?: true;
  /** It moves StartTime when it ends. */
  readonly restarts: boolean;
  /** Types of the events that it answers. */
  readonly answers: readonly string[];
};

const minuteMs = 60_000;

export const maintenance = {
  redeploy: "SystemMaintenance.Redeploy",
  reboot: "SystemMaintenance.Reboot",
  /** Nothing here moves it on. */
  stop: "SystemMaintenance.Stop",
  /** Answered by the platform itself once it is accepted, or by a redeploy. */
  disk: "SystemMaintenance.IsolateErrorDisk",
  edge: "Instance:SystemMaintenance.Redeploy",
  /** The machine is down. */
  failure: "SystemFailure.Redeploy",
  /** Nothing answers it. */
  other: "SystemMaintenance.Other",
} as const;

export const traitsOf: Readonly<Record<Action, Traits>> = {
  RedeployInstance: {
    takesMs: [4 * minuteMs],
    id: "t",
    needs: ["Running", "Stopped"],
    passing: { status: "Stopping", hidden: true },
    restarts: true,
    answers: [maintenance.redeploy, maintenance.reboot, maintenance.disk, maintenance.failure],
  },
  RebootInstance: {
    takesMs: [45_000, 3 * minuteMs],
    needs: ["Running"],
    passing: { status: "Stopping", hidden: true },
    restarts: true,
    answers: [maintenance.reboot],
  },
  ReplaceSystemDisk: { takesMs: [3 * minuteMs], id: "d", needs: ["Stopped"], restarts: false, answers: [] },
  StopInstance: {
    takesMs: [20_000, 2 * minuteMs],
    needs: ["Running"],
    passing: { status: "Stopping", hidden: false },
    after: "Stopped",
    restarts: false,
    answers: [],
  },
  StartInstance: {
    takesMs: [40_000],
    needs: ["Stopped"],
    passing: { status: "Starting", hidden: false },
    after: "Running",
    restarts: true,
    answers: [],
  },
  AcceptInquiredSystemEvent: {
    takesMs: [4 * minuteMs],
    needs: ["Running", "Stopped"],
    showsByEvent: true,
    restarts: false,
    answers: [maintenance.disk],
  },
  EventRedeployInstance: {
    takesMs: [4 * minuteMs],
    showsByEvent: true,
    needs: ["Running", "Stopped"],
    restarts: true,
    answers: [maintenance.edge],
  },
};
