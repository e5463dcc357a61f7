/** What stands below a list that goes on. */
export const moreWords = (command: string, nextPage: string | undefined) =>
  nextPage === undefined ? "" : `\nThere is more: redeploy-once ${command} --page ${nextPage}`;
