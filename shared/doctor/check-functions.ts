import { defaultBounds } from "../bounds.ts";
import { check, ofEach } from "./check.ts";
import { areTablesRight } from "./check-tables.ts";
import { ok, unknown, wrong } from "./finding.ts";
import { isFailed, type Probed, type Seen } from "./seen.ts";

/** FC counts the names and values of all variables ("Environment variables", April 2026). */
const mostBytes = 4_096;
/** So much is left for one more principal's key, or two (invented). */
const roomBytes = 128;
/** The bundles are made for it. */
const leastNode = 20;

const answered = ({ probes }: Seen): readonly (readonly [string, Probed])[] =>
  Object.entries(probes).flatMap(([file, probe]) => (isFailed(probe) ? [] : [[file, probe] as const]));

/** It can be invoked, its settings were loaded, and it runs on a Node that its code was made for. */
export const answers = ofEach("function", (file, { probes, stack, regionId }, name) => {
  const probe = probes[file];
  if (probe === undefined || isFailed(probe))
    return wrong(
      name,
      probe?.failed ?? "It was not asked.",
      `Is ${stack}-${file} deployed, and may ${stack}-${regionId}-doctor invoke it? "Settings are not usable" names the setting. Its log says more.`,
    );
  const { Node, Flags, CodeCache = "unknown", Tag } = probe;
  const runs = `Node ${Node}, flags ${Flags.join(" ") || "none"}, code cache ${CodeCache}`;
  if (!(Number(Node.replace(/^v/, "").split(".")[0]) >= leastNode))
    return wrong(name, runs, `Its code is made for Node ${leastNode}: set the runtime to nodejs${leastNode}.`);
  if (CodeCache === "damaged")
    return wrong(name, `${runs}: a file of it is not as it was built.`, "Deploy it again: redeploy-once up.");
  return ok(
    name,
    CodeCache === "hit" ? runs : `${runs}: compiled at each cold start, some 0.1 s (tag ${Tag ?? "unknown"})`,
  );
});

/** What its role lets it read, as only it can try. What it writes and sends is tried by nobody. */
export const reads = ofEach("rights of", (file, seen, name) => {
  const probe = seen.probes[file];
  if (probe === undefined || isFailed(probe)) return unknown(name, "It does not answer.", "Mend that first.");
  const failed = probe.Tried.filter(({ State }) => State === "failed");
  if (failed.length === 0) return ok(name, probe.Tried.map(({ Call }) => Call).join(", ") || "It reads for nobody.");
  const found = failed.map(({ Call, Message }) => `${Call}: ${Message}`).join("; ");
  if (!areTablesRight(seen) && failed.every(({ Message = "" }) => Message.includes("Tablestore")))
    return unknown(name, "Not looked at: a table comes first.", "Mend that.");
  return wrong(
    name,
    found,
    `If it was refused: the role ${seen.stack}-${seen.regionId}-${file} is not as vars.roles.${file} of s.yaml has it: redeploy-once up brings what is new, and names what was changed by hand. Else look at the endpoint, and at the service.`,
  );
});

/** Of a function that the installer has not deployed. */
const unmarked = "unmarked";

/** Two builds at once may read each other's rows in another way. */
export const oneRelease = check("release", (seen, name) => {
  const releases = new Map<string, string[]>();
  for (const [file, { Release = unmarked }] of answered(seen))
    releases.set(Release, [...(releases.get(Release) ?? []), file]);
  const [only, ...others] = [...releases];
  if (only === undefined) return unknown(name, "No function answers.", "Mend that first.");
  if (others.length === 0)
    return ok(name, only[0] === unmarked ? "No function has the installer's mark of a build." : only[0]);
  const which = [...releases].map(([release, files]) => `${release}: ${files.join(", ")}`).join("; ");
  return wrong(
    name,
    `The functions are of ${releases.size} builds. ${which}.`,
    "Finish the upgrade: redeploy-once up.",
  );
});

/** Two ledgers are two answers to one event. */
export const oneLedger = check("one ledger", (seen, name) => {
  const ledgers = new Set(answered(seen).map(([, { Ledger }]) => Ledger));
  if (ledgers.size <= 1) return ok(name, [...ledgers].join(""));
  const which = answered(seen).map(([file, { Ledger }]) => `${file}: ${Ledger}`);
  return wrong(
    name,
    `The functions have ${ledgers.size} ledgers. ${which.join("; ")}.`,
    "Pause, then deploy all functions with one TABLESTORE_INSTANCE: what stands in the other one is not known to them.",
  );
});

/** A person may say that nothing happened as soon as reconcile would. */
export const oneWindow = check("date window", (seen, name) => {
  const windows = answered(seen).flatMap(([file, { DateWindowMs }]) =>
    DateWindowMs === undefined ? [] : [{ file, minutes: DateWindowMs / 60_000 }],
  );
  const each = windows.map(({ file, minutes }) => `${file}: ${minutes} min`).join(", ");
  return new Set(windows.map(({ minutes }) => minutes)).size <= 1
    ? ok(name, each)
    : wrong(name, `Two functions disagree on DATE_WINDOW_MINUTES. ${each}.`, "Deploy both with the same one.");
});

export const environment = check("environment", (seen, name) => {
  const sizes = answered(seen).map(([file, { SettingsBytes }]) => ({ file, bytes: SettingsBytes }));
  const [largest] = [...sizes].sort((a, b) => b.bytes - a.bytes);
  if (largest === undefined) return unknown(name, "No function answers.", "Mend that first.");
  const found = `The largest has ${largest.bytes} of ${mostBytes} bytes (${largest.file}).`;
  return largest.bytes > mostBytes - roomBytes
    ? wrong(name, found, "Nothing more fits in: take principals or channels out that are not used.")
    : ok(name, found);
});

/** No clock is further away than the ledger's rules allow for: those of services, and of each function's machine. */
export const clocks = check("clock", (seen, name) => {
  const services = Object.entries(seen.aheadMs);
  const silent = services.flatMap(([service, ahead]) => (isFailed(ahead) ? [`${service}: ${ahead.failed}`] : []));
  const off = [
    ...services.flatMap(([service, ahead]) => (isFailed(ahead) ? [] : [[service, Math.abs(ahead)] as const])),
    ...answered(seen).map(([file, probe]) => [file, offOf(probe)] as const),
  ].map(([who, ms]) => ({ who, seconds: Math.round(ms / 1_000), isOff: ms > defaultBounds.skewMs }));
  const far = off.filter(({ isOff }) => isOff).map(({ who, seconds }) => `${who}: ${seconds} s`);
  const bound = `${defaultBounds.skewMs / 1_000} s`;
  if (far.length > 0)
    return wrong(
      name,
      `Further away than ${bound}. ${far.join(", ")}.`,
      `Pause: beyond ${bound} a second send is possible. Then ask Alibaba Cloud's support which clock is wrong.`,
    );
  if (silent.length > 0)
    return wrong(name, `No time was told. ${silent.join("; ")}.`, "Look at the endpoint in s.yaml.");
  return ok(name, `All within ${Math.max(0, ...off.map(({ seconds }) => seconds))} s; ${bound} are allowed.`);
});

/** A function's clock stands between when it was asked and when it answered, or is off by what is missing. */
function offOf({ At, askedAtMs, answeredAtMs }: Probed): number {
  const ms = Date.parse(At);
  return Math.max(0, askedAtMs - ms, ms - answeredAtMs);
}

/** What is queued for a function comes to it: reconcile hands over by this. */
export const queued = check("asynchronous invocation", (seen, name) => {
  const { arrival, stack, regionId } = seen;
  if (!areTablesRight(seen)) return unknown(name, "Not looked at: a table comes first.", "Mend that.");
  if (isFailed(arrival))
    return wrong(
      name,
      arrival.failed,
      `Look at INVOKE_ENDPOINT, and at fc:InvokeFunction in the role ${stack}-${regionId}-doctor.`,
    );
  return arrival.arrived
    ? ok(name, "An invocation of itself was queued, and arrived.")
    : wrong(
        name,
        "An invocation of itself was queued, and did not arrive in time.",
        `Ask again. If it is so then: look at the tasks of ${stack}-doctor in Function Compute's console, and whether other functions use up the account's instances.`,
      );
});
