import path from "node:path";
import { buildFunctions } from "../../functions/build/bundle.ts";
import type { Cloud } from "../cloud/cloud.ts";
import { PortTakenError } from "../cloud/control/ports.ts";
import { UnknownGuessError } from "../cloud/core/guesses.ts";
import type { Sight } from "../cloud/core/watch.ts";
import { ServerlessYamlError } from "../cloud/fc/serverless-yaml-error.ts";
import { root, startLocal } from "../local.ts";
import { entryOf } from "../timeline/entry-of.ts";
import { createPaint } from "../timeline/paint.ts";
import { listGuesses } from "./list-guesses.ts";
import { readStartOptions } from "./options.ts";
import { createScreen, jsonLines, type Output, quietly } from "./output.ts";
import { talking } from "./talking.ts";

const options = readStartOptions();

if (options.guesses) console.log(listGuesses(options.json));
else await serve(outputFor(options));

function outputFor({ json, quiet, observe }: Readonly<Record<"json" | "quiet" | "observe", boolean>>): Output {
  const output = json ? jsonLines : createScreen(createPaint(process.stdout), observe);
  return quiet ? quietly(output, json) : output;
}

async function serve(output: Output): Promise<void> {
  const { serverlessYaml, port, herd, signers: principals, flip: flips, observe, bare: isBare } = options;
  const policy = observe ? undefined : talking();
  const watch = (sight: Sight) => {
    const entry = entryOf(sight);
    if (entry !== undefined) say(output.entry(entry));
  };
  const onFunctionLog = (line: string) => {
    if (options.logs) say(output.log(line.trimEnd()));
  };
  try {
    if (!options["no-build"]) await buildFunctions({ outDir: path.join(root, "dist"), cli: true });
    const steered = { policy, appliesByConsole: true, isBare, principals };
    const cloud = await startLocal({ port, serverlessYaml, flips, herd, ...steered, watch, onFunctionLog, runs: true });
    stopOnSignal(cloud, output); // before anybody is told that it runs
    say(output.started(cloud, await (await fetch(cloud.url)).text()));
  } catch (error) {
    const isOurs = [PortTakenError, ServerlessYamlError, UnknownGuessError].some((kind) => error instanceof kind);
    if (!isOurs || !(error instanceof Error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** Ctrl-C may come twice: a terminal tells every process of the group, and a parent passes it on. */
function stopOnSignal(cloud: Cloud, output: Output): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await cloud.close();
    say(output.stopped);
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
}

function say(line: string | undefined): void {
  if (line !== undefined) console.log(line);
}
