/**
 * Work in blocks, and who does it. A block is a pure function's argument: the same block gives the same bytes, whoever works it out, how
 * often, and after what. So results do not depend on the number of workers, and a block whose worker died is simply done again.
 *
 *     for (const block of blocks) pool.submit(block)
 *     for (const _ of blocks) add(await pool.collect())   // in the order of submission, whichever was done first
 */

export interface Blocks<B, R> {
  /** Hands a block over. @throws Cancelled after `cancel` */
  submit(block: B): void
  /**
   * The result of the oldest block that has not been collected: sums over results are in a fixed order.
   * Rejects with BlockFailure where a block could not be done, Cancelled after `cancel`, RangeError where nothing was submitted.
   */
  collect(): Promise<R>
  /** Ends all work at once, and lets go of workers. Blocks that were not collected are lost. */
  cancel(): Promise<void>
}

/** What a worker does with a block. */
export type Task<B, R> = (block: B) => R | Promise<R>

/** A block is tried so often before the run stops: a worker may die for a reason of its own, a block fails for its own each time. */
export const TRIES = 3

/** A block that cannot be done, or workers that cannot be started. */
export class BlockFailure extends Error {
  /** From 0, in the order of submission; null where no worker starts. */
  readonly block: number | null

  constructor(block: number | null, reason: string) {
    super(
      block === null
        ? `no worker starts: ${reason}`
        : `block ${block} of the work failed ${TRIES} times: ${reason}`,
    )
    this.name = 'BlockFailure'
    this.block = block
  }
}

/** The work was cancelled. */
export class Cancelled extends Error {
  constructor() {
    super('the work was cancelled')
    this.name = 'Cancelled'
  }
}

/** What went wrong, in its own words. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
