import { checked, checkedEndpoint } from "./checked.ts";
import { textOf, type Values } from "./command.ts";
import { defaultCredentials } from "./default-credentials.ts";
import { localTarget } from "./local-target.ts";
import { accountForm, readStackFile, regionForm, type StackFile, stackName } from "./stack-file.ts";
import { misused } from "./stopped.ts";
import type { Target } from "./target.ts";
import type { Terminal } from "./terminal.ts";

/** The stacks that a command is about: one, or of commands that take several regions one each. Throws `Stopped`. */
export async function targetsOf(values: Values, terminal: Terminal): Promise<readonly Target[]> {
  const { local } = values;
  if (local !== undefined) return [await localTarget(local === true ? undefined : String(local), values, terminal)];
  const file = await readStackFile(terminal);
  const regions = regionsOf(values, file, terminal);
  const named = textOf(values, "endpoint");
  if (named !== undefined && regions.length > 1) throw misused("--endpoint is of one region.");
  const credentials = defaultCredentials();
  return regions.map((regionId) => ({
    stack: stackIn(values, file),
    regionId,
    endpoint:
      checkedEndpoint(named ?? file.endpoints?.[regionId]) ??
      `https://${accountOf(values, file, terminal)}.${regionId}.fc.aliyuncs.com`,
    credentials,
    nowMs: terminal.nowMs,
    hasOwnClock: false,
    timeZone: file.timeZone,
    urlOf: (name) => file.urls?.[name],
    webhookSecret: undefined,
  }));
}

/** The one stack that a command changes. */
export async function targetOf(values: Values, terminal: Terminal): Promise<Target> {
  const [target, second] = await targetsOf(values, terminal);
  if (target === undefined || second !== undefined) throw misused("This is asked of one region at a time.");
  return target;
}

/** The stack's name, as it was said. */
export const stackIn = (values: Values, file: StackFile): string =>
  checked(stackName, "--stack", textOf(values, "stack") ?? file.stack ?? "redeploy-once");

export function regionsOf(values: Values, file: StackFile, { env }: Terminal): readonly string[] {
  const named = textOf(values, "region");
  if (values["all-regions"] === true) {
    if (named !== undefined) throw misused("--region and --all-regions exclude each other.");
    if (file.regions === undefined) throw misused('--all-regions needs "regions" in .redeploy-once.json.');
    return file.regions;
  }
  const region = named ?? file.region ?? env["ALIBABA_CLOUD_REGION"];
  if (region === undefined) throw misused("Which region? Say --region, or write it into .redeploy-once.json.");
  return [...new Set(region.split(","))].map((each) => checked(regionForm, "--region", each));
}

function accountOf(values: Values, file: StackFile, terminal: Terminal): string {
  const account = accountIn(values, file, terminal);
  if (account === undefined) throw misused("Which account? Say --account, or set ALIBABA_CLOUD_ACCOUNT_ID.");
  return account;
}

/** The account, if it was said. Two that contradict each other are nobody's choice. */
export function accountIn(values: Values, file: StackFile, { env }: Terminal): string | undefined {
  const [named, set] = [textOf(values, "account"), env["ALIBABA_CLOUD_ACCOUNT_ID"] || undefined];
  if (named === undefined && set !== undefined && file.accountId !== undefined && set !== file.accountId)
    throw misused(`ALIBABA_CLOUD_ACCOUNT_ID is ${set}, .redeploy-once.json has ${file.accountId}. Say --account.`);
  const account = named ?? set ?? file.accountId;
  return account && checked(accountForm, "--account", account);
}
