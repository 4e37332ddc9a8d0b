/**
 * What the agent sees before it chooses what sounds on a beat: the sheet at that beat, and what it knows of the player from the beats that
 * are over. One row of float32, columns by name.
 *
 * HOT PATH: the part about the player is written once a beat for every environment; allocates nothing.
 */

import { EMBEDDING_DIM } from '../../runtime/timbre/axes.ts'
import type { Ratio, Seconds } from '../../runtime/units.ts'
import type { Chart, ChartBeat } from './chart.ts'
import { type Box, box } from './spaces.ts'
import { CHOICES, type Version } from './versions.ts'

const SEMITONES = 12

/** What is written: the same for every player. */
const SHEET_COLUMNS = [
  /** 1 on the first beat of a bar. */
  'downbeat',
  /** Where in its bar the beat stands: 0 …, below 1. */
  'place',
  /** How much of the episode is over, 0..1. */
  'progress',
  /** 1 where the score sounds. */
  'written',
  /** 1 for the degree that is written, one column each. */
  ...Array.from({ length: CHOICES - 1 }, (_, i) => `degree ${i + 1}`),
  /** 1 for the tones of the chord, by semitones above its root. */
  ...Array.from({ length: SEMITONES }, (_, i) => `tone ${i}`),
] as const

/** What is known of the player. Shares of a beat are cut at ±1. */
const PLAYER_COLUMNS = [
  /** How far the onset was behind the last beat, as a share of that beat; 0 without one. */
  'deviation',
  /** 1 where an onset met the last beat. */
  'met',
  /** How the band answered: 0 snap, 0.5 follow, 1 limit. */
  'zone',
  /** How sure the band is of the player, 0..1. */
  'confidence',
  /** The length of the coming beat beside the written one: −1..1, 0 as written, positive slower. */
  'stretch',
  /** 1 where the agent sounded on the last beat. */
  'sounded',
] as const

const MODES = 0.5

/** The columns of a version: the sheet, the player and, in v3, the timbre that is written. */
export function columnsOf(version: Version): readonly string[] {
  const timbre = version === 'v3' ? Array.from({ length: EMBEDDING_DIM }, (_, i) => `timbre ${i}`) : []
  return [...SHEET_COLUMNS, ...PLAYER_COLUMNS, ...timbre]
}

/** −1..1 where a column can be negative, else 0..1. */
export function observationSpace(version: Version): Box {
  const columns = columnsOf(version)
  const low = columns.map((name) =>
    name === 'deviation' || name === 'stretch' || name.startsWith('timbre') ? -1 : 0,
  )
  return box(low, 1, [columns.length])
}

/** The sheet as rows of an observation, [beats + 1, columns], the player's columns 0; after the last beat stands an empty row. */
export function sheetRows({ beats }: Chart, version: Version): Float32Array {
  const width = columnsOf(version).length
  const rows = new Float32Array((beats.length + 1) * width)
  for (const [row, beat] of beats.entries()) {
    const own = [
      ...sheetOf(beat),
      ...(version === 'v3' ? TIMBRE_GAP : []),
      ...(version === 'v3' ? beat.timbre.vector : []),
    ]
    rows.set(own, row * width)
    rows[row * width + PROGRESS] = row / beats.length
  }
  rows[beats.length * width + PROGRESS] = 1
  return rows
}

const PROGRESS = SHEET_COLUMNS.indexOf('progress')
/** The player's columns stand between the sheet and the timbre. */
const TIMBRE_GAP: readonly number[] = PLAYER_COLUMNS.map(() => 0)

function sheetOf({ beatInBar, beatsInBar, written, degree, chord }: ChartBeat): readonly number[] {
  return [
    beatInBar === 0 ? 1 : 0,
    beatInBar / beatsInBar,
    0,
    written === null ? 0 : 1,
    ...Array.from({ length: CHOICES - 1 }, (_, i) => (degree === i + 1 ? 1 : 0)),
    ...Array.from({ length: SEMITONES }, (_, i) =>
      chord.tones.some((tone) => tone % SEMITONES === i) ? 1 : 0,
    ),
  ]
}

/**
 * Writes what the beat that is over tells of the player.
 *
 * @param at where the row begins
 * @param deviation NaN where no onset met the beat
 * @param mode 0 snap, 1 follow, 2 limit
 * @param beat its length
 */
export function seePlayer(
  into: Float32Array,
  at: number,
  deviation: Seconds,
  mode: number,
  confidence: Ratio,
  beat: Seconds,
  sounded: boolean,
): void {
  const met = !Number.isNaN(deviation)
  const column = at + SHEET_COLUMNS.length
  into[column] = met ? within(deviation / beat) : 0
  into[column + 1] = met ? 1 : 0
  into[column + 2] = MODES * mode
  into[column + 3] = confidence
  into[column + 5] = sounded ? 1 : 0
}

/**
 * Writes how the coming beat was stretched.
 *
 * @param at where the row begins
 * @param coming its length
 * @param written what it would be at the written tempo
 */
export function seeStretch(into: Float32Array, at: number, coming: Seconds, written: Seconds): void {
  into[at + STRETCH] = within(coming / written - 1)
}

const STRETCH = SHEET_COLUMNS.length + PLAYER_COLUMNS.indexOf('stretch')

function within(share: number): number {
  return share > -1 ? (share < 1 ? share : 1) : -1
}
