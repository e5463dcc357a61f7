/** How often an in-memory store was asked: each is a round trip to a real one. */
export type Trips = { count: number };

/** One of the compared middlewares over its own in-memory store. `call(n)` delivers the event of instance n once. */
export type Side = {
  readonly call: (n: number) => Promise<unknown>;
  readonly trips: Trips;
};

export const sideNames = ["ours", "powertools"] as const;
export type SideName = (typeof sideNames)[number];

/** One notice, parsed, as both get it: what comes before the middleware is not measured. */
export const noticeOf = (n: number) => ({
  id: `45ef4dew-7c35-447a-bd93-${n}`,
  source: "acs.ecs",
  specversion: "1.0" as const,
  type: "ecs:Instance:SystemMaintenance.Redeploy",
  data: {
    eventId: `e-bp1bench${n}`,
    instanceId: `i-bp1bench${n}`,
    eventType: "SystemMaintenance.Redeploy",
    eventStatus: "Scheduled",
  },
});

/** What the cloud's answer holds on both sides. */
export const accepted = { requestId: "473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E", taskId: "t-bp10e8orkp8x0001" } as const;

/** FC's timeout, from which both take their lease. */
export const timeoutMs = 60_000;
