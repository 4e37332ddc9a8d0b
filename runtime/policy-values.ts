/** What all parts of a policy are written with. */

/** Values of all slots, each in its own unit (ms for times, 0..1 for chances and ratios, dB, bpm …); see `SlotSpec.index`. */
export type Slots = Float64Array

export interface Span {
  readonly amount: number
  readonly unit: 'beats' | 'bars' | 's'
}
