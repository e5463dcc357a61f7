/** The most that is read of what somebody answers who has a word to say, bytes (invented). */
const maxBytes = 64 * 1_024;

class AnswerTooLarge extends Error {
  override readonly name = "AnswerTooLarge";
}

/** The text of an answer. What is larger is not read on: its connection is closed. */
export async function readBounded(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new AnswerTooLarge(`more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
