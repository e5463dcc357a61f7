import { RpcError } from "../../rpc/rpc-error.ts";
import { rosErrors } from "../ros-errors.ts";
import type { TemplateResource } from "./template.ts";

type Resources = Readonly<Record<string, TemplateResource>>;

/** Logical ids in the order in which their resources are made: each after what it depends on. Throws RpcError. */
export function orderOf(resources: Resources): readonly string[] {
  const ordered = new Set<string>();
  const visit = (logicalId: string, via: readonly string[]) => {
    if (via.includes(logicalId)) throw new RpcError(rosErrors.circular([...via, logicalId].join(" - ")));
    for (const needed of needsOf(logicalId, resources)) visit(needed, [...via, logicalId]);
    ordered.add(logicalId);
  };
  for (const logicalId of Object.keys(resources)) visit(logicalId, []);
  return [...ordered];
}

/** What a resource refers to or says that it depends on. Throws RpcError. */
export function needsOf(logicalId: string, resources: Resources): readonly string[] {
  const { DependsOn = [], Properties = {} } = resources[logicalId] ?? {};
  const named = [DependsOn].flat();
  const unknown = named.find((name) => !Object.hasOwn(resources, name));
  if (unknown !== undefined) throw new RpcError(rosErrors.invalidReference(unknown, `Resources.${logicalId}`));
  return [...new Set([...named, ...referencesIn(Properties)])].filter((name) => Object.hasOwn(resources, name));
}

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, operand]) => {
    if (key === "Ref") return [String(operand)];
    if (key === "Fn::GetAtt") return [String([operand].flat()[0])];
    const inText = key === "Fn::Sub" ? [...String([operand].flat()[0]).matchAll(/\$\{([^!}.]+)/g)] : [];
    return [...inText.map(([, name = ""]) => name), ...referencesIn(operand)];
  });
}
