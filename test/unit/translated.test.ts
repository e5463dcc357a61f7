import { expect, test } from "vitest";
import { translated } from "../../shared/entry/translated.ts";
import { RowUnreadable, StoreUnknown } from "../../shared/ledger/store.ts";

test.each([
  ["the ledger cannot be reached", new StoreUnknown("no answer"), "This call sent nothing to the cloud"],
  ["the record cannot be read", new RowUnreadable("version 9"), "This call sent nothing to the cloud"],
  ["something of ours fails", new TypeError("undefined"), "Whether anything changed is on the record"],
])(
  "when %s, a caller is told of this call only: an earlier one with its token may have been sent",
  (_, thrown, words) => {
    const { message } = translated(thrown);
    expect(message).toContain(words);
    expect(message).not.toMatch(/nothing was (changed|sent)/i);
  },
);
