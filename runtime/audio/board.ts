/**
 * What the audio thread writes for others to read, without a message: one array of numbers that both see. A reader sees
 * each number whole, and that is all it needs.
 */

import { MOST_CHANNELS } from './engine-limits.ts'

export const BOARD = {
  /** Frame that the next block begins with, on the context's clock. */
  frame: 0,
  /** Voices that sound. */
  voices: 1,
  /** Events that were left out. */
  dropped: 2,
  /** Least gain of the limiter; the reader sets it back to 1. */
  leastGain: 3,
  /** Blocks of the engine since it began. */
  blocks: 4,
  /** Frames by which sound is later than its event. */
  latency: 5,
  /** Blocks that took longer to compute than they last, by a clock of milliseconds. */
  overruns: 6,
  /** Where the peaks of the channels begin; the reader sets them back to 0. */
  peaks: 8,
} as const

export const BOARD_SIZE = BOARD.peaks + MOST_CHANNELS
