import { readFile } from "node:fs/promises";

/** The build puts the starter's text in its place (functions/build/cli.ts): the bundle is one file. */
declare const starterYaml: string | undefined;

/** The starter policy with its comments. */
export const readStarter = async (): Promise<string> =>
  typeof starterYaml === "string" ? starterYaml : readFile(new URL("../../policy.yaml", import.meta.url), "utf8");
