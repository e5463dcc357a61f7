/** Signs that take two columns of a terminal: those of Chinese, Japanese and Korean, and pictures. */
const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** Signs that take none: marks upon another sign, joiners, and what no terminal shows. */
const narrow = /[\p{Mark}\p{Control}\p{Format}]/u;

/** How many columns of a terminal a text takes. */
export const widthOf = (text: string): number => [...text].reduce((sum, sign) => sum + columnsOf(sign), 0);

function columnsOf(sign: string): number {
  if (narrow.test(sign)) return 0;
  return wide.test(sign) ? 2 : 1;
}

/** Filled up with spaces to so many columns. */
export const padded = (text: string, columns: number) => text + " ".repeat(Math.max(0, columns - widthOf(text)));

/** A text in lines of so many columns at most: broken at a space where there is one, else between two signs. */
export const wrapped = (text: string, columns: number): readonly string[] =>
  text.split("\n").flatMap((line) => wrappedLine(line, columns));

function wrappedLine(line: string, columns: number): readonly string[] {
  if (widthOf(line) <= columns) return [line];
  const fits = fitting(line, columns);
  const space = fits.lastIndexOf(" ");
  const head = space > 0 && line[fits.length] !== " " ? fits.slice(0, space) : fits;
  return [head, ...wrappedLine(line.slice(head.length).trimStart(), columns)];
}

/** As much of the beginning as fits, one sign at least. */
function fitting(line: string, columns: number): string {
  let fits = "";
  for (const sign of line) {
    if (fits !== "" && widthOf(fits + sign) > columns) break;
    fits += sign;
  }
  return fits;
}
