import { storeEnvironment } from "./store-settings.ts";

export const help = `Writes, checks and applies an owner's policy: what may be done about system events, and what a person is asked for.

  npm run policy -- init  [file]   write the starter policy; a file that exists is left as it is
  npm run policy -- check [file]   say what is wrong with a policy, and where
  npm run policy -- apply [file]   put a policy in force; shows what is in force first, and asks
  npm run policy -- show           print the policy in force
  npm run policy -- table [file]   print what "documented" means, event by event; with a file, as its disputes correct it

The file is policy.yaml unless you name another.

Options of apply: --by NAME and --why TEXT, for the record; --yes where no terminal is there to ask
apply and show need the ledger's store in the environment:
${storeEnvironment}

Options of check
  --event FILE     say what the policy decides about an event, too. FILE has a CloudEvent as JSON, or
                   {"type":"SystemMaintenance.Reboot","status":"Scheduled"}, with instanceId, eventId, product if they matter
  --tag KEY=VALUE  a tag of the event's machine; once for each tag
  --zone ID        its zone
  --local-disks    it has local disks
  --table          print the table, too
  --json           print JSON (check, show)
  --help           this text

Exit code 0: it is as it must be. 1: the policy has problems. 2: nothing was done; an argument or a file is not usable.

Examples
  npm run policy -- init
  npm run policy -- check
  npm run policy -- apply policy.yaml --by lin --why "nights only"
  npm run policy -- check policy.yaml --event event.json --tag role=db --local-disks`;

export const options = {
  event: { type: "string" },
  tag: { type: "string", multiple: true },
  zone: { type: "string" },
  "local-disks": { type: "boolean" },
  table: { type: "boolean" },
  json: { type: "boolean" },
  by: { type: "string" },
  why: { type: "string" },
  yes: { type: "boolean" },
} as const;

/** Which options a command has. */
export const optionsOf: Readonly<Record<string, readonly string[]>> = {
  init: [],
  table: [],
  check: ["event", "tag", "zone", "local-disks", "table", "json"],
  apply: ["by", "why", "yes"],
  show: ["json"],
};
