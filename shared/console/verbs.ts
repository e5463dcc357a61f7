import { acts } from "./acts.ts";
import { approve } from "./approve.ts";
import { asks } from "./asks.ts";
import { cancel } from "./cancel.ts";
import { deny } from "./deny.ts";
import { eventsPending } from "./events-pending.ts";
import { instance } from "./instance.ts";
import { operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { pause } from "./pause.ts";
import { planAgain } from "./plan-again.ts";
import { policyApply } from "./policy-apply.ts";
import { policyCheck } from "./policy-check.ts";
import { policyHistory } from "./policy-history.ts";
import { policyRollback } from "./policy-rollback.ts";
import { policyShow } from "./policy-show.ts";
import { postpone } from "./postpone.ts";
import { probe } from "./probe.ts";
import { report } from "./report.ts";
import { resolve } from "./resolve.ts";
import { resume } from "./resume.ts";
import { status } from "./status.ts";
import type { Verb } from "./verb.ts";

/** Every verb of the console. Doors, paths, documents and the owner's command follow from this list. */
export const verbs: readonly Verb[] = [
  status,
  operations,
  operation,
  instance,
  eventsPending,
  asks,
  approve,
  deny,
  postpone,
  cancel,
  planAgain,
  pause,
  resume,
  report,
  policyShow,
  policyHistory,
  policyCheck,
  policyApply,
  policyRollback,
  resolve,
  acts,
  probe,
];

/** The verbs that a signed call reaches. */
export const signedVerbs = verbs.filter(({ isInvokeOnly }) => !isInvokeOnly);

/** The path of a verb over HTTP: a blank becomes a slash. */
export const pathOf = ({ name }: Pick<Verb, "name">) => `/${name.replaceAll(" ", "/")}`;
