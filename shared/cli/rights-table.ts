import { parse } from "yaml";
import * as z from "zod";
import { table } from "./table.ts";

const actions = z.union([z.string().transform((action) => [action]), z.array(z.string())]);
const policy = z.object({ Statement: z.array(z.object({ Action: actions })) });
const deployment = z.object({ vars: z.object({ roles: z.record(z.string(), policy) }) });

/** What each function's role may do, by its RAM policy in s.yaml. */
export function rightsTable(serverlessYaml: string): string {
  const { roles } = deployment.parse(parse(serverlessYaml, { merge: true })).vars;
  return table(
    ["function", "changes machines", "reads machines", "ledger", "besides"],
    Object.entries(roles).map(([name, { Statement }]) => {
      const all = [...new Set(Statement.flatMap(({ Action }) => Action))];
      return [`\`${name}\``, ...kinds.map((isOfKind) => all.filter(isOfKind).map(code).join(", ") || "nothing")];
    }),
  );
}

const isMachine = (action: string) => /^(ecs|ens):/.test(action);
const isRead = (action: string) => /:Describe/.test(action);
const isLedger = (action: string) => action.startsWith("ots:");
const kinds = [
  (action: string) => isMachine(action) && !isRead(action),
  (action: string) => isMachine(action) && isRead(action),
  isLedger,
  (action: string) => !isMachine(action) && !isLedger(action),
];
const code = (action: string) => `\`${action}\``;
