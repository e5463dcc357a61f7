import { readFileSync } from "node:fs";
import { parse } from "yaml";
import * as z from "zod";
import { ServerlessYamlError } from "./serverless-yaml-error.ts";
import { resolveTemplate } from "./template.ts";

type Source = {
  /** Path of s.yaml. */
  readonly file: string;
  /** Values for `${env('NAME')}`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>> | undefined;
  readonly accountId: string;
};

const documentSchema = z.looseObject({ vars: z.record(z.string(), z.unknown()).default({}) });

/** What s.yaml puts before each function's name: its `vars.stack`; undefined if it has none. Throws ServerlessYamlError. */
export function readStackName({ file, environment, vars: instead, accountId }: Source): string | undefined {
  const { vars } = documentSchema.parse(parse(readFileSync(file, "utf8"), { merge: true }));
  const problem = (text: string) => new ServerlessYamlError({ file, resource: "s.yaml", field: "vars.stack" }, text);
  const name = resolveTemplate(vars["stack"], "vars.stack", {
    vars,
    environment,
    instead,
    accountId,
    readFile: () => {
      throw problem("names a file; a name is text.");
    },
    problem: (_field, text) => problem(text),
  });
  return typeof name === "string" ? name : undefined;
}
