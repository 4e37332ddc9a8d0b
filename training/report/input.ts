/** What the pages of evaluation, gate and training are made from. Every number is finite. */

export interface Interval {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** A slot before and after. */
export type Move =
  | {
      readonly kind: 'number'
      readonly name: string
      readonly unit: string
      readonly min: number
      readonly max: number
      /** The mean, and what one σ to either side of it is. */
      readonly before: Interval
      readonly after: Interval
      /** By how many of the logged σ; null for a slot that does not scatter. */
      readonly sigmas: number | null
    }
  | {
      readonly kind: 'choice'
      readonly name: string
      readonly choices: readonly { readonly name: string; readonly before: number; readonly after: number }[]
    }

export interface Zones {
  readonly snapMs: number
  readonly followMs: number
  readonly limitMs: number
  readonly strength: number
  readonly bpm: number
}

/** How the draws fit their laws, by slot. */
export interface SlotFit {
  readonly name: string
  readonly p: number
  /** Twenty equal parts of 0..1; empty for a choice. */
  readonly counts: readonly number[]
}

/** What evaluation and the gate know of the units. */
export interface Judged {
  readonly units: number
  readonly users: number
  readonly rows: number
  readonly simulated: boolean
  readonly reward: string
  /** As it earned. */
  readonly logged: Interval
  /** Over that, doubly robust, unit by unit: narrower than the two apart. */
  readonly gain: Interval
  readonly estimates: {
    readonly dm: Interval
    readonly ips: Interval
    readonly snips: Interval
    readonly dr: Interval
  }
  /** What the intervals of the estimates are by. */
  readonly intervals: string
  /** What the units are worth for the candidate, as they are and by the laws alone. */
  readonly effective: number
  readonly expectedEffective: number
  readonly meanRatio: Interval
  /** By unit. */
  readonly ratios: Float64Array
  readonly fits: readonly SlotFit[]
  readonly moves: readonly Move[]
  readonly before: Zones
  readonly after: Zones
  /** Why rows and sessions do not count, and how many. */
  readonly leftOut: readonly (readonly [why: string, count: number])[]
}
