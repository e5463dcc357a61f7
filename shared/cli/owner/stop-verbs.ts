import type { Taken } from "./command.ts";
import type { ConsoleVerb } from "./console-verb.ts";
import { viewPaused } from "./views/paused.ts";
import { viewResumed } from "./views/resumed.ts";

const scope: readonly Taken[] = [
  { flags: "--zone <id>", name: "Zone", about: "only what is in this zone" },
  { flags: "--operation <name>", name: "Operation", about: "only this operation, such as RebootInstance" },
  { flags: "--tag <tag>", name: "Tag", about: "only what has this tag, such as role=db" },
];

/** What stops everything, and lets it go on: in several regions with one command. */
export const stopVerbs: readonly ConsoleVerb[] = [
  {
    name: "pause",
    about: "stop what is not sent yet: all of it, or a zone, an operation or a tag's value",
    takes: [
      ...scope,
      { flags: "--why <text>", name: "Why", about: "why, for whoever finds it", isNeeded: true },
      { flags: "--for <length>", name: "For", about: "it ends by itself after so long: 30m, 2h, 3d" },
      { flags: "--until <time>", name: "Until", about: "it ends by itself then, in UTC, such as 2026-11-30T06:00:00Z" },
    ],
    examples: [
      'pause --why "the network is down" --all-regions',
      'pause --zone cn-hangzhou-h --why "the vendor is in the room" --for 2h',
      'pause --tag role=db --why "a migration" --until 2026-11-30T06:00:00Z',
      'pause --operation RedeployInstance --why "look first" --local',
    ],
    changes: "See: redeploy-once status",
    isOfManyRegions: true,
    view: viewPaused,
  },
  {
    name: "resume",
    about: "end one pause, or all of them and let the breaker go",
    takes: [
      { flags: "--id <pause>", name: "Id", about: "only this pause, as status shows it" },
      ...scope,
      {
        flags: "--breaker",
        name: "Breaker",
        about: "only let the breaker go, which a storm of events has tripped; it counts anew",
      },
      { flags: "--why <text>", name: "Why", about: "why, for the record", isNeeded: true },
    ],
    examples: [
      'resume --why "the network is back" --all-regions',
      'resume --zone cn-hangzhou-h --why "they have left"',
    ],
    changes: "See: redeploy-once status",
    isOfManyRegions: true,
    view: viewResumed,
  },
];
