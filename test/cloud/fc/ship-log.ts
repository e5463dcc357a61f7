import type { Account } from "../account/account.ts";
import type { LogProjects } from "../log/log-projects.ts";
import type { FunctionLog } from "./start-instance.ts";

type Telling = { readonly onFunctionLog: (log: FunctionLog) => void };

/** The same, and each line goes into its logstore as well. */
export const shipping = <T extends Telling>(options: T, { logs }: Pick<Account, "logs">): T => ({
  ...options,
  onFunctionLog: (log: FunctionLog) => {
    options.onFunctionLog(log);
    ship(log, logs);
  },
});

/** Puts what a function wrote into its logstore, an entry for each line. */
function ship({ at, functionName, text, logstore: place }: FunctionLog, logs: LogProjects): void {
  if (place === undefined) return;
  for (const line of text.split("\n").filter((one) => one !== ""))
    logs.append(place, { atMs: Date.parse(at), topic: `FCLogs:${functionName}`, text: line });
}
