/** Says on a terminal how many of so many are done, and how many a second; elsewhere it says nothing. */
export function createProgress(of: number, what: string): (done: number) => void {
  const { stderr } = process;
  const startedMs = performance.now();
  if (!stderr.isTTY) return () => undefined;
  return (done) => {
    const perSecond = Math.round((done / (performance.now() - startedMs)) * 1_000);
    stderr.write(`\r${done} of ${of} ${what}, ${perSecond} a second${done === of ? "\n" : ""}`);
  };
}
