import { type Guess, guessesOf, oneSided } from "../core/guesses.ts";
import { NEW_TABLE_MS } from "./database.ts";
import { INDEX_LAG_MS, LONG_INDEX_LAG_MS } from "./secondary-index.ts";

const tablestore = (id: string, text: string, files: string, other: Parameters<typeof store>[3]) =>
  store(id, text, files.replace(/(^|, )/g, "$1tablestore/"), other);
const store = guessesOf("tablestore");

const notMade = oneSided("The product makes no such call.");
const notRead = oneSided("Nothing of the product's reads it.");

/** What the local Tablestore does that no document says. */
export const tablestoreGuesses: readonly Guess[] = [
  tablestore(
    "index-lag",
    `A secondary index shows a change ${INDEX_LAG_MS} ms of world time after its table. Open: the document says milliseconds normally, and names no bound.`,
    "secondary-index",
    `${LONG_INDEX_LAG_MS} ms.`,
  ),
  tablestore(
    "table-ready",
    `For ${NEW_TABLE_MS} ms after CreateTable calls about the table's rows get 404 OTSTableNotReady; so long the Java SDK's functional tests wait for it. Open: how long it takes at most, and that DeleteTable takes the indexes along.`,
    "database, actions/delete-table",
    "A new table can be used at once.",
  ),
  tablestore(
    "index-listed",
    "ListTable names indexes too; DescribeTable does not describe them.",
    "database, actions/describe-table",
    notMade,
  ),
  tablestore(
    "defined-type",
    "A predefined column takes values of its own type only.",
    "check-row-write",
    oneSided("The product writes none of another type."),
  ),
  tablestore(
    "after-modify-key",
    "RT_AFTER_MODIFY returns counters without the primary key.",
    "apply-row-write",
    notMade,
  ),
  tablestore(
    "update-expects-absence",
    "UpdateRow may be told that there is no row yet (EXPECT_NOT_EXIST), and makes it; the current SDK's tests do it, the API's page lists IGNORE and EXPECT_EXIST only.",
    "check-row-write, database",
    "It gets 400 OTSParameterInvalid, as with the older API; PutRow takes it as ever.",
  ),
  tablestore(
    "row-expiry",
    "A row without cells expires a time to live after its last write.",
    "row",
    oneSided("The product's tables keep their rows for good."),
  ),
  tablestore(
    "columns-to-get",
    "A row that has none of columnsToGet is not returned.",
    "row-read",
    oneSided("The product asks for whole rows."),
  ),
  tablestore(
    "condition-types",
    "Values of different types fulfil no comparison, not even NOT_EQUAL.",
    "column-condition",
    oneSided("The product compares integers with integers."),
  ),
  tablestore(
    "sub-filters",
    "AND and OR take 2 or more conditions; the error table says exactly 2.",
    "column-condition",
    oneSided("The product's conditions have two parts."),
  ),
  tablestore("batch-get", "A missing table or wrong key fails a whole BatchGetRow.", "actions/batch-get-row", notMade),
  tablestore("list-right", "ListTable needs ots:ListTable on table/*.", "authorize", notMade),
  tablestore(
    "acl",
    "An instance whose NetworkTypeACL has no INTERNET takes calls from functions alone, and from whoever else is inside the region: 403 OTSAuthFailed, Request denied by instance ACL policies.",
    "authenticate",
    oneSided("An instance without an ACL is that; s.yaml's has none."),
  ),
  tablestore(
    "instance-codes",
    "GetInstance of an instance that is not there is 404 InstanceNotFound.",
    "instance-api",
    oneSided("Its status says it, whatever the code."),
  ),
  tablestore("capacity", "Every call says that it consumed one capacity unit.", "messages", notRead),
  tablestore(
    "not-served",
    "What the local Tablestore does not have is refused with OTSParameterInvalid.",
    "ots-error",
    notMade,
  ),
  tablestore(
    "wording",
    "Messages of counters, limits and a wrong security token are our own words.",
    "check-row-write, apply-row-write, table-definition, authenticate",
    notRead,
  ),
];
