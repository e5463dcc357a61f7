/** Settings of a policy that hold something back, or let it go. */
export const settings = ["mode", "window", "freeze", "guardBand", "mayLose", "limits", "hook", "repeat"] as const;

export type Setting = (typeof settings)[number];

/** What happens where two of them meet. */
export type Case = {
  readonly keys: readonly [Setting, Setting];
  /** The part of the policy, in words. */
  readonly says: string;
  /** The event and its machine. */
  readonly comes: string;
  readonly happens: string;
  /** `plan`: it is decided when the event is planned. `attempt`: each time when it is about to begin. */
  readonly by: "plan" | "attempt";
};

const by =
  (decides: Case["by"]) =>
  (keys: Case["keys"], says: string, comes: string, happens: string): Case => ({
    keys,
    says,
    comes,
    happens,
    by: decides,
  });

const [decided, held] = [by("plan"), by("attempt")];

/**
 * One row for each pair of settings, all in one place: it is read as a table. `nights` is a window from 01:00 to 05:00 in
 * which nothing is begun after 04:30. A test plays each row.
 */
export const cases: readonly Case[] = [
  decided(
    ["mode", "mayLose"],
    "caches may lose local disks",
    "a planned redeploy of a cache with local disks",
    "in mode act it is redeployed unasked; in mode ask a person is asked all the same; in mode observe nothing is sent",
  ),
  held(
    ["mode", "window"],
    "mode ask; window nights",
    "a planned redeploy, announced at noon",
    "a person is asked at noon; after the yes it waits until 01:00",
  ),
  held(
    ["mode", "freeze"],
    "mode ask; a freeze over spring festival",
    "a planned reboot, announced during the freeze",
    "a person is asked at once; a yes does not lift the freeze: it waits for its end, unless an operator lets it through",
  ),
  held(
    ["mode", "guardBand"],
    "mode ask; guardBand 30m",
    "a planned redeploy that the platform does itself at 14:00",
    "a person is asked until 13:30; without a yes by then nothing is sent",
  ),
  held(
    ["mode", "limits"],
    "mode ask; 1 machine of the region at once",
    "a planned redeploy, while another machine is at work",
    "a person is asked at once and takes no place meanwhile; after the yes it waits for a place",
  ),
  held(
    ["mode", "hook"],
    "mode ask; hook database",
    "a planned redeploy of a database",
    "a person is asked first; the hook is asked after the yes, once there is a place",
  ),
  held(
    ["mode", "repeat"],
    "mode act; 2 attempts in 24h",
    "a machine whose two redeploys have failed",
    "a person is asked in place of a third one",
  ),
  held(
    ["window", "freeze"],
    "window nights; a freeze until Friday",
    "a planned redeploy on Wednesday",
    "the window opens during the freeze and lets nothing through; it begins in the first night after the freeze",
  ),
  held(
    ["window", "guardBand"],
    "window nights; guardBand 30m",
    "a planned redeploy that the platform does itself at 04:45",
    "it may begin from 01:00 to 04:15: the earlier end counts",
  ),
  held(
    ["window", "mayLose"],
    "caches may lose local disks; window nights",
    "a planned redeploy of a cache with local disks, announced at noon",
    "nobody is asked; it waits until 01:00",
  ),
  held(
    ["window", "limits"],
    "window nights; 5 machines of the region at once",
    "planned redeploys of six machines",
    "five begin at 01:00; the sixth begins when one has ended, in this window or the next one",
  ),
  held(
    ["window", "hook"],
    "window nights; hook database",
    "a planned redeploy of a database, announced at noon",
    "the hook is not asked before 01:00; if it is not ready by 04:30, nothing is sent in this night, and the hook is told so",
  ),
  held(
    ["window", "repeat"],
    "window nights; 2 attempts in 24h, 1h between them",
    "a planned redeploy that has failed at 04:00",
    "the second attempt may begin at 05:00 at the earliest, so it waits for the next night",
  ),
  held(
    ["freeze", "guardBand"],
    "a freeze until 13:50; guardBand 30m",
    "a planned redeploy that the platform does itself at 14:00",
    "it can never begin; people are told so at once",
  ),
  held(
    ["freeze", "mayLose"],
    "caches may lose local disks; a freeze over spring festival",
    "a planned redeploy of a cache with local disks",
    "nobody is asked; it waits for the end of the freeze. A failure does not wait for it",
  ),
  held(
    ["freeze", "limits"],
    "a freeze over spring festival; 5 machines of the region at once",
    "twenty planned redeploys that wait when the freeze ends",
    "five begin, those with the first deadline; the others follow as places become free",
  ),
  held(
    ["freeze", "hook"],
    "a freeze over spring festival; hook database",
    "a planned redeploy of a database",
    "the hook is not asked before the freeze is over",
  ),
  held(
    ["freeze", "repeat"],
    "a freeze over spring festival; 2 attempts in 24h",
    "a planned redeploy that has failed an hour before the freeze",
    "the second attempt waits for the end of the freeze",
  ),
  held(
    ["guardBand", "mayLose"],
    "caches may lose local disks; guardBand 30m",
    "a planned redeploy of a cache that the platform does itself in 20 minutes",
    "nothing is begun so late, whatever may be lost; the platform acts at its own time",
  ),
  held(
    ["guardBand", "limits"],
    "guardBand 30m; 5 machines of the region at once",
    "a planned redeploy that still waits for a place 30 minutes before the platform acts",
    "it is not begun any more, and people are told",
  ),
  held(
    ["guardBand", "hook"],
    "guardBand 30m; hook database",
    "a hook that is ready 20 minutes before the platform acts",
    "nothing is sent; the hook is told so afterwards",
  ),
  held(
    ["guardBand", "repeat"],
    "guardBand 30m; 2 attempts in 24h, 1h between them",
    "a redeploy that has failed an hour before the platform acts",
    "the second attempt would come too late; a person is told",
  ),
  held(
    ["mayLose", "limits"],
    "caches may lose local disks; 1 machine of each cluster at once",
    "planned redeploys of two caches of one cluster",
    "nobody is asked; the second one waits until the first has ended",
  ),
  held(
    ["mayLose", "hook"],
    "caches may lose local disks; hook database",
    "a planned redeploy of a cache with local disks",
    "no person is asked; the hook is asked, and must be ready",
  ),
  held(
    ["mayLose", "repeat"],
    "caches may lose local disks; 2 attempts in 24h",
    "a cache whose two redeploys have failed",
    "a person is asked in place of a third one, though its disks may be lost",
  ),
  held(
    ["limits", "hook"],
    "5 machines of the region at once; hook database",
    "a planned redeploy of a database",
    "it takes a place before the hook is asked, and keeps it until the hook was told how it ended",
  ),
  held(
    ["limits", "repeat"],
    "5 machines of the region at once; 2 attempts in 24h, 1h between them",
    "a redeploy that has failed",
    "it holds no place during the hour; the second attempt needs one again",
  ),
  held(
    ["hook", "repeat"],
    "hook database; 2 attempts in 24h",
    "a database whose first redeploy has failed",
    "the hook is asked again for the second attempt",
  ),
];
