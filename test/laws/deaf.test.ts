/** A player who keeps the band's tempo is heard, though people scatter and a note comes late. */

import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Policy } from '../../runtime/create-policy.ts'
import { gaussian } from '../../runtime/random.ts'
import { repositoryTop } from '../harness/sil.ts'
import { policyOf } from './play.ts'

const BEATS = 96
const SEEDS = 100

/** The share of beats that were met by one of the player's notes, of which each lies `off(i)` seconds beside its beat. */
function heardOf(policy: Policy, off: (i: number) => number): number {
  const band = policy.start({ seed: 1 })
  const beat = 60 / band.bpm
  const onsets = Array.from({ length: BEATS }, (_, i) => band.countSeconds + i * beat + off(i))
  onsets.sort((a, b) => a - b)
  for (const time of onsets) {
    band.advance(time)
    band.onset(time, { velocity: 0.8 })
  }
  band.advance((onsets.at(-1) ?? 0) + beat)
  const beats = band.timeline().filter(({ measure }) => measure >= 1)
  return beats.slice(0, BEATS).filter(({ onset }) => onset !== null).length / BEATS
}

describe.each(['tight-jazz', 'bossa', 'walking-ii-v-i', 'comping-trio'])('in %s', (name) => {
  let policy: Policy
  beforeAll(async () => {
    policy = await policyOf(readFileSync(`${repositoryTop}/examples/${name}.sil`, 'utf8'))
  })

  it('one late note at the beginning makes nobody deaf', () => {
    for (const late of [0.03, 0.035, 0.04, 0.05])
      for (const at of [1, 2, 3])
        expect(
          heardOf(policy, (i) => (i === at ? late : 0)),
          `note ${at}, ${late} s late`,
        ).toBeGreaterThan(0.95)
  })

  it('who scatters by 16 ms is heard on more than half of the beats, whatever the seed', () => {
    for (let seed = 0; seed < SEEDS; seed++)
      expect(
        heardOf(policy, (i) => 0.016 * gaussian(seed, 0, 0, 0, i, 0)),
        `seed ${seed}`,
      ).toBeGreaterThan(0.5)
  })
})
