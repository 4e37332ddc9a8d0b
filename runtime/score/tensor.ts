import { AXES, TIMBRE_SPACE } from '../timbre/axes.ts'
import { TIMBRE_SPACES, type TimbreSpaceId } from '../timbre/spaces.ts'
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

/** Fields of a beat that are a column each, under their own names. */
const PLAIN = ['measure', 'cell', 'emphasis', 'velocity', 'duration', 'level', 'pan'] as const

/** What a choice is, is one column a choice, 1 where it is so. */
export const TENSOR_COLUMNS: readonly string[] = [
  'timestamp',
  'grid_timestamp',
  // How far the player and the feel moved it.
  'deviation',
  // Since the beat before it in the score, whoever played that; 0 for the first.
  'interval',
  'beat_number',
  ...PLAIN,
  'has_pitch',
  'pitch',
  ...RESPONSE_MODES.map((mode) => `mode_${mode}`),
  ...ARTICULATIONS.map((articulation) => `articulation_${articulation}`),
  'member',
  'voice',
  ...AXES.map((axis) => `timbre_${axis}`),
]

/** The same for timbres of a space: those of a trained one have no names. */
function columnsIn(space: TimbreSpaceId): readonly string[] {
  if (space === TIMBRE_SPACE) return TENSOR_COLUMNS
  const numbers = Array.from({ length: TIMBRE_SPACES[space] }, (_, i) => `timbre_${i}`)
  return [...TENSOR_COLUMNS.slice(0, -AXES.length), ...numbers]
}

/** The beats as rows, in their order. Times in seconds, level in dB, pitch in MIDI numbers, the rest as in `Beat`. */
export function tensorOfBeats(beats: readonly Beat[]): Tensor {
  const members = [...new Set(beats.map(({ member }) => member))].sort()
  const voices = [...new Set(beats.map(({ voice }) => voice))].sort()
  const columns = columnsIn(beats[0]?.timbre.space ?? TIMBRE_SPACE)
  const width = columns.length
  const data = new Float64Array(beats.length * width)
  const isIt = <T>(choices: readonly T[], chosen: T): readonly number[] =>
    choices.map((choice) => (choice === chosen ? 1 : 0))
  beats.forEach((beat, i) => {
    const { timestamp, gridTimestamp, pitch } = beat
    const row = [
      timestamp,
      gridTimestamp,
      timestamp - gridTimestamp,
      timestamp - (beats[i - 1]?.timestamp ?? timestamp),
      beat.beatNumber,
      ...PLAIN.map((field) => beat[field]),
      pitch === null ? 0 : 1,
      pitch ?? 0,
      ...isIt(RESPONSE_MODES, beat.responseMode),
      ...isIt(ARTICULATIONS, beat.articulation),
      members.indexOf(beat.member),
      voices.indexOf(beat.voice),
      ...beat.timbre.vector,
    ]
    data.set(row, i * width)
  })
  return { data, shape: [beats.length, width], columns, members, voices }
}
