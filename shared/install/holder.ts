/**
 * The stack that holds a right to act, by the description of its role: `The stack ops acts in cn-hangzhou.` The template writes it.
 * One of another region is named with it: two stacks may have one name. `somebody`: the words are not ours.
 */
export function holderIn(description: string, region: string): string {
  const [, stack, other] = /^The stack ([a-z0-9-]+) (?:in ([a-z0-9-]+) )?acts /.exec(description) ?? [];
  if (stack === undefined) return "somebody";
  return other === undefined || other === region ? stack : `${stack} in ${other}`;
}
