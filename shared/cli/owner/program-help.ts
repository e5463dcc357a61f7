import type { Command as Commander } from "commander";

/** What stands above the list of verbs. */
export const about =
  "What redeploy-once does about your machines, and what you let it do. A verb is asked of the function <stack>-console, under " +
  "your own credentials: environment, profile or role, as Alibaba Cloud's tools find them. Which stack: --stack and --region, " +
  'or the file .redeploy-once.json here: {"stack","region","accountId","regions"}.';

/** What stands below every help. */
export const exitCodes = `
Exit code 0: done. 1: asked, and refused or failed, or nothing was applied. 2: nothing was asked: an argument, an option or
a file is not usable. 3, of preview alone: something is to be done. NO_COLOR=1 turns colours off.`;

/** What stands below the list of verbs. */
export const rootHelp = "\nEach verb has examples: redeploy-once policy apply --help";

/** Every verb in one list, those of two words too. */
export const visibleCommands = ({ commands: direct }: Commander): Commander[] =>
  direct.flatMap((command) => (command.commands.length === 0 ? [command] : visibleCommands(command)));

/** `policy check [file]`, in the list of all verbs as in the group's own. */
export function termOf(command: Commander): string {
  const group = command.parent?.parent ? `${command.parent.name()} ` : "";
  const places = command.registeredArguments.map((place) =>
    place.required ? ` <${place.name()}>` : ` [${place.name()}]`,
  );
  return `${group}${command.name()}${places.join("")}`;
}
