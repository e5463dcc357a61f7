/** What is assumed of the world, in milliseconds. Break one and a second send becomes possible (shared/install/README.md "Limits"). */
export type Bounds = {
  /** How long after its date the gateway may still take a request. */
  readonly dateWindowMs: number;
  /** How far any two clocks may be apart: ours, another worker's, the cloud's. */
  readonly skewMs: number;
  /** How long the cloud may take to show what it did. */
  readonly lagMs: number;
  /** How long the cloud lists what is over. */
  readonly listedForMs: number;
};

/**
 * The defaults. The date window is documented as 15 minutes and was an hour for the older signature; an hour is taken
 * until a live probe shows less. Skew and lag are invented: hosts keep time within a second, and a task row's delay is
 * not documented. Finished events are listed for 30 days (DescribeInstanceHistoryEvents); for tasks nothing is
 * published, the same is taken.
 */
export const defaultBounds: Bounds = {
  dateWindowMs: 3_600_000,
  skewMs: 30_000,
  lagMs: 60_000,
  listedForMs: 30 * 86_400_000,
};

/** A lease outlives its invocation by this much: two clocks may differ by twice the skew. */
export const leaseMarginMs = 2 * defaultBounds.skewMs;

/** From here on no copy of the request can be taken any more: what is seen now is final. */
export const closedAtMs = (signedAtMs: number, { dateWindowMs, skewMs }: Bounds) =>
  signedAtMs + dateWindowMs + 2 * skewMs;

/**
 * A read that *starts* from here on sees all that can ever be seen of the request: if it sees nothing, nothing happened;
 * if it sees an effect, no second one of the same request is still to show.
 */
export const absenceProvableAtMs = (signedAtMs: number, bounds: Bounds) =>
  closedAtMs(signedAtMs, bounds) + bounds.lagMs;

/** From here on the cloud may have forgotten what the request did: a read that *ends* later proves nothing by itself. */
export const forgottenFromMs = (signedAtMs: number, { listedForMs, skewMs }: Bounds) =>
  signedAtMs + listedForMs - 2 * skewMs;

/** The earliest minute that the cloud can have stamped on an effect of this attempt; its times have no seconds. */
export const earliestStampMs = (signedAtMs: number, { skewMs }: Bounds) =>
  Math.floor((signedAtMs - skewMs) / minuteMs) * minuteMs;

const minuteMs = 60_000;
