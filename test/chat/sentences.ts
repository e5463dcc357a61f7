import fc from "fast-check";
import { chatVerbs, namesOf, verbNames } from "../../shared/chat/grammar/verbs.ts";

const options = chatVerbs.flatMap(({ takes }) =>
  takes.flatMap(({ option }) => (option === undefined ? [] : [...option.en, ...option.zh])),
);

/** Pieces of sentences: verbs, options and values as they should be, and what gets in between. */
const piece = fc.oneof(
  fc.constantFrom(...verbNames),
  fc.constantFrom(...options).map((name) => `--${name}`),
  fc.constantFrom(...options).map((name) => `${name}=`),
  fc.constantFrom("i-bp1plain0001", "web-7", "10.0.0.7", "150dc535e4af49dc8c1d3f6b5a2e7f90", "1-9f3a77c2b1d0", "0001"),
  fc.constantFrom('"it hangs now"', "“宿主机正在故障”", '""', "m-1", "2h", "7K2QWX9M", "happened", "e-1", "role=db"),
  fc.constantFrom(
    '"',
    "'",
    "=",
    ":",
    "--",
    "-",
    "—",
    "\u200b",
    "\u202e",
    "\ufeff",
    "\n",
    "\u3000",
    "@all",
    "<at>",
    "密码",
  ),
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.string({ unit: "binary", maxLength: 8 }),
);

/** An example with pieces put in and taken out, so that some of it comes through. */
const edited = fc
  .record({
    verb: fc.constantFrom(...chatVerbs),
    name: fc.nat(),
    language: fc.constantFrom("en", "zh"),
    at: fc.nat(),
    drop: fc.nat(3),
    put: fc.array(piece, { maxLength: 3 }),
  })
  .map(({ verb, name, language, at, drop, put }) => {
    const own = verb.names[language][0];
    const names = namesOf(verb);
    const rest = verb.example[language].slice(own.length).trim().split(" ");
    const from = at % (rest.length + 1);
    const words = [...rest.slice(0, from), ...put, ...rest.slice(from + drop)];
    return [names[name % names.length], ...words].join(" ");
  });

/** What people, and others, may write to the robot. */
export const sentence = fc.oneof(
  edited,
  fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(" ")),
  fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join("")),
  fc.string({ unit: "binary", maxLength: 200 }),
);
