import { type ParseArgsConfig, parseArgs } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Options as node:util describes them; each CLI has `--help` besides. */
type Described<T extends Options> = { readonly help: string; readonly options: T; readonly most?: number };

/**
 * Reads a CLI's options and up to `most` other arguments. With `--help` it prints the help and ends the process;
 * anything that is not taken ends it with exit code 2 and says why.
 */
export function readOptions<T extends Options>({ help, options, most = 0 }: Described<T>) {
  const { values, positionals } = parsed({ ...options, help: { type: "boolean", short: "h" } } as T);
  if ("help" in values) {
    console.log(help);
    process.exit(0);
  }
  const extra = positionals[most];
  if (extra !== undefined) stop(`${extra} is one argument too many: ${most} may be given; quote what has spaces.`);
  return { values, positionals };
}

function parsed<const T extends Options>(options: T) {
  try {
    return parseArgs({ allowPositionals: true as const, options });
  } catch (error) {
    return stop(error instanceof Error ? problemOf(error, options) : String(error));
  }
}

/** What is wrong; for an option that there is not, which there are. */
function problemOf(error: Error, options: Options): string {
  if (!("code" in error) || error.code !== "ERR_PARSE_ARGS_UNKNOWN_OPTION") return error.message;
  const names = Object.keys(options).map((name) => `--${name}`);
  return `${error.message.split(". ")[0]}. There are ${names.join(", ")}.`;
}

/** Ends the process: nothing was done. */
export function stop(problem: string): never {
  console.error(`${problem} Nothing was done. See --help.`);
  process.exit(2);
}
