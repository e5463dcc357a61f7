import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseDocument } from "yaml";
import { root } from "./local.ts";

type Trigger = { readonly triggerType: string };

/** The product's s.yaml. */
export const productYaml = (): string => readFileSync(path.join(root, "s.yaml"), "utf8");

/** Path of an s.yaml with this text that deploys the built bundles. */
export function deployable(text: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "redeploy-once-")), "s.yaml");
  writeFileSync(file, text.replaceAll("./dist/", `${root}/dist/`));
  return file;
}

/** Path of an s.yaml that differs from the product's in its triggers: those that `keeps` does not name are not deployed. */
export function yamlWithTriggers(keeps: (functionName: string, triggerType: string) => boolean): string {
  const yaml = parseDocument(productYaml());
  const resources = yaml.toJS().resources as Readonly<Record<string, { props: { triggers?: readonly Trigger[] } }>>;
  for (const [functionName, { props }] of Object.entries(resources)) {
    const kept = (props.triggers ?? []).filter(({ triggerType }) => keeps(functionName, triggerType));
    yaml.setIn(["resources", functionName, "props", "triggers"], kept);
  }
  return deployable(yaml.toString());
}
