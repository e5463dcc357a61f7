/** 2026-11-21T03:00:00Z: when every schedule begins, give or take a part of a minute. */
export const startMs = 1_795_230_000_000;

export const instanceA = "i-simA";
export const instanceB = "i-simB";
export const edgeInstance = "i-simEdge";

export const eventOne = "e-one";
export const eventTwo = "e-two";
export const eventThree = "e-three";
/** Raised while something old is delivered again. */
export const eventFour = "e-four";
/** Asks for a reboot, which a redeploy answers too. */
export const rebootEvent = "e-reboot";
/** Answered by an owner's rule alone: with a new system disk. */
export const stopEvent = "e-stop";
/** Accepted by an owner's rule, else answered by a redeploy. */
export const diskEvent = "e-disk";
/** The machine is down, and the cloud asks. */
export const failureEvent = "e-failure";
export const edgeEvent = "e-edge";
/** A drill. */
export const drillEvent = "e-drill";
/** Of a type that nothing answers. */
export const otherEvent = "e-other";

/** The stack that everything here is in. */
export const scope = { accountId: "1000000000000001", regionId: "cn-hangzhou" };
