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
      const samples = piano === 'modal piano' ? null : pianoBank()
      const options = { ...(await band(piece)), samples }
      const gain = gainOfBand(options)
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
      const options = await band(piece)
      expect(wantsSamples(options.beats, options.members)).toBe(true)
      expect(Math.abs(gainOfBand({ ...options, samples: pianoBank() }) - gainOfBand(options))).toBeLessThan(
        0.5,
      )
    },
  )
})
