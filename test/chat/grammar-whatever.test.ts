import fc from "fast-check";
import { expect, test } from "vitest";
import { codeFor } from "../../shared/chat/dingtalk/code.ts";
import { escaped } from "../../shared/chat/escaped.ts";
import { fold } from "../../shared/chat/grammar/fold.ts";
import { code } from "../../shared/chat/grammar/form.ts";
import { machine } from "../../shared/chat/grammar/machine.ts";
import { parse } from "../../shared/chat/grammar/parse.ts";
import { verbNamed } from "../../shared/chat/grammar/verbs.ts";
import { askForm, operationIdForm } from "../../shared/chat/ids.ts";
import { operationIdSchema } from "../../shared/command.ts";
import { askId } from "../../shared/console/word.ts";
import { instanceId } from "../../shared/operations/parameters.ts";
import { sentence } from "./sentences.ts";

const runs = { numRuns: 3_000 };

test("whatever is said comes to a wish or has an answer", () => {
  const kinds = new Map<string, number>();
  fc.assert(
    fc.property(sentence, (text) => {
      const parsed = parse(text);
      kinds.set(parsed.kind, (kinds.get(parsed.kind) ?? 0) + 1);
      if (parsed.kind === "answer") expect(parsed.text.length).toBeGreaterThan(20);
      else expect(verbNamed(parsed.wish.verb)?.to).toBe(parsed.wish.to);
    }),
    runs,
  );
  expect(kinds.get("wish")).toBeGreaterThan(100);
  expect(kinds.get("answer")).toBeGreaterThan(100);
});

test("nothing that changes something is wished for without a reason", () => {
  fc.assert(
    fc.property(sentence, (text) => {
      const parsed = parse(text);
      if (parsed.kind === "answer" || verbNamed(parsed.wish.verb)?.changes !== true) return;
      const { Reason, Why } = parsed.wish.args;
      const why = String(Reason ?? Why ?? "").trim();
      const chinese = why.match(/\p{Script=Han}/gu)?.length ?? 0; // each says as much as two letters
      expect([...why].length + chinese).toBeGreaterThanOrEqual(5);
    }),
    runs,
  );
});

test("what is folded is folded for good, and says the same", () => {
  fc.assert(
    fc.property(sentence, (text) => {
      const folded = fold(text);
      if ("fault" in folded) return;
      expect(fold(folded.text)).toEqual(folded);
      expect(parse(folded.text)).toEqual(parse(text));
    }),
    runs,
  );
});

test("no answer mentions anybody or has a tag, a link or code in it, whatever was said", () => {
  fc.assert(
    fc.property(sentence, (text) => {
      const parsed = parse(text);
      if (parsed.kind === "answer") expect(parsed.text).not.toMatch(/[@<>`\u200b\u202e]|:\/\/|\]\(/);
    }),
    runs,
  );
});

test("a name that is copied out of an answer is the name again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => {
      const plain = text.trim();
      expect(escaped(plain).normalize("NFKC")).toBe(plain);
    }),
    runs,
  );
});

test("a text that others chose steers nothing, and is one line of so many characters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 40 }), (text, most) => {
      const shown = escaped(text, most);
      expect(shown).not.toMatch(/[\\`*_{}[\]<>#|~@&\n\r\p{Cc}\p{Cf}\p{Cs}]|:\/\//u);
      expect([...shown].length).toBeLessThanOrEqual(most);
    }),
    runs,
  );
  expect(escaped("<at user_id=all> [x](http://www.evil.example) @all **b**")).toBe(
    "＜at user＿id=all＞ ［x］(http：//www．evil.example) ＠all ＊＊b＊＊",
  );
  expect(escaped("a\u202eb\nc\u200bd")).toBe("a b c d");
});

test("ids are those of the other doors", () => {
  const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdefA-"), minLength: 10, maxLength: 33 });
  const machineLike = fc.string({ unit: fc.constantFrom(..."i-Ab0_."), maxLength: 64 }).map((text) => `i-${text}`);
  fc.assert(
    fc.property(
      fc.oneof(
        hex,
        fc.nat(2_000_000).map((at) => `${at}-9f3a77c2b1d0`),
      ),
      machineLike,
      (id, named) => {
        expect(askForm.test(id)).toBe(askId.safeParse(id).success);
        expect(operationIdForm.test(id)).toBe(operationIdSchema.safeParse(id).success);
        expect(machine.read(named) !== undefined).toBe(instanceId.safeParse(named).success);
      },
    ),
    runs,
  );
});

test("every code that is told may be said", () => {
  const key = { id: "k1", secret: "a secret of this test's" };
  fc.assert(
    fc.property(fc.string(), fc.nat(), (person, nowMs) => {
      const told = codeFor(key, { operationId: "1", ask: "1", person }, nowMs);
      expect(code.read(told)).toBe(told);
    }),
  );
});
