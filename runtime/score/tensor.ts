import { AXES, EMBEDDING_DIM } from '../timbre/axes.ts'
import { ARTICULATIONS, type Beat, RESPONSE_MODES } from './beat.ts'

/** A table of numbers, row after row. */
export interface Tensor {
  /** rows × columns. Doubles: a timestamp ten minutes in would lose its tens of microseconds in floats. */
  readonly data: Float64Array
  /** [beats, features + embedding] */
  readonly shape: readonly [number, number]
  /** Name of each column. */
  readonly columns: readonly string[]
  /** What the numbers in the columns `member` and `voice` stand for: places in these sorted lists. */
  readonly members: readonly string[]
  readonly voices: readonly string[]
}

/** One number of a beat each; what a choice is, is one column a choice, 1 where it is so. */
const FEATURES: readonly (readonly [string, (beat: Beat, previous: Beat | undefined) => number])[] = [
  ['timestamp', (beat) => beat.timestamp],
  ['grid_timestamp', (beat) => beat.gridTimestamp],
  // How far the player and the feel moved it.
  ['deviation', (beat) => beat.timestamp - beat.gridTimestamp],
  // Since the beat before it in the score, whoever played that; 0 for the first.
  ['interval', (beat, previous) => (previous === undefined ? 0 : beat.timestamp - previous.timestamp)],
  ['beat_number', (beat) => beat.beatNumber],
  ['measure', (beat) => beat.measure],
  ['cell', (beat) => beat.cell],
  ['emphasis', (beat) => beat.emphasis],
  ['velocity', (beat) => beat.velocity],
  ['duration', (beat) => beat.duration],
  ['level', (beat) => beat.level],
  ['pan', (beat) => beat.pan],
  ['has_pitch', (beat) => (beat.pitch === null ? 0 : 1)],
  ['pitch', (beat) => beat.pitch ?? 0],
  ...RESPONSE_MODES.map(
    (mode) => [`mode_${mode}`, (beat: Beat) => (beat.responseMode === mode ? 1 : 0)] as const,
  ),
  ...ARTICULATIONS.map(
    (articulation) =>
      [`articulation_${articulation}`, (beat: Beat) => (beat.articulation === articulation ? 1 : 0)] as const,
  ),
]

/** Columns before the embedding: the features above, then `member` and `voice`. */
export const FEATURE_COLUMNS: readonly string[] = [...FEATURES.map(([name]) => name), 'member', 'voice']

export const TENSOR_COLUMNS: readonly string[] = [...FEATURE_COLUMNS, ...AXES.map((axis) => `timbre_${axis}`)]

/** The beats as rows, in their order. Times in seconds, level in dB, pitch in MIDI numbers, the rest as in `Beat`. */
export function tensorOfBeats(beats: readonly Beat[]): Tensor {
  const members = [...new Set(beats.map((beat) => beat.member))].toSorted()
  const voices = [...new Set(beats.map((beat) => beat.voice))].toSorted()
  const memberIndex = new Map(members.map((name, i) => [name, i]))
  const voiceIndex = new Map(voices.map((name, i) => [name, i]))
  const width = TENSOR_COLUMNS.length
  const data = new Float64Array(beats.length * width)
  let at = 0
  let previous: Beat | undefined
  for (const beat of beats) {
    for (const [, feature] of FEATURES) data[at++] = feature(beat, previous)
    data[at++] = memberIndex.get(beat.member) ?? -1
    data[at++] = voiceIndex.get(beat.voice) ?? -1
    data.set(beat.timbre.vector, at)
    at += EMBEDDING_DIM
    previous = beat
  }
  return { data, shape: [beats.length, width], columns: TENSOR_COLUMNS, members, voices }
}
