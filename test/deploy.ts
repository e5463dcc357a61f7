import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse, stringify } from "yaml";
import { root } from "./local.ts";

type Trigger = { readonly triggerType: string };
type Resources = Readonly<Record<string, { readonly props: { triggers?: readonly Trigger[] } }>>;

/** The product's s.yaml. */
export const productYaml = (): string => readFileSync(path.join(root, "s.yaml"), "utf8");

/** The same as it reads without anchors and merge keys, each setting in a line of its own. */
export const expandedYaml = (): string => written(parse(productYaml(), { merge: true }));

const written = (document: unknown) => stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 });

/** Path of an s.yaml with this text that deploys the built bundles. */
export function deployable(text: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "redeploy-once-")), "s.yaml");
  writeFileSync(file, text.replaceAll("./dist/", `${root}/dist/`));
  return file;
}

/** Path of an s.yaml that differs from the product's in its triggers: those that `keeps` does not name are not deployed. */
export function yamlWithTriggers(keeps: (functionName: string, triggerType: string) => boolean): string {
  const yaml: { readonly resources: Resources } = parse(expandedYaml());
  for (const [functionName, { props }] of Object.entries(yaml.resources))
    props.triggers = (props.triggers ?? []).filter(({ triggerType }) => keeps(functionName, triggerType));
  return deployable(written(yaml));
}
