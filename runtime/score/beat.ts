import type { Articulation } from '../policy.ts'
import { TimbreEmbedding } from '../timbre/embedding.ts'
import type { Decibels, Midi, Ratio, Seconds } from '../units.ts'

export type { Articulation }

/** How the band answered the player: holds the beat, leans towards them, or is stretched as far as it goes. */
export type ResponseMode = 'snap' | 'follow' | 'limit'

export const RESPONSE_MODES: readonly ResponseMode[] = ['snap', 'follow', 'limit']

export const ARTICULATIONS: readonly Articulation[] = [
  'normal',
  'open',
  'pedal',
  'flam',
  'drag',
  'roll',
  'choke',
  'dead',
]

/** One event of a performance: a click, a stroke or a note. */
export interface Beat {
  /** When it sounds, from the start. */
  readonly timestamp: Seconds
  /** When it would sound on the grid, before the player and the feel moved it. */
  readonly gridTimestamp: Seconds
  /** The beat of the bar it falls in, from 1. */
  readonly beatNumber: number
  /** The bar it falls in, from 1; count-in bars are 0 and below. */
  readonly measure: number
  /** The velocity its cell is written with: x 0.7, X 1, g 0.25. */
  readonly emphasis: Ratio
  readonly timbre: TimbreEmbedding
  readonly responseMode: ResponseMode
  /** Name of the member that plays it. */
  readonly member: string
  /** Name of the voice within the member: `kick`, `beat`, `line`, `comp` … */
  readonly voice: string
  readonly articulation: Articulation
  /** null for what has no pitch: drums and clicks. */
  readonly pitch: Midi | null
  /** How hard it is played, dynamics included. */
  readonly velocity: Ratio
  readonly duration: Seconds
  /** On top of the velocity. */
  readonly level: Decibels
  /** −1 left … 1 right. */
  readonly pan: number
  /**
   * The cell of its pattern bar that it came from, from 1; brackets and what is in them are counted behind the bar's
   * last cell. 0 where it came from none (fills, walking lines).
   */
  readonly cell: number
}

/** What a beat must be given; the rest has a default. */
export type BeatFields = Pick<Beat, 'timestamp' | 'beatNumber' | 'measure'> & Partial<Beat>

/**
 * A beat from its fields.
 *
 * HOT PATH: all beats are made here, with their fields in one order, so that engines see a single shape.
 * Defaults: on the grid, emphasis 1, velocity the emphasis, the neutral timbre, snap, no pitch, 0 s, 0 dB, centre.
 */
export function makeBeat(fields: BeatFields): Beat {
  const emphasis = fields.emphasis ?? 1
  return {
    timestamp: fields.timestamp,
    gridTimestamp: fields.gridTimestamp ?? fields.timestamp,
    beatNumber: fields.beatNumber,
    measure: fields.measure,
    emphasis,
    timbre: fields.timbre ?? TimbreEmbedding.neutral(),
    responseMode: fields.responseMode ?? 'snap',
    member: fields.member ?? '',
    voice: fields.voice ?? '',
    articulation: fields.articulation ?? 'normal',
    pitch: fields.pitch ?? null,
    velocity: fields.velocity ?? emphasis,
    duration: fields.duration ?? 0,
    level: fields.level ?? 0,
    pan: fields.pan ?? 0,
    cell: fields.cell ?? 0,
  }
}
