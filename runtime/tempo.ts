/**
 * The written tempo, beat by beat: the piece's program, a section's own, and what rules add.
 *
 * The followed clock drifts away from it with the player, except where the *band leads*: on the first beat of a
 * new program, during ramps, on the rungs of a ladder and while a rule moves the tempo.
 */

import { Automation, type Pull } from './automation.ts'
import type { Features } from './features.ts'
import type { TempoSettings } from './policy.ts'
import type { Beats, Bpm, Quarters, Seconds } from './units.ts'

/** Where a beat stands, counted from the start of bar 1. */
export interface BeatCount {
  /** Whole bars before this beat's bar. */
  bars: number
  /** Whole beats before this beat. */
  beats: number
  beatInBar: number
  beatsInBar: number
  /** Written time. */
  grid: Seconds
}

export class TempoPlan {
  /** What is written for the beat, rules included. */
  written: Bpm = 0
  /** True where the band leads. */
  leads = false
  /** The tempo to lead with. */
  leadBpm: Bpm = 0
  /** Quarters that bpm counts. */
  unit: Quarters = 1
  low: Bpm = 0
  high: Bpm = 0

  #features: Features
  #piece: Program
  readonly #rules = new Automation((bpm) => this.#clamp(bpm))
  #now: Program
  /** How far the followed tempo lay from the written one when a rule began to move it, and whether that stays. */
  #apart: Bpm = 0
  #staysApart = false
  #base: Bpm = 0
  /** A rule was moving the tempo on the beat before, so that this beat ends the move. */
  #moving = false
  /** `#apart` is in force. */
  #departed = false

  constructor(piece: TempoSettings, unit: Quarters, features: Features) {
    this.#features = features
    this.#piece = new Program(piece, unit, features)
    this.#now = this.#piece
    this.#enter(this.#piece)
  }

  /** Bar 1 begins, and with it the piece's program. */
  begin(at: BeatCount): void {
    this.#piece.begin(at)
    this.#now.begin(at)
  }

  /** A section begins: its own tempo starts anew, else the piece's goes on. */
  enterSection(own: TempoSettings | null, unit: Quarters, at: BeatCount): void {
    if (own !== null) {
      this.#now = new Program(own, unit, this.#features)
      this.#now.begin(at)
      this.#enter(this.#now)
    } else if (this.#now !== this.#piece) {
      this.#now = this.#piece
      this.#enter(this.#piece)
    }
  }

  /**
   * Another piece takes over. A tempo that is written as before goes on from where it is; another one begins here.
   * @param own the present section's
   */
  swap(
    piece: TempoSettings,
    unit: Quarters,
    features: Features,
    own: TempoSettings | null,
    ownUnit: Quarters,
    at: BeatCount,
  ): void {
    const before = this.#now
    const base = this.#base
    this.#features = features
    this.#piece = this.#follow(this.#piece, piece, unit, at)
    this.#now = own === null ? this.#piece : this.#follow(before, own, ownUnit, at)
    this.#enter(this.#now)
    if (this.#now.text === before.text) this.#base = base
  }

  #follow(before: Program, settings: TempoSettings, unit: Quarters, at: BeatCount): Program {
    const program = new Program(settings, unit, this.#features)
    program.begin(program.text === before.text ? before.from : at)
    return program
  }

  /** Reads the tempo of a beat into `written`, `leads` and `leadBpm`. */
  read(at: BeatCount): void {
    const base = this.#now.bpm(at)
    const share = this.#rules.share(at.beats)
    const written = this.#clamp(this.#rules.value(base, at.beats))
    const moved = base !== this.#base || share < 1 || this.#moving
    this.#moving = share < 1
    this.#base = base
    this.written = written
    this.leads = moved || this.#now.isRamping(at)
    const apart = this.#departed ? this.#apart * (this.#staysApart ? 1 : 1 - share) : 0
    this.leadBpm = this.#clamp(written + apart)
    if (share >= 1) this.#departed = false
  }

  /**
   * A rule moves the tempo.
   * @param followed the tempo that the clock has now
   */
  pull(pull: Pull, bpm: Bpm, keep: boolean, over: Beats, at: BeatCount, followed: Bpm): void {
    this.#depart(followed, pull === 'by')
    const base = this.#baseAt(at)
    if (keep) this.#rules.keep(pull, bpm, base, at.beats, over)
    else this.#rules.hold(pull, bpm, base, at.beats, over)
  }

  /** The rule's effect is over: back to what is written. */
  release(over: Beats, at: BeatCount, followed: Bpm, stayApart: boolean): void {
    this.#depart(followed, stayApart)
    this.#rules.release(this.#baseAt(at), at.beats, over)
  }

  /** What rules move: the base of the beat before, unless another program has begun since. */
  #baseAt(at: BeatCount): Bpm {
    return Number.isNaN(this.#base) ? this.#now.bpm(at) : this.#base
  }

  #depart(followed: Bpm, stays: boolean): void {
    this.#apart = followed - this.written
    this.#staysApart = stays
    this.#departed = true
    this.#moving = true
  }

  #enter(program: Program): void {
    this.unit = program.unit
    this.low = program.settings.lowBpm
    this.high = program.settings.highBpm
    this.#base = Number.NaN
  }

  #clamp(bpm: Bpm): Bpm {
    // Written so that what is no number gives the lowest tempo.
    return bpm > this.low ? (bpm < this.high ? bpm : this.high) : this.low
  }
}

class Program {
  readonly settings: TempoSettings
  readonly unit: Quarters
  readonly #changing: Features['changingTempo']
  readonly from: BeatCount = { bars: 0, beats: 0, beatInBar: 0, beatsInBar: 4, grid: 0 }

  constructor(settings: TempoSettings, unit: Quarters, { changingTempo }: Features) {
    this.settings = settings
    this.unit = unit
    this.#changing = changingTempo
  }

  begin(at: BeatCount): void {
    this.from.bars = at.bars
    this.from.beats = at.beats
    this.from.grid = at.grid
  }

  bpm(at: BeatCount): Bpm {
    const { program } = this.settings
    return program.kind === 'steady'
      ? program.bpm
      : (this.#changing?.bpm(program, this.from, at) ?? program.from)
  }

  /** Two that say the same are one tempo. */
  get text(): string {
    return JSON.stringify([this.settings.program, this.unit])
  }

  /** Whether the tempo of this beat is on its way to another. */
  isRamping(at: BeatCount): boolean {
    const { program } = this.settings
    return program.kind === 'ramp' && this.#changing?.isRamping(program, this.from, at) === true
  }
}
