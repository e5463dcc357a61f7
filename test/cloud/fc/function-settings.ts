import * as z from "zod";

const handlerForm = /^[\w./-]+\.\w+$/;

/** What s.yaml and the API say of a function alike. */
export const functionSettings = {
  functionName: z.string().regex(/^[A-Za-z_][\w-]{0,127}$/),
  /** Built-in Node runtimes; others need a different kind of instance. */
  runtime: z.enum(["nodejs18", "nodejs20"], { error: "must be nodejs18 or nodejs20: the local cloud runs no other." }),
  handler: z.string().regex(handlerForm, "must look like index.handler."),
  /** Seconds. Bounds: FC limits. */
  timeout: z.int().min(1).max(86_400),
  memorySize: z.int().min(128).max(32_768).multipleOf(64),
  instanceConcurrency: z.literal(1, { error: "must be 1 with a built-in runtime." }).optional(),
  environmentVariables: z.record(z.string(), z.string()).default({}).superRefine(checkEnvironment),
  role: z.string().min(1).optional(),
  instanceLifecycleConfig: z
    .strictObject({
      initializer: z
        .strictObject({ handler: z.string().regex(handlerForm), timeout: z.int().min(1).max(300).default(30) })
        .optional(),
    })
    .default({}),
  logConfig: z.strictObject({
    project: z.string().regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, "is no name of a log project."),
    logstore: z.string().regex(/^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$/, "is no name of a logstore."),
    enableRequestMetrics: z.boolean().optional(),
    enableInstanceMetrics: z.boolean().optional(),
    logBeginRule: z.enum(["DefaultRegex", "None"]).optional(),
  }),
  // Without meaning here: where the function is placed, billed and shown.
  description: z.string().optional(),
  cpu: z.number().optional(),
  diskSize: z.number().optional(),
  internetAccess: z.boolean().optional(),
  vpcConfig: z.unknown().optional(),
  resourceGroupId: z.string().optional(),
};

/** User variables: letters, digits, underscore; `FC_` reserved; 4 KB in all (AC/functioncompute/fc/environment-variables). */
function checkEnvironment(variables: Readonly<Record<string, string>>, context: z.RefinementCtx) {
  for (const name of Object.keys(variables)) {
    if (!/^[A-Za-z]\w*$/.test(name) || name.startsWith("FC_")) {
      context.addIssue({ code: "custom", path: [name], message: "is no allowed name of a variable." });
    }
  }
  if (Buffer.byteLength(Object.entries(variables).flat().join("")) > 4_096) {
    context.addIssue({ code: "custom", message: "must not exceed 4 KB in all." });
  }
}
