import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { deployedFunctions } from "../install/deployed-functions.ts";
import { type Installation, readInstallation } from "../install/serverless-yaml.ts";
import { bytesOf, settingsProblems } from "../install/settings-problems.ts";
import { staleBundles } from "../install/stale-bundles.ts";
import { Unusable } from "../install/unusable.ts";
import { readOptions } from "./read-options.ts";

const help = `Says whether functions can be deployed with these settings and bundles. It asks nothing of the cloud, and changes
nothing. Serverless Devs runs it before each deploy. Exit code 1 if something is not usable, with a line for each.

  npm run --silent predeploy

Environment: what s.yaml names.`;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Serverless Devs knows the account and does not tell it to a command. No check depends on which one it is. */
const someAccount = "1000000000000001";

readOptions({ help, options: {} });
const installation = await read();
const problems = [...settingsProblems(installation), await staleBundles(root, installation)].filter(
  (line) => line !== undefined,
);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else {
  const all = deployedFunctions(installation);
  const most = Math.max(...all.map(([, { environmentVariables }]) => bytesOf(environmentVariables)));
  console.log(`${all.length} functions can be deployed. Their settings have ${most} bytes at most, of 4096.`);
}

async function read(): Promise<Installation> {
  try {
    const text = await readFile(path.join(root, "s.yaml"), "utf8");
    return readInstallation(text, { env: (name) => process.env[name], accountId: someAccount });
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
