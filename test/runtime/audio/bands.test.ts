import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSource } from '../../../cli/io/workspace.ts'
import { loadPolicy } from '../../../cli/policy.ts'
import { check } from '../../../compiler/compile.ts'
import { createBandMeter } from '../../../runtime/audio/level.ts'
import { integratedLoudness } from '../../../runtime/audio/loudness.ts'
import { wantsSamples } from '../../../runtime/audio/palette/piano-of-timbre.ts'
import { render, renderBlocks } from '../../../runtime/audio/render.ts'
import { decibelsOfGain, gainOfDecibels } from '../../../runtime/units.ts'
import { pianoBank } from '../../harness/piano.ts'
import { repositoryTop } from '../../harness/sil.ts'
import { RATE, truePeak } from './measure.ts'

const SECONDS = 12

async function band(piece: string) {
  const opened = openSource(join(repositoryTop, 'examples', piece))
  const { ir } = check({ path: opened.path, text: opened.text, host: opened.host })
  if (ir === null) throw new Error(`${piece} has errors`)
  const policy = await loadPolicy(ir, opened)
  const { beats } = policy.score({ seconds: SECONDS })
  return { beats, members: policy.definition.members, sampleRate: RATE, seconds: SECONDS }
}

type Band = Awaited<ReturnType<typeof band>>

/** What is asked twice is listened to once. */
const bands = new Map<string, Promise<Band>>()
const levels = new Map<string, Promise<Level>>()

function bandOf(piece: string): Promise<Band> {
  const made = bands.get(piece) ?? band(piece)
  bands.set(piece, made)
  return made
}

interface Level {
  /** What the meter says that the band needs. */
  readonly gain: number
  /** The highest point of the band by itself, far below where the limiter begins: in dB of full scale at 0 dB. */
  readonly peak: number
}

function levelWith(piano: Piano, piece: string): Promise<Level> {
  const name = `${piece} with a ${piano}`
  const level = levels.get(name) ?? measured(piano, piece)
  levels.set(name, level)
  return level
}

async function measured(piano: Piano, piece: string): Promise<Level> {
  const meter = createBandMeter(RATE)
  const sides = [new Float32Array(SECONDS * RATE), new Float32Array(SECONDS * RATE)]
  let at = 0
  const options = { ...(await bandOf(piece)), samples: samplesOf(piano), gain: meter.gain }
  for (const { left, right, frames } of renderBlocks(options)) {
    meter.hear(left, right, frames)
    sides[0]?.set(left.subarray(0, frames), at)
    sides[1]?.set(right.subarray(0, frames), at)
    at += frames
  }
  const most = Math.max(...sides.map(truePeak))
  return { gain: meter.gainOfBand(), peak: decibelsOfGain(most / meter.gain) }
}

type Piano = 'modal piano' | 'piano from recordings'
const samplesOf = (piano: Piano) => (piano === 'modal piano' ? null : pianoBank())

const PIECES = [
  'pocket-trio/pocket-trio.sil',
  'tight-jazz.sil',
  'bossa.sil',
  'walking-ii-v-i.sil',
  'loose-jam.sil',
]
const WITH_PIANO = ['pocket-trio/pocket-trio.sil', 'comping-trio.sil', 'slow-six.sil']

describe('the bands of the examples', () => {
  it.each([
    ...PIECES.map((piece) => [piece, 'modal piano'] as const),
    ...WITH_PIANO.map((piece) => [piece, 'piano from recordings'] as const),
  ])('%s plays at −16 ± 1 LUFS with a %s, and the limiter takes 3 dB at most', async (piece, piano) => {
    const options = { ...(await bandOf(piece)), samples: samplesOf(piano) }
    const { gain, peak } = await levelWith(piano, piece)
    const loud = render({ ...options, gain: gainOfDecibels(gain) })
    expect(Math.abs(integratedLoudness([loud.left, loud.right], RATE) + 16)).toBeLessThan(1)
    for (const side of [loud.left, loud.right]) {
      expect(20 * Math.log10(truePeak(side))).toBeLessThan(-1)
    }
    // What the same beats would reach without a limiter.
    expect(peak + gain).toBeLessThan(-1 + 3)
  })

  it.each(WITH_PIANO)('%s needs the same gain with either piano, to half a decibel', async (piece) => {
    const { beats, members } = await bandOf(piece)
    expect(wantsSamples(beats, members)).toBe(true)
    const recorded = await levelWith('piano from recordings', piece)
    const modal = await levelWith('modal piano', piece)
    expect(Math.abs(recorded.gain - modal.gain)).toBeLessThan(0.5)
  })
})
