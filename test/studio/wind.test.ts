import { expect, test } from 'vitest'
import type { Policy } from '../../runtime/create-policy.ts'
import type { HeardBeat } from '../../runtime/performer.ts'
import { wind } from '../../studio/workers/wind.ts'
import { policyOf } from '../laws/play.ts'

const CLICK = 'tempo 120 bpm\nmetronome click { beat |x x x x| }\n'

function wound(policy: Policy, measure: number) {
  const set = policy.start({ seed: 1 })
  set.advance(0.01)
  let rows = 0
  const counted = {
    get ended() {
      return set.ended
    },
    advance: (until: number) => set.advance(until),
    timeline(from?: number): readonly HeardBeat[] {
      const given = set.timeline(from)
      rows += given.length
      return given
    },
  }
  return { found: wind(counted, policy, { measure, beatNumber: 1 }), rows: () => rows }
}

test('a band is wound to a bar, and what sounds from there on is handed out', async () => {
  const policy = await policyOf(CLICK)
  const { found } = wound(policy, 300)
  expect(found?.row).toMatchObject({ measure: 300, section: '' })
  // With the bar that is counted in.
  expect(found?.row.time).toBeCloseTo(300 * 2, 6)
  expect(found?.beats.every(({ measure }) => measure >= 300)).toBe(true)
})

test('looks at each beat once, however far it is', async () => {
  const policy = await policyOf(CLICK)
  const { found, rows } = wound(policy, 3000)
  expect(found?.row.measure).toBe(3000)
  expect(rows()).toBeLessThan(4 * 3000 + 100)
})

test('gives up where the form ends before', async () => {
  const policy = await policyOf(`${CLICK}section a { bars 4 }\nform a * 2\n`)
  expect(wound(policy, 20).found).toBeUndefined()
})
