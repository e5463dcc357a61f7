/** The simulation and the product in one bundle: no loader between them, so a schedule costs what it must. */
export { directed, playDirected } from "./directed.ts";
export { inMacrotask } from "./drain.ts";
export { search } from "./exhaustive.ts";
export { explore, replay, settingOf, shrink } from "./explore.ts";
export * as product from "./product-entry.ts";
export { playSchedule } from "./schedule.ts";
export { scopes, scopesOfPeople, scopesOfPlaces } from "./scopes.ts";
export { createRandom, createReplay } from "./tape.ts";
