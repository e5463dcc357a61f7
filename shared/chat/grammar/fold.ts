import { unseen } from "../escaped.ts";
import { type Fault, faultOf } from "./fault.ts";

/** Most characters of a sentence (invented: a reason has 512, and ids 32). */
const mostCharacters = 2_000;

/** One line, its forms of letters, blanks, quotes and dashes made one. What a sentence hides is never repaired. */
export function fold(text: string): { readonly text: string } | Fault {
  const normal = text.replace(/^\uFEFF/, "").normalize("NFKC");
  if (normal.length > mostCharacters) return tooLong(normal.length);
  const hidden = hiddenIn(normal);
  if (hidden !== undefined) return hiding(hidden);
  const lines = normal.split(/[\n\r\u2028\u2029]/).map(straightened);
  const said = lines.filter((line) => line !== "");
  return said.length > 1 ? severalLines(said.length) : { text: said[0] ?? "" };
}

/** Phones put dashes and quotes of books in place of those that were typed; a Chinese keyboard has its own. */
const straightened = (line: string) =>
  line
    .replace(/[“”„‟«»「」『』]/g, '"')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[\p{Zs}\t]+/gu, " ")
    .replace(/(?<=^| )[—–―]+(?=\p{L})/gu, "--")
    .trim();

type Hidden = { readonly code: string; readonly at: number };

/** Tabs and ends of lines are seen, and the selectors of variants only pick a picture. */
const harmless = "\t\n\r\u2028\u2029\uFE0E\uFE0F";

/** The first character that nobody sees. */
function hiddenIn(text: string): Hidden | undefined {
  for (const { 0: run, index } of text.matchAll(unseen)) {
    const found = [...run].find((character) => !harmless.includes(character));
    const code = found?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
    if (code !== undefined) return { code: `U+${code}`, at: index + 1 };
  }
  return undefined;
}

const hiding = ({ code, at }: Hidden) =>
  faultOf(
    {
      en: `The message has a character that nobody sees (${code}, at place ${at}): what it says is not what it shows.`,
      zh: `消息中有看不见的字符（${code}，第 ${at} 个位置）：它表达的内容与显示的不一致。`,
    },
    { en: "Type it anew, and copy the ids from my answers.", zh: "请重新输入，编号请从我的回答中复制。" },
  );

const tooLong = (length: number) =>
  faultOf(
    {
      en: `The message has ${length} characters; ${mostCharacters} are allowed.`,
      zh: `消息有 ${length} 个字符，最多允许 ${mostCharacters} 个。`,
    },
    { en: "Say it in fewer words.", zh: "请缩短后再发。" },
  );

const severalLines = (count: number) =>
  faultOf(
    {
      en: `The message has ${count} lines; one line with one command is allowed.`,
      zh: `消息有 ${count} 行，每条消息只能有一行、一个命令。`,
    },
    { en: "Send each command by itself.", zh: "请把每个命令单独发送。" },
  );
