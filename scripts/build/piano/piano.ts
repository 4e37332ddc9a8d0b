/**
 * The piano: recordings of Alexander Holm's Salamander Grand (CC BY 3.0), from MP3 to the file that every engine plays
 * (runtime/audio/samples/bank-file.ts). Nothing in it depends on the machine or the day.
 */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Recording, writeBankFile } from '../../../runtime/audio/samples/bank-file.ts'
import { type Output, replaceOutputs } from '../outputs.ts'
import { type DecodeMp3, mp3Decoder } from './mp3.ts'
import { type Straightened, straightened } from './partials.ts'
import { cut, dullAs, loudnessOf } from './recording.ts'

export interface Layer {
  /** As the recordings count them, 1 to 16. */
  readonly recorded: number
  /** The velocity that it stands for. */
  readonly velocity: number
}

/** What SIL's cells play: `g` near the first, `x` on the second, `X` on the last. */
export const LAYERS: readonly Layer[] = [
  { recorded: 4, velocity: 0.3 },
  { recorded: 10, velocity: 0.7 },
  { recorded: 15, velocity: 1 },
]

/** Every minor third from C2 to C6: no note between lies further than a semitone from a recording. */
export const KEYS: readonly number[] = Array.from({ length: 17 }, (_, i) => 36 + 3 * i)
const NAMES: Readonly<Record<number, string>> = { 0: 'C', 3: 'D#', 6: 'F#', 9: 'A' }

/**
 * The left channel alone: the two microphones hear each partial in phases of their own, so that their sum takes some away
 * (their correlation on A3 is −0.4), and the right one has little but the first partial above C4.
 */
const CHANNEL = 0
/** As long as anybody holds a chord; above, strings ring shorter. */
const SECONDS_AT_C2 = 7
const SECONDS_AT_C6 = 3.5
/** 14 bits and a sign bit less than CDs: rounding stays 84 dB below the peak, far below what MP3 leaves. */
const PEAK = 8191
/** Of all notes at velocity 1: that of the modal piano, so that a band is as loud with the one as with the other. */
const LOUDNESS = 0.46
/** A grand's treble is softer than its middle, by as much an octave. */
const TREBLE_DB = 2
/** Below the softest layer, blows grow duller by this. */
const SOFTEST_DULL = 0.5

export interface PreparedKey {
  readonly midi: number
  readonly rate: number
  /** By layer. */
  readonly recordings: readonly Recording[]
}

export function prepareKey(top: string, midi: number, decode: DecodeMp3 = mp3Decoder(top)): PreparedKey {
  const expected = 440 * 2 ** ((midi - 69) / 12)
  const seconds = SECONDS_AT_C2 + ((SECONDS_AT_C6 - SECONDS_AT_C2) * (midi - 36)) / 48
  let rate = 0
  const blows = LAYERS.map(({ recorded }): Straightened => {
    const decoded = decode(readFileSync(fileOf(top, midi, recorded)), seconds + 1)
    rate = decoded.rate
    const sound = cut(decoded.channels[CHANNEL] ?? new Float64Array(), rate, expected, seconds)
    return straightened(sound, rate, expected)
  })
  const target = LOUDNESS * 10 ** ((-TREBLE_DB * Math.max(0, midi - 60)) / 12 / 20)
  const recordings = blows.map(({ sound, fit }, layer): Recording => {
    const below = blows[layer - 1]
    const loudness = loudnessOf(sound, rate)
    const dulled =
      below === undefined ? { dull: SOFTEST_DULL, loudness } : dullAs(sound, below.sound, rate, expected)
    const peak = sound.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
    const scale = PEAK / peak
    return {
      sound: Int16Array.from(sound, (x) => Math.round(scale * x)),
      pitch: fit.pitch,
      gain: target / (loudness * scale),
      dull: dulled.dull,
      lift: loudness / dulled.loudness,
    }
  })
  return { midi, rate, recordings }
}

/** Writes dist/sounds/ and resolves to the paths written. */
export function buildPiano(top: string): readonly string[] {
  const decode = mp3Decoder(top)
  const keys = KEYS.map((midi) => prepareKey(top, midi, decode))
  const file = writeBankFile(
    keys[0]?.rate ?? 44100,
    LAYERS.map(({ velocity }) => velocity),
    keys.flatMap(({ recordings }) => recordings),
  )
  const outputs: Output[] = [
    { path: 'dist/sounds/piano.bin', text: file },
    { path: 'dist/sounds/LICENCE.txt', text: credit(top) },
  ]
  return replaceOutputs(top, outputs, 'dist/sounds')
}

const packageOf = (top: string, recorded: number): string =>
  join(top, 'node_modules', '@audio-samples', `piano-mp3-velocity${recorded}`)

/** @throws where the package is not installed */
function fileOf(top: string, midi: number, recorded: number): string {
  const name = `${NAMES[midi % 12] ?? '?'}${Math.floor(midi / 12) - 1}v${recorded}.mp3`
  const file = join(packageOf(top, recorded), 'audio', name)
  if (!existsSync(file)) throw new Error(`${file} is missing: npm ci installs the recordings of the piano`)
  return file
}

/** Whose recordings they are, on what terms, and what was changed. */
export function credit(top: string): string {
  const licence = readFileSync(join(packageOf(top, LAYERS[0]?.recorded ?? 0), 'LICENSE'), 'utf8').trim()
  return `piano.bin holds recordings of the Salamander Grand Piano V3 (a Yamaha C5) by Alexander Holm,
https://archive.org/details/SalamanderGrandPianoV3
licensed under Creative Commons Attribution 3.0 Unported (CC BY 3.0),
https://creativecommons.org/licenses/by/3.0/legalcode

Changes: ${KEYS.length} keys from C2 to C6 and ${LAYERS.length} of 16 layers; decoded from the MP3 files of the npm packages
@audio-samples/piano-mp3-velocity${LAYERS.map(({ recorded }) => recorded).join(', -velocity')}; the left channel alone, cut to its onset, rumble below
36 to 120 Hz taken out, faded after some seconds, single partials moved by some cents to where a stiff string has them, its level measured
and its pitch corrected when it is played.

The packages themselves:

${licence}
`
}
