import { LayoutError } from "./layout-error.ts";
import type { Parsed } from "./parsed.ts";

/** A part of a file that is left out unless something names it; without a name it always is. Members may lie within members. */
export type Member = { readonly name: string | undefined; readonly start: number; readonly end: number };

/** Members of one object, class or module. */
export type Group = {
  readonly members: readonly Member[];
  /** True for a table that is read by a computed name: no name in its own file says that a member is used. */
  readonly isTable?: boolean;
  /** The object that has the members, and the place in the text where it has them all: what is left out throws there. */
  readonly owner?: { readonly name: string; readonly at: number };
};

/** Finds the groups of a file, or throws `LayoutError`. */
export type Layout = (file: Parsed) => readonly Group[];

/** The text of a file without the members that neither `wanted`, nor the rest of the file, nor a kept member names. */
export function cut(file: Parsed, groups: readonly Group[], wanted: ReadonlySet<string>): string {
  const members = groups.flatMap((group) => group.members);
  const kept = closure(file, groups, wanted);
  if (members.every((member) => !kept.has(member))) throw new LayoutError(file.of, "at least one member that is used");
  const gone = members.filter((member) => !kept.has(member)).map(({ start, end }) => ({ start, end, text: "" }));
  const told = groups.flatMap((group) => leftOut(file, group, kept));
  return replaced(file.text, [...gone, ...told]);
}

/** A part of a text, and what takes its place. */
export type Replacement = { readonly start: number; readonly end: number; readonly text: string };

/** The text with these parts replaced. What lies within a part that is replaced goes with it. */
export function replaced(text: string, parts: readonly Replacement[]): string {
  let result = "";
  let at = 0;
  for (const part of [...parts].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (part.start < at) continue;
    result += text.slice(at, part.start) + part.text;
    at = part.end;
  }
  return result + text.slice(at);
}

/** The members that are named by what is kept, until nothing more is named. */
function closure(file: Parsed, groups: readonly Group[], wanted: ReadonlySet<string>): ReadonlySet<Member> {
  const tabled = new Set(groups.flatMap(({ members, isTable = false }) => (isTable ? members : [])));
  let open = groups.flatMap(({ members }) => members);
  const { outside, namedIn, parents } = owned(file, open);
  const names = new Set([...wanted, ...outside]);
  const kept = new Set<Member>();
  for (let grew = true; grew; ) {
    const isKept = (member: Member) => {
      const parent = parents.get(member);
      const counting = tabled.has(member) ? wanted : names;
      return member.name !== undefined && counting.has(member.name) && (parent === undefined || kept.has(parent));
    };
    const next = open.filter(isKept);
    for (const member of next) {
      kept.add(member);
      for (const name of namedIn.get(member) ?? []) names.add(name);
    }
    open = open.filter((member) => !kept.has(member));
    grew = next.length > 0;
  }
  return kept;
}

/** Which names belong to which member, the innermost one that they lie in, and which to none. */
function owned({ names }: Parsed, members: readonly Member[]) {
  const sorted = [...members].sort((a, b) => a.start - b.start || b.end - a.end);
  const parents = new Map<Member, Member>();
  const namedIn = new Map<Member, string[]>(members.map((member) => [member, []]));
  const outside: string[] = [];
  const around: Member[] = [];
  let next = 0;
  const enter = (at: number) => {
    while (around.length > 0 && (around.at(-1)?.end ?? 0) <= at) around.pop();
  };
  for (const { name, start } of names) {
    for (let member = sorted[next]; member !== undefined && member.start <= start; member = sorted[++next]) {
      enter(member.start);
      const parent = around.at(-1);
      if (parent !== undefined) parents.set(member, parent);
      around.push(member);
    }
    enter(start);
    const owner = around.at(-1);
    (owner === undefined ? outside : (namedIn.get(owner) ?? [])).push(name);
  }
  return { outside, namedIn, parents };
}

/** Code that makes an object throw for each member that it lost. */
function leftOut({ of }: Parsed, { members, owner }: Group, kept: ReadonlySet<Member>): Replacement[] {
  const names = members.filter((member) => !kept.has(member)).map(({ name }) => name);
  if (owner === undefined || names.length === 0) return [];
  const what = `of ${of.name} ${of.version} is left out of this bundle`;
  const text = `;${JSON.stringify(names)}.forEach(function (name) { Object.defineProperty(${owner.name}, name, { configurable: true, get: function () { throw new Error(name + ${JSON.stringify(` ${what}`)}); } }); });`;
  return [{ start: owner.at, end: owner.at, text }];
}
