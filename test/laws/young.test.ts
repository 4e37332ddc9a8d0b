/**
 * What an edit or a session leaves behind dies young: nothing that lives on points at it, so that the engine never copies it. With
 * every letter that an editor checks, and in training, the collector's pauses are this.
 */

import { readFileSync } from 'node:fs'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { check } from '../../compiler/compile.ts'
import { repositoryTop } from '../harness/sil.ts'
import { policyOf } from './play.ts'

setFlagsFromString('--expose-gc')
const collect: (options: { readonly type: 'minor' | 'major' }) => void = runInNewContext('gc')

const TURNS = 60
const ROUNDS = 4
/** Bytes a turn: what the engine writes down of its own. Of what was made for a turn there are ten times as many and more. */
const MOST = 6000

function oldSpace(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space')?.space_used_size ?? 0
}

/**
 * Bytes that a turn leaves among what has grown old, though nobody holds anything of it. The least of some rounds: what an engine
 * writes down while it compiles grows old, too, and a leak is in each.
 */
function grownOld(turn: (i: number) => void): number {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    collect({ type: 'major' })
    const before = oldSpace()
    for (let i = round * TURNS; i < (round + 1) * TURNS; i++) {
      turn(i)
      // What survives two of these is old.
      if (i % 4 === 0) collect({ type: 'minor' })
    }
    least = Math.min(least, (oldSpace() - before) / TURNS)
  }
  return least
}

it('an edited text, checked', () => {
  const text = readFileSync(`${repositoryTop}/examples/comping-trio.sil`, 'utf8')
  const host = { read: () => ({ kind: 'missing' as const }) }
  expect(grownOld((i) => check({ path: 'a.sil', text: `${text}// ${i}\n`, host }))).toBeLessThan(MOST)
})

it('an edited text with names that nobody knows', () => {
  const text = readFileSync(`${repositoryTop}/examples/comping-trio.sil`, 'utf8')
  const host = { read: () => ({ kind: 'missing' as const }) }
  expect(
    grownOld((i) => check({ path: 'a.sil', text: `${text}form nowhere\n// ${i}\n`, host })),
  ).toBeLessThan(MOST)
})

it('a text that is laid out', () => {
  const text = readFileSync(`${repositoryTop}/examples/comping-trio.sil`, 'utf8')
  const host = { read: () => ({ kind: 'missing' as const }) }
  expect(grownOld((i) => void check({ path: 'a.sil', text: `${text}// ${i}\n`, host }).ir)).toBeLessThan(MOST)
})

it('a session', async () => {
  const policy = await policyOf(readFileSync(`${repositoryTop}/examples/comping-trio.sil`, 'utf8'))
  expect(
    grownOld((seed) => {
      const band = policy.start({ seed })
      for (let time = 0; time < 10; time += 0.5) band.advance(time)
      band.end()
    }),
  ).toBeLessThan(MOST)
})
