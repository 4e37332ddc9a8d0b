/**
 * What the host called, as far as the performance depends on it. With the policy, the slots and the seed of the log it
 * plays the session again, bit for bit: a report from the field becomes a test.
 *
 * HOT PATH: written once an onset; numbers in a row, so that nothing is allocated but their room.
 */

import type { Ratio, Seconds } from '../units.ts'
import type { HostCall, SwapCall } from './log.ts'

const CALLS = ['onset', 'pause', 'resume', 'cue', 'swap'] as const
/** What, when, how far music had been asked for, how loud, and whether with a pitch. */
const COLUMNS = 5

/** Five hours of seven onsets a second. Who plays longer is logged, and not played again: half a session is none. */
export const MOST_CALLS = 131_072

export class SessionTape {
  /** How far the host has asked for music, on its own clock. */
  advancedTo: Seconds = 0
  readonly #numbers: number[] = []
  readonly #swaps: SwapCall[] = []

  onset(at: Seconds, velocity: Ratio, pitched: boolean): void {
    this.#add(0, at, velocity, pitched ? 1 : 0)
  }

  pause(at: Seconds): void {
    this.#add(1, at, 0, 0)
  }

  resume(at: Seconds): void {
    this.#add(2, at, 0, 0)
  }

  cue(): void {
    this.#add(3, this.advancedTo, 0, 0)
  }

  swap(swap: SwapCall): void {
    // In the place of a velocity: which one.
    this.#add(4, this.advancedTo, this.#swaps.push(swap) - 1, 0)
  }

  /** Null where there were more than a tape holds. */
  calls(): readonly HostCall[] | null {
    const rows = this.#numbers.length / COLUMNS
    if (rows > MOST_CALLS) return null
    const number = (row: number, column: number): number => plain(this.#numbers[row * COLUMNS + column] ?? 0)
    return Array.from({ length: rows }, (_, row) => {
      const call = CALLS[number(row, 0)] ?? 'onset'
      const at = { call, at: number(row, 1), advanced_to: number(row, 2) }
      if (call === 'swap') return { ...at, ...this.#swaps[number(row, 3)] }
      return call === 'onset' ? { ...at, velocity: number(row, 3), pitched: number(row, 4) === 1 } : at
    })
  }

  #add(call: number, at: Seconds, velocity: Ratio, pitched: number): void {
    if (this.#numbers.length > MOST_CALLS * COLUMNS) return
    this.#numbers.push(call, at, this.advancedTo, velocity, pitched)
  }
}

/** −0 has no place in canonical JSON. */
function plain(value: number): number {
  return value === 0 ? 0 : value
}
