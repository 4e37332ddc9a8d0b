/**
 * How the example bands sound, kept as levels in critical bands over half seconds (`golden/`). Nobody hears a band that is
 * 1 dB louder or softer (Zwicker and Fastl, Psychoacoustics, ch. 7), while the same code on another engine differs by less than
 * a thousandth of that: so 1 dB is what tells a changed sound from another machine. Who means to change it runs
 * `npx vitest run test/runtime/audio/golden.test.ts --update`, listens, and says so.
 */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSource } from '../../../cli/io/workspace.ts'
import { loadPolicy } from '../../../cli/policy.ts'
import { check } from '../../../compiler/compile.ts'
import { render } from '../../../runtime/audio/render.ts'
import { repositoryTop } from '../../harness/sil.ts'
import { barkLevels } from './bark.ts'
import { RATE } from './measure.ts'

const SECONDS = 8
const STEP = 0.5
/** dB */
const HEARD = 1
/** Below this share of the loudest band nobody hears a band beside the others. */
const MASKED = -60

async function sounded(piece: string): Promise<{ readonly left: number[][]; readonly right: number[][] }> {
  const opened = openSource(join(repositoryTop, 'examples', piece))
  const { ir } = check({ path: opened.path, text: opened.text, host: opened.host })
  if (ir === null) throw new Error(`${piece} has errors`)
  const policy = await loadPolicy(ir, opened)
  const { beats } = policy.score({ seconds: SECONDS })
  const { members } = policy.definition
  const sound = render({ beats, members, sampleRate: RATE, seconds: SECONDS, gain: 1 })
  return { left: barkLevels(sound.left, RATE, STEP), right: barkLevels(sound.right, RATE, STEP) }
}

/** A row a line, so that a diff shows when it changed. */
const written = ({ left, right }: Awaited<ReturnType<typeof sounded>>): string =>
  `${[left, right]
    .map((side) => side.map((row) => row.map((level) => level.toFixed(1)).join(' ')).join('\n'))
    .join('\n\n')}\n`

function read(text: string): readonly (readonly (readonly number[])[])[] {
  return text
    .trim()
    .split('\n\n')
    .map((side) => side.split('\n').map((row) => row.split(' ').map(Number)))
}

/** The largest difference that could be heard, in dB, and where it is. */
function furthest(now: string, kept: string): { readonly by: number; readonly where: string } {
  const [a, b] = [read(now), read(kept)]
  let by = 0
  let where = ''
  const loudest = Math.max(...b.flat(2))
  for (const [side, rows] of a.entries())
    for (const [time, row] of rows.entries())
      for (const [band, level] of row.entries()) {
        const was = b[side]?.[time]?.[band] ?? Number.NaN
        // NaN where there was nothing: that is a difference, too.
        if (Math.max(level, was) < loudest + MASKED || Math.abs(level - was) <= by) continue
        by = Math.abs(level - was)
        where = `${side === 0 ? 'left' : 'right'}, ${time * STEP} s, band ${band + 1}: ${was} dB kept, ${level} dB now`
      }
  return { by: a.flat(2).length === b.flat(2).length ? by : Number.POSITIVE_INFINITY, where }
}

describe('the example bands sound as they were last heard', () => {
  it.each(['pocket-trio/pocket-trio.sil', 'tight-jazz.sil', 'bossa.sil', 'balkan-seven.sil'])(
    '%s',
    async (piece) => {
      const name = piece.replace(/^.*\//, '').replace(/\.sil$/, '')
      const path = join(import.meta.dirname, 'golden', `${name}.txt`)
      const now = written(await sounded(piece))
      const kept = keptAt(path)
      // Within what can be heard the kept levels stay as they are, on whatever engine this runs.
      if (kept === null || furthest(now, kept).by > HEARD) {
        if (kept !== null) console.warn(`${name}: ${furthest(now, kept).where}`)
        await expect(now).toMatchFileSnapshot(path)
      }
    },
  )
})

function keptAt(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
