/** One asynchronous task, as DescribeTasks lists it. */
export type Task = {
  readonly taskId: string;
  readonly taskAction: "RedeployInstance";
  readonly taskStatus: "Processing" | "Finished" | "Failed";
  /** The instance. */
  readonly resourceId: string;
  readonly createdAtMs: number;
  readonly finishedAtMs: number | undefined;
};
