/** Values of a template of Resource Orchestration Service (2015-09-01). */
export type Ros = string | number | boolean | readonly Ros[] | { readonly [key: string]: Ros };

export type Resource = {
  readonly Type: string;
  readonly Properties: { readonly [key: string]: Ros };
  readonly Condition?: string;
  readonly DeletionPolicy?: "Retain";
};

export const ref = (name: string): Ros => ({ Ref: name });
export const attribute = (resource: string, name: string): Ros => ({ "Fn::GetAtt": [resource, name] });

/** Texts that name parameters are put together by ROS. */
export function substituted(value: Ros): Ros {
  if (typeof value === "string") return value.includes(`\${`) ? { "Fn::Sub": value } : value;
  if (typeof value !== "object") return value;
  if (isList(value)) return value.map(substituted);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substituted(item)]));
}

const isList = (value: Ros): value is readonly Ros[] => Array.isArray(value);

/** redeploy-instance → RedeployInstance: names of resources in a template are letters and digits. */
export const pascal = (name: string) =>
  name
    .split("-")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
