import { endStates } from "../ledger/outcome.ts";
import { wait } from "../ledger/progress.ts";

const header = (name: string, description: string) => ({ type: "apiKey", in: "header", name, description });

/** The signature and the answers that every path has. */
export const components = {
  securitySchemes: {
    webhookId: header("webhook-id", "Any text, another one for each request; or svix-id"),
    webhookTimestamp: header(
      "webhook-timestamp",
      "Seconds since 1970, 5 minutes ago at most and one ahead; or svix-timestamp",
    ),
    webhookSignature: header(
      "webhook-signature",
      "Over id.timestamp.body (Standard Webhooks): `v1a,` and the base64 of ed25519, or `v1,` and that of HMAC-SHA256; or svix-signature",
    ),
  },
  schemas: {
    Answer: {
      type: "object",
      required: ["RequestId"],
      properties: {
        RequestId: { type: "string" },
        OperationId: { type: "string" },
        ClientToken: { type: "string" },
        State: { enum: ["Accepted", "InDoubt", "Waiting", "DryRun", "Unknown", ...endStates] },
        Step: { enum: ["stop", "replace", "start"], description: "Of StopAndStart: which call was accepted" },
        Code: { const: "DryRunOperation", description: "A dry run passed; Message has the cloud's words" },
        Message: { type: "string" },
        Cause: { type: "string", description: "The cloud's code, where it is in doubt or waits" },
        For: { enum: wait.shape.for.options, description: "What it waits for" },
        Behind: { type: "string", description: "The OperationId of what is current on the instance meanwhile" },
        Until: { type: "string", format: "date-time" },
        Adopted: { const: true, description: "Concluded from what the cloud shows, without its own answer" },
        AnsweredBy: {
          type: "object",
          description:
            "Idempotency-Replayed: event: which operation has answered the system event in place of this call",
          required: ["OperationId"],
          properties: { Operation: { type: "string" }, OperationId: { type: "string" } },
        },
        Warnings: { type: "array", items: { type: "string" } },
      },
    },
    Error: {
      type: "object",
      required: ["RequestId", "Code", "Message"],
      properties: { RequestId: { type: "string" }, Code: { type: "string" }, Message: { type: "string" } },
    },
  },
};
