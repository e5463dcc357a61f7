import { InvalidArgumentError } from "commander";
import type { Taken } from "./command.ts";

/** Which stack is asked, and with which credentials. */
const connection: readonly Taken[] = [
  { flags: "--stack <name>", about: "the stack, as it was deployed (default: redeploy-once)" },
  { flags: "--account <id>", about: "the account; else ALIBABA_CLOUD_ACCOUNT_ID" },
  { flags: "--endpoint <url>", about: "another address of Function Compute, such as the one inside of a VPC" },
  { flags: "--local [url]", about: "ask the local cloud that npm start runs (its wire: http://127.0.0.1:7071)" },
];

/** For commands that change one stack at a time. */
export const oneStack: readonly Taken[] = [{ flags: "--region <id>", about: "its region" }, ...connection];

/** For commands that read, or stop and resume. */
export const manyStacks: readonly Taken[] = [
  { flags: "--region <ids>", about: "its region, or several: cn-hangzhou,cn-beijing" },
  { flags: "--all-regions", about: "every region that .redeploy-once.json lists" },
  ...connection,
];

/** How an answer is shown. */
export const shown: readonly Taken[] = [
  { flags: "--json", about: "print the answer as it comes, one JSON value" },
  {
    flags: "--time-zone <zone>",
    about: "show times in this zone (default: the policy's, else this machine's)",
    read: timeZone,
  },
];

/** Goes on where an answer ended. */
export const page: Taken = { flags: "--page <token>", name: "Page", about: "go on: the page that an answer named" };

export const instance: Taken = { flags: "--instance <id>", name: "InstanceId", about: "the instance" };

/** A whole number of at least this. */
export const wholeFrom = (least: number) => (text: string) => {
  if (!/^\d{1,9}$/.test(text) || Number(text) < least)
    throw new InvalidArgumentError(`A whole number from ${least} on is needed.`);
  return Number(text);
};

/** One of these words. */
export const oneOf =
  (...words: readonly string[]) =>
  (text: string) => {
    if (!words.includes(text)) throw new InvalidArgumentError(`${words.join(" or ")} is possible.`);
    return text;
  };

/** `30d` as a number of days. */
export const daysUpTo = (most: number) => (text: string) => {
  const [, days] = /^(\d{1,3})d$/.exec(text) ?? [];
  if (days === undefined || Number(days) < 1 || Number(days) > most)
    throw new InvalidArgumentError(`1d to ${most}d are possible.`);
  return Number(days);
};

function timeZone(text: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError("A zone has a name such as Asia/Shanghai or UTC.");
  }
}
