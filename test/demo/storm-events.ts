/** One of forty events that come within eight minutes, as it is raised. */
type StormEvent = {
  readonly instanceId: string;
  readonly zone: string;
  readonly eventType: string;
  readonly eventStatus: "Scheduled";
  /** When the platform acts by itself, hours from the start; a failure waits for nothing. */
  readonly dueHours?: number;
};

const zones = ["h", "i", "j"] as const;
/** Each fifth event is planned, and the others are failures. */
const plannedEach = 5;

/** The herd stands in three zones by turns: its first nine machines, and then those of zone h alone. */
const members = [...from(1, 9, 1), ...from(10, 100, 3)];

/** Forty events, 34 of them in zone h, 32 of them failures. The later a planned one comes, the earlier it is due. */
export const stormEvents: readonly StormEvent[] = members.map((member, at) => {
  const isPlanned = at % plannedEach === plannedEach - 1;
  return {
    instanceId: `i-bp1herd${String(member).padStart(5, "0")}`,
    zone: `cn-hangzhou-${zones[(member - 1) % zones.length]}`,
    eventType: isPlanned ? "SystemMaintenance.Redeploy" : "SystemFailure.Redeploy",
    eventStatus: "Scheduled",
    ...(isPlanned && { dueHours: 48 - at }),
  };
});

function from(first: number, last: number, step: number): readonly number[] {
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, at) => first + at * step);
}
