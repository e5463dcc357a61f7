import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FunctionDefinition } from "./serverless-yaml.ts";

/** Functions whose code lies in a place of its own, as `/code` does on FC. */
export type Deployed = {
  readonly definitions: ReadonlyMap<string, FunctionDefinition>;
  readonly remove: () => void;
};

/**
 * Copies the built code out of the repository: a package that is missing in a bundle must fail here too, and neither
 * the repository's package.json nor a later build may change what runs.
 */
export function deploy(definitions: readonly FunctionDefinition[]): Deployed {
  const folder = mkdtempSync(join(tmpdir(), "local-fc-"));
  const deployed = definitions.map((definition) => {
    const codeDir = join(folder, definition.functionName);
    cpSync(definition.codeDir, codeDir, { recursive: true });
    return [definition.functionName, { ...definition, codeDir }] as const;
  });
  return { definitions: new Map(deployed), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
