import path from "node:path";
import { readOptions, stop } from "../../shared/cli/read-options.ts";
import { root, type Signer } from "../local.ts";

const help = `Builds the functions and leaves the local cloud running with them, on loopback only, until Ctrl-C. It says what is
where and what to try, then prints a timeline: every event, call, ledger write, send and answer, at the world's time.

  npm start [-- options]

Options
  --port P         the front port; the cloud's wire is P+1 (default 7070; 0 takes a free pair)
  --observe        begin as after a deploy: no policy was applied yet, so events are observed and nothing is sent
                   (default: a policy that acts on every event, and asks one person before data is lost)
  --bare           nothing is installed: redeploy-once up --local does that
  --s-yaml FILE    deploy another s.yaml (default: this repository's)
  --herd N         so many web servers more in the fleet, in three zones by turns (0 to 10000; default 0)
  --signer N=KEY   one more who signs calls, by a name and a public key (whpk_…); may be repeated
  --no-build       deploy dist/ as it is
  --logs           print what the functions log, too
  --quiet          print the two addresses and nothing else
  --json           print one JSON object a line: what is where ("kind":"start"), then each entry of the timeline
                   ("kind":"event", "call", "ledger", "send", "answer"); with --guesses, the list
  --guesses        list what the local cloud does that no document says, and stop
  --flip ID        play the other side of a guess; may be repeated
  --help           this text

Exit code 0 after Ctrl-C (npm itself ends by the signal), 1 if it cannot start, 2 for an option that there is not. NO_COLOR=1 turns colours off.

Examples
  npm start
  npm start -- --observe
  npm start -- --port 8080 --logs
  npm start --silent -- --json | jq 'select(.kind == "send")'
  npm start -- --guesses
  npm start -- --flip dispute.reboot-state --flip ecs.redeploy.order`;

/** What the command line asks for. */
export function readStartOptions() {
  const { values } = readOptions({
    help,
    options: {
      port: { type: "string", default: "7070" },
      observe: { type: "boolean", default: false },
      bare: { type: "boolean", default: false },
      "s-yaml": { type: "string", default: path.join(root, "s.yaml") },
      herd: { type: "string", default: "0" },
      signer: { type: "string", multiple: true, default: [] },
      "no-build": { type: "boolean", default: false },
      logs: { type: "boolean", default: false },
      quiet: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      guesses: { type: "boolean", default: false },
      flip: { type: "string", multiple: true, default: [] },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_534) stop(`--port must be 0 to 65534, not ${values.port}.`);
  const herd = Number(values.herd);
  if (!Number.isInteger(herd) || herd < 0 || herd > 10_000) stop(`--herd must be 0 to 10000, not ${values.herd}.`);
  return {
    ...values,
    port,
    herd,
    signers: values.signer.map(signerOf),
    serverlessYaml: path.resolve(values["s-yaml"]),
  };
}

function signerOf(text: string): Signer {
  const [, name, key] = /^([a-z0-9-]{1,32})=(whpk_[A-Za-z0-9+/]{43}=)$/.exec(text) ?? [];
  if (name === undefined || key === undefined) stop(`--signer must be such as wei=whpk_…, not ${text}.`);
  return { name, key };
}
