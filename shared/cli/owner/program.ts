import { Argument, Command as Commander, CommanderError, Option } from "commander";
import { bareName, type Command, type Taken, type Values } from "./command.ts";
import { commands, groups } from "./commands.ts";
import { about, exitCodes, rootHelp, termOf, visibleCommands } from "./program-help.ts";
import { Stopped } from "./stopped.ts";
import type { Terminal } from "./terminal.ts";

/** Runs one command line, without the program's own name. Returns the exit code. */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal).parseAsync([...words], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof Stopped)) return mistake(error, terminal);
    if (error.message !== "") terminal.err(error.message);
    return error.exitCode;
  }
}

/** Whatever else was thrown is ours. Node would print the bundle's one long line. */
function mistake(error: unknown, { err }: Terminal): 1 {
  const { name, message } = error instanceof Error ? error : { name: "thrown", message: String(error) };
  err(
    `A mistake of redeploy-once itself (${name}: ${message}). Whether anything was done is on the record: redeploy-once status.`,
  );
  return 1;
}

function createProgram(terminal: Terminal): Commander {
  const program = new Commander("redeploy-once")
    .description(about)
    .usage("<verb> [options]")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .showHelpAfterError("See --help.")
    .configureHelp({ visibleCommands, subcommandTerm: termOf })
    .addHelpText("after", rootHelp)
    .addHelpText("afterAll", exitCodes);
  for (const command of commands) addTo(parentOf(program, command), command, terminal);
  return program;
}

/** The program itself, or the group that a verb of two words is in. */
function parentOf(program: Commander, { name }: Command): Commander {
  const [group = "", second] = name.split(" ");
  if (second === undefined) return program;
  const known = program.commands.find((each) => each.name() === group);
  return (
    known ??
    program
      .command(group)
      .description(groups[group] ?? "")
      .usage("<verb> [options]")
      .helpCommand(false)
  );
}

function addTo(
  parent: Commander,
  { name, about: words, takes, examples, run: act }: Command,
  terminal: Terminal,
): void {
  const command = parent.command(name.split(" ").at(-1) ?? name).description(words);
  const isOption = ({ flags }: Taken) => flags.startsWith("--");
  const places = takes.filter((taken) => !isOption(taken));
  for (const taken of places) command.addArgument(argumentOf(taken));
  for (const taken of takes.filter(isOption)) command.addOption(optionOf(taken));
  command.addHelpText("after", `\nExamples\n${examples.map((line) => `  redeploy-once ${line}`).join("\n")}`);
  command.action(async () => {
    const typed: Values = {
      ...Object.fromEntries(places.map(({ flags }, index) => [bareName(flags), command.processedArgs[index]])),
      ...Object.fromEntries(command.options.map((option) => [option.name(), command.opts()[option.attributeName()]])),
    };
    await act(Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined)), terminal);
  });
}

function argumentOf({ flags, about: words, read }: Taken): Argument {
  const argument = new Argument(flags, words);
  return read === undefined ? argument : argument.argParser((text) => read(text));
}

function optionOf({ flags, about: words, read, isNeeded, isList }: Taken): Option {
  const option = new Option(flags, words).makeOptionMandatory(isNeeded === true);
  if (isList === true)
    return option.argParser((text, before: unknown) => [...(Array.isArray(before) ? before : []), text]);
  return read === undefined ? option : option.argParser((text) => read(text));
}
