/** Assumptions about the world, in ms. If one is wrong, a second send is possible (shared/install/README.md "Limits"). */
export type Bounds = {
  /** The gateway may still take a request for this long after the request's date. */
  readonly dateWindowMs: number;
  /** Any two clocks are at most this far apart: ours, another worker's, the cloud's. */
  readonly skewMs: number;
  /** The cloud shows an effect at the latest this long after it took the request. */
  readonly lagMs: number;
  /** The cloud lists a finished event or task for at least this long. */
  readonly listedForMs: number;
};

/**
 * The defaults. The date window is documented as 15 minutes. It was an hour for the older signature, and an hour is
 * taken until a live probe shows less. Skew and lag are invented: hosts keep time within a second, and the delay of a
 * task row is not documented. Finished events are listed for 30 days (DescribeInstanceHistoryEvents). Nothing is
 * published for tasks, so the same is taken.
 */
export const defaultBounds: Bounds = {
  dateWindowMs: 3_600_000,
  skewMs: 30_000,
  lagMs: 60_000,
  listedForMs: 30 * 86_400_000,
};

/**
 * A lease outlives its invocation by this much, twice the skew. For example: FC ends function A at 10:05:00, so A's
 * lease lasts until 10:06:00. To function B, whose clock is 30 s ahead, the lease is over at 10:05:30. A has ended by
 * then.
 */
export const leaseMarginMs = 2 * defaultBounds.skewMs;

/** From this moment on the gateway takes no copy of the request any more. */
export const closedAtMs = (signedAtMs: number, { dateWindowMs, skewMs }: Bounds) =>
  signedAtMs + dateWindowMs + 2 * skewMs;

/**
 * A read that starts at this moment or later sees everything that the request can ever cause. If it sees nothing,
 * nothing happened. If it sees an effect, the same request will not cause a second one.
 *
 *     signed 10:00 ── window 60 min, twice the skew 1 min ──► closed 11:01 ── lag 1 min ──► absence provable 11:02
 */
export const absenceProvableAtMs = (signedAtMs: number, bounds: Bounds) =>
  closedAtMs(signedAtMs, bounds) + bounds.lagMs;

/** From here on the cloud may have forgotten what the request did. A read that ends later proves nothing by itself. */
export const forgottenFromMs = (signedAtMs: number, { listedForMs, skewMs }: Bounds) =>
  signedAtMs + listedForMs - 2 * skewMs;

/** The earliest minute that the cloud can have stamped on an effect of this attempt. The cloud's times have no seconds. */
export const earliestStampMs = (signedAtMs: number, { skewMs }: Bounds) =>
  Math.floor((signedAtMs - skewMs) / minuteMs) * minuteMs;

const minuteMs = 60_000;
