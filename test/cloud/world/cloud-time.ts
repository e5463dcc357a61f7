/** `yyyy-MM-ddTHH:mm:ssZ`, as system events and disks are dated. */
export const toSecond = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** `yyyy-MM-ddTHH:mmZ`, as tasks and instances are dated: the seconds are cut off. */
export const toMinute = (ms: number) => `${new Date(ms).toISOString().slice(0, 16)}Z`;

/** `yyyy-MM-ddTHH:mm:ss.SSS+08:00`, as EventBridge dates its envelopes. */
export const toChinaTime = (ms: number) => new Date(ms + chinaOffsetMs).toISOString().replace("Z", "+08:00");

const chinaOffsetMs = 8 * 60 * 60_000;
