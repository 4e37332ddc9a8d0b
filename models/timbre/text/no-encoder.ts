/** Why there is no sentence encoder: what is wrong, and what helps. */
export class NoEncoder extends Error {
  override readonly name = 'NoEncoder'
}

/** By its name: a program that is loaded later has a class of its own. */
export const isNoEncoder = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'NoEncoder'
