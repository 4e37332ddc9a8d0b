import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSource } from '../../../cli/io/workspace.ts'
import { loadPolicy } from '../../../cli/policy.ts'
import { check } from '../../../compiler/compile.ts'
import { gainOfBand } from '../../../runtime/audio/level.ts'
import { integratedLoudness } from '../../../runtime/audio/loudness.ts'
import { wantsSamples } from '../../../runtime/audio/palette/piano-of-timbre.ts'
import { render } from '../../../runtime/audio/render.ts'
import { gainOfDecibels } from '../../../runtime/units.ts'
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
const gains = new Map<string, number>()

function bandOf(piece: string): Promise<Band> {
  const made = bands.get(piece) ?? band(piece)
  bands.set(piece, made)
  return made
}

async function gainWith(piano: Piano, piece: string): Promise<number> {
  const name = `${piece} with a ${piano}`
  const gain = gains.get(name) ?? gainOfBand({ ...(await bandOf(piece)), samples: samplesOf(piano) })
  gains.set(name, gain)
  return gain
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
  ])(
    '%s plays at −16 ± 1 LUFS with a %s, and the limiter takes 3 dB at most',
    { timeout: 60_000 },
    async (piece, piano) => {
      const options = { ...(await bandOf(piece)), samples: samplesOf(piano) }
      const gain = await gainWith(piano, piece)
      const loud = render({ ...options, gain: gainOfDecibels(gain) })
      expect(Math.abs(integratedLoudness([loud.left, loud.right], RATE) + 16)).toBeLessThan(1)
      for (const side of [loud.left, loud.right]) {
        expect(20 * Math.log10(truePeak(side))).toBeLessThan(-1)
      }
      // What the same beats would reach without a limiter.
      const free = render({ ...options, gain: gainOfDecibels(gain - 40) })
      const most = Math.max(...[free.left, free.right].map(truePeak))
      expect(20 * Math.log10(most) + 40).toBeLessThan(-1 + 3)
    },
  )

  it.each(WITH_PIANO)(
    '%s needs the same gain with either piano, to half a decibel',
    { timeout: 60_000 },
    async (piece) => {
      const { beats, members } = await bandOf(piece)
      expect(wantsSamples(beats, members)).toBe(true)
      const recorded = await gainWith('piano from recordings', piece)
      expect(Math.abs(recorded - (await gainWith('modal piano', piece)))).toBeLessThan(0.5)
    },
  )
})
