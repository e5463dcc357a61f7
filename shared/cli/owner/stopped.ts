/** What ends a command before its end. Exit code 1: it was asked, and it failed or was refused. 2: nothing was asked. 3: something is to be done. */
export class Stopped extends Error {
  override readonly name = "Stopped";
  readonly exitCode: 1 | 2 | 3;
  /** Whether something may have been done all the same. */
  readonly isUnsure: boolean;

  constructor(exitCode: 1 | 2 | 3, message: string, isUnsure = false) {
    super(message);
    this.exitCode = exitCode;
    this.isUnsure = isUnsure;
  }
}

/** It was asked, and it failed or was refused. Without words: they were printed. */
export const failed = (message = "") => new Stopped(1, message);

/** It was asked, or it was not: nobody knows. */
export const unsure = (message: string) => new Stopped(1, message, true);

/** The command line or a file is not usable: nothing was asked. */
export const misused = (message: string) => new Stopped(2, message);
