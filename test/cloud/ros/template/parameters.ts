import { RpcError } from "../../rpc/rpc-error.ts";
import { rosErrors } from "../ros-errors.ts";
import type { Template } from "./template.ts";

type Values = Readonly<Record<string, unknown>>;
type Definition = Template["Parameters"][string];

/** The values of a template's parameters: what is said, else what was said before, else the defaults. Throws RpcError. */
export function readParameters(
  template: Template,
  said: Readonly<Record<string, string>>,
  before: Values = {},
): Values {
  const unknown = Object.keys(said).find((name) => !Object.hasOwn(template.Parameters, name));
  if (unknown !== undefined) throw new RpcError(rosErrors.unknownParameter(unknown));
  return Object.fromEntries(
    Object.entries(template.Parameters).map(([name, definition]) => {
      const value = said[name] ?? before[name] ?? definition.Default;
      if (value === undefined) throw new RpcError(rosErrors.parameterMissing(name));
      return [name, checked(name, typed(name, value, definition), definition)];
    }),
  );
}

/** Values come as text over the wire. */
function typed(name: string, value: unknown, { Type }: Definition): unknown {
  if (typeof value !== "string" || Type === "String") return value;
  if (Type === "CommaDelimitedList") return value.split(",");
  if (Type === "Boolean" && ["true", "false"].includes(value.toLowerCase())) return value.toLowerCase() === "true";
  if (Type === "Number" && value.trim() !== "" && !Number.isNaN(Number(value))) return Number(value);
  throw new RpcError(rosErrors.validationFailed(`Parameter '${name}' is invalid: "${value}" is no ${Type}`));
}

function checked(name: string, value: unknown, { AllowedValues, AllowedPattern, MinLength, MaxLength }: Definition) {
  const text = String(value);
  const isWell =
    (AllowedValues === undefined || AllowedValues.includes(value)) &&
    (AllowedPattern === undefined || new RegExp(`^(?:${AllowedPattern})$`).test(text)) &&
    text.length >= (MinLength ?? 0) &&
    text.length <= (MaxLength ?? Number.POSITIVE_INFINITY);
  if (isWell) return value;
  throw new RpcError(rosErrors.validationFailed(`Parameter '${name}' is invalid: "${text}" is not allowed`));
}
