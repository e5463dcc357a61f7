/** What ends a command before its end. Exit code 1: it was asked, and it failed or was refused. 2: nothing was asked. */
export class Stopped extends Error {
  override readonly name = "Stopped";
  readonly exitCode: 1 | 2;

  constructor(exitCode: 1 | 2, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** It was asked, and it failed or was refused. Without words: they were printed. */
export const failed = (message = "") => new Stopped(1, message);

/** The command line or a file is not usable: nothing was asked. */
export const misused = (message: string) => new Stopped(2, message);
