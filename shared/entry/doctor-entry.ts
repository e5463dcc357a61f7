import { setTimeout } from "node:timers/promises";
import * as z from "zod";
import type { DoctorConfig } from "../config.ts";
import { checks } from "../doctor/checks.ts";
import { createMissing } from "../doctor/create.ts";
import { examine } from "../doctor/examine.ts";
import type { Finding } from "../doctor/finding.ts";
import { isFailed, type Seen } from "../doctor/seen.ts";
import { functionNameOf, taskIdOf } from "../function-name.ts";
import { parseJson } from "../json.ts";
import { parsed } from "../parameter.ts";
import { probe } from "../probe.ts";
import { redact } from "../redact.ts";
import type { DoctorDeps } from "./doctor-deps.ts";
import type { FcHandler } from "./operation-entry.ts";
import { translated } from "./translated.ts";

/** What is asked. `Arrived` comes from itself, by the queue. */
const payloadSchema = z.strictObject({
  /** Tables that are missing are made, and the row that steers the stack. */
  Create: z.boolean().default(false),
  /** Each channel gets a test notice. */
  Notices: z.boolean().default(false),
  Arrived: z.literal(true).optional(),
});

const wait = (ms: number) => setTimeout(ms);

type Settings = Pick<DoctorConfig, "stack" | "looksAtEns">;

/** The handler of the function doctor: by a direct invoke alone. It answers a line for each thing that it has looked at. */
export function createDoctorHandler(deps: DoctorDeps, { stack, looksAtEns }: Settings): FcHandler {
  return async (raw, { requestId, credentials }) => {
    const { Create, Notices, Arrived } = parsed(payloadSchema, parseJson(raw, "InvalidParameter.Event", "The event"));
    const { keeper, control, store, runs, asker, invoker, clocks } = deps.connect(credentials);
    const { nowMs, scope } = deps;
    if (Arrived) {
      await keeper.writeArrival(nowMs());
      return { RequestId: requestId, State: "Arrived" };
    }
    const say = (text: string) => redact(text, [credentials.accessKeySecret, credentials.securityToken]);
    try {
      const created = Create ? await createMissing({ keeper, control, store, nowMs, wait }) : [];
      const seen = await examine(
        {
          ...{ stack, looksAtEns, requestId, keeper, control, runs, nowMs, wait, clocks },
          regionId: scope.regionId,
          ask: asker.ask,
          own: () => probe(deps, {}),
          queueArrival: () =>
            invoker.invokeLater(
              functionNameOf(stack, "doctor"),
              { Arrived: true },
              taskIdOf(stack, `a_${deps.newId()}`),
            ),
        },
        Notices,
      );
      const findings = checks.flatMap(({ judge }) => judge(seen)).map((finding) => redacted(finding, say));
      const state = ["wrong", "unknown"].find((one) => findings.some(({ State }) => State === one)) ?? "ok";
      deps.log({ level: state === "wrong" ? "warn" : "info", step: "doctor", operation: "doctor", requestId, state });
      return { RequestId: requestId, State: state, Created: created, Events: eventsIn(seen), Findings: findings };
    } catch (thrown) {
      const error = translated(thrown, unsure);
      deps.log({
        level: "error",
        step: "doctor",
        operation: "doctor",
        requestId,
        code: error.code,
        message: error.message,
      });
      throw error;
    }
  };
}

const eventsIn = ({ probes }: Seen) =>
  Object.entries(probes).flatMap(([file, probe]) =>
    isFailed(probe) || probe.LastEvent === undefined ? [] : [{ Function: file, ...probe.LastEvent }],
  );

const unsure = {
  unreachable: "What was created is left; ask again.",
  internal: "What was created is left; ask again.",
};

const redacted = ({ Found, Mend, ...finding }: Finding, say: (text: string) => string): Finding => ({
  ...finding,
  Found: say(Found),
  ...(Mend !== undefined && { Mend: say(Mend) }),
});
