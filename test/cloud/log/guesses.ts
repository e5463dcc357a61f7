import { type Guess, guessesOf, oneSided } from "../core/guesses.ts";

const log = guessesOf("log");

/** What the local log service does that no document says. */
export const logGuesses: readonly Guess[] = [
  log("ships", "A line of a function can be found two seconds after it was written.", "log/sls", "After two minutes."),
  log(
    "denied",
    "Whoever lacks the right gets 401 Unauthorized, as public clients met it (aliyun-log-go-sdk#38), on project/<project>/logstore/<logstore>. Open: documents differ on whether the resource has the logstore in it.",
    "log/sls",
    oneSided("The deployer's policy has both forms, and any refusal is told as one."),
  ),
  log(
    "date",
    "A date is signed, and not compared with the world's: the SDK signs for its machine's time, and the world has its own.",
    "log/authenticate",
    oneSided("No reader of the product's could be in time."),
  ),
  log(
    "line",
    "A line of a function is one entry with the field message, under the topic FCLogs:<function>.",
    "log/log-projects, fc/ship-log",
    oneSided("It is searched in full text, whatever its field."),
  ),
];
