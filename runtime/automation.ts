/**
 * A value that rules move: a level in dB or a tempo in bpm.
 *
 * It rests on a base that the piece gives (and that may change under it). An effect pulls it *to* a value or *by*
 * an amount, over some beats in a straight line; when the effect ends the value returns the same way. Effects that
 * are kept become part of the base. Nothing is pulled out of bounds: from there it would have to come back unheard.
 */

import type { Beats } from './units.ts'

export type Pull = 'to' | 'by'

export class Automation {
  /** Set by a kept `to`; NaN while the piece's own base holds. */
  #keptValue = Number.NaN
  #keptBy = 0
  #pull: Pull | null = null
  #amount = 0
  #from = 0
  #start: Beats = 0
  #span: Beats = 0

  readonly #bound: (value: number) => number

  /** True as long as nothing ever moved it: the base is the value. */
  idle = true

  constructor(bound: (value: number) => number = (value) => value) {
    this.#bound = bound
  }

  /** Where the value is going. */
  target(base: number): number {
    const rest = this.#bound(this.#rest(base))
    if (this.#pull === null) return rest
    return this.#bound(this.#pull === 'to' ? this.#amount : rest + this.#amount)
  }

  /** The value at a moment, `now` in beats from the start. */
  value(base: number, now: Beats): number {
    const target = this.target(base)
    const share = this.share(now)
    return share >= 1 ? target : this.#from + (target - this.#from) * share
  }

  /** How much of the present move is done, 0..1. */
  share(now: Beats): number {
    if (now >= this.#start + this.#span) return 1
    return now <= this.#start ? 0 : (now - this.#start) / this.#span
  }

  /** An effect that lasts until `release`, or until another one takes its place. */
  hold(pull: Pull, amount: number, base: number, now: Beats, span: Beats): void {
    this.#move(base, now, span)
    this.#pull = pull
    this.#amount = amount
  }

  /** An effect that stays for good, and ends the one that lasts. */
  keep(pull: Pull, amount: number, base: number, now: Beats, span: Beats): void {
    this.#move(base, now, span)
    this.#pull = null
    if (pull === 'by') this.#keptBy += amount
    else {
      this.#keptValue = amount
      this.#keptBy = 0
    }
    const rest = this.#rest(base)
    const bound = this.#bound(rest)
    if (bound !== rest) this.#keptBy += bound - rest
  }

  /** The lasting effect is over. */
  release(base: number, now: Beats, span: Beats): void {
    this.#move(base, now, span)
    this.#pull = null
  }

  #rest(base: number): number {
    return (Number.isNaN(this.#keptValue) ? base : this.#keptValue) + this.#keptBy
  }

  #move(base: number, now: Beats, span: Beats): void {
    this.idle = false
    this.#from = this.value(base, now)
    this.#start = now
    this.#span = span
  }
}
