import * as z from "zod";
import { rendered } from "./ros-classes.ts";

export type Template = {
  readonly Parameters: Readonly<Record<string, unknown>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Condition?: string; readonly Value: unknown }>>;
};
type Resource = { readonly Type: string; readonly Condition?: string; readonly Properties: object };

/** What ROS would not take of a template, as far as its classes and its own rules on references say. */
export const problemsOf = (template: Template): readonly string[] => [
  ...Object.entries(template.Resources).flatMap(([name, resource]) =>
    problemsIn(resource).map((problem) => `${name}: ${problem}`),
  ),
  ...referenceProblems(template),
];

/** ALIYUN::MNS::Queue has no class on npm. Source: its page, and the class of the vendor's repository (generated, 2023). */
const textOrFunction = z.union([z.string(), z.record(z.string(), z.unknown())]);
const queue = z.strictObject({
  QueueName: textOrFunction,
  DelaySeconds: z.int().min(0).max(604_800).optional(),
  LoggingEnabled: z.boolean().optional(),
  MaximumMessageSize: z.int().min(1_024).max(65_536).optional(),
  MessageRetentionPeriod: z.int().min(60).max(1_296_000).optional(),
  PollingWaitSeconds: z.int().min(0).max(30).optional(),
  VisibilityTimeout: z.int().min(1).max(43_200).optional(),
});

function problemsIn({ Type, Properties }: Resource): readonly string[] {
  if (Type === "ALIYUN::MNS::Queue") return (queue.safeParse(Properties).error?.issues ?? []).map(inWords);
  try {
    return lost(Properties, rendered(Type, Properties), "");
  } catch (error) {
    return [String(error)];
  }
}

/** The places of what is written and is not in what the class makes of it: it drops a key that it does not know. */
function lost(written: unknown, taken: unknown, at: string): readonly string[] {
  if (typeof written !== "object" || written === null) return written === taken ? [] : [`${at}: is dropped`];
  return Object.entries(written).flatMap(([key, item]) =>
    lost(item, Object(taken)[key], at === "" ? key : `${at}.${key}`),
  );
}

const inWords = ({ path, message }: z.core.$ZodIssue) => `${path.join(".")}: ${message}`;

/** What names something that there is not. No class looks at that. */
function referenceProblems(template: Template): readonly string[] {
  const { Parameters, Conditions, Resources, Outputs } = template;
  const conditions = [...Object.values(Resources), ...Object.values(Outputs)].flatMap(
    ({ Condition = [] }) => Condition,
  );
  const named = namesIn([Conditions, Resources, Outputs]);
  return [
    ...conditions.filter((name) => !(name in Conditions)).map((name) => `There is no condition ${name}.`),
    ...named
      .filter((name) => !name.startsWith("ALIYUN::") && !(name in Parameters) && !(name in Resources))
      .map((name) => `There is no ${name} to refer to.`),
  ];
}

function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === "Ref") return String(item);
    if (key === "Fn::GetAtt") return String(item[0]);
    if (key === "Fn::Sub") return [...String(item).matchAll(/\$\{([^}]*)\}/g)].map(([, name = ""]) => name);
    return namesIn(item);
  });
}
