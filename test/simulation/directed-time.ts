import { claimed, type Directed, run } from "./script.ts";

/** When things may be begun, and who overrides it. */
export const times: readonly Directed[] = [
  {
    name: "an operator overrides a freeze, and is none any more when the call is tried again",
    deliveries: [37],
    lines: [
      "frozen",
      ...[...claimed("f1", "queued call O2"), "f1 function.look", "error", "f1 function.write.Waiting"],
      ...["revoke", "leap", "95 s", ...run("r2", "dispatch")],
      ...[...claimed("f3", "invoke O2"), "f3 function.look", "f3 function.bindToken"],
      ...["f3 function.write.Sending", "f3 function.send"],
    ],
  },
];
