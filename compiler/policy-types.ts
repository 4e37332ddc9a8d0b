/**
 * The types of the policy contract, repeated structurally where the compiler needs them: the compiler may not import
 * the runtime's core, and a test (`test/compiler/policy-types.test.ts`) holds the two equal.
 */

export type Articulation = 'normal' | 'open' | 'pedal' | 'flam' | 'drag' | 'roll' | 'choke' | 'dead'
export type MemberKind = 'metronome' | 'drummer' | 'bassist' | 'pianist' | 'guitarist'
export type Voicing = 'rootless' | 'shell' | 'spread' | 'drop2' | 'close'

export interface SlotSpec {
  readonly name: string
  readonly kind: 'continuous' | 'chance' | 'categorical' | 'contextual'
  readonly unit: string | null
  readonly default: number | string
  readonly min: number | null
  readonly max: number | null
  readonly scale: 'linear' | 'log'
  readonly above: string | null
  readonly choices: readonly string[] | null
  readonly features: readonly string[] | null
  readonly doc: string | null
  readonly index: number
  readonly size: number
}

export interface MeterDef {
  readonly upper: number
  readonly lower: number
  readonly quarters: number
  readonly beats: readonly number[]
}

export interface ChordDef {
  readonly symbol: string
  readonly root: number
  readonly bass: number
  readonly tones: readonly number[]
  readonly degrees: readonly number[]
  readonly scale: readonly number[]
}
