/**
 * What does not end by itself, or has no effect, when a guess of the local cloud is the other way round: guess →
 * life → why. Nothing is ever done twice, whichever way it is.
 */
export const dependents: Readonly<Record<string, Readonly<Record<string, string>>>> = {};
