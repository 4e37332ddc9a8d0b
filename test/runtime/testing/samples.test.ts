import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { readHistory, summaryOfSession } from '../../../runtime/session/history.ts'
import { sessionText } from '../../../runtime/session/log.ts'
import { readSession } from '../../../runtime/session/read.ts'
import {
  sampleBeats,
  sampleHistory,
  sampleSession,
  sampleSlotsFile,
} from '../../../runtime/testing/samples.ts'
import { repositoryTop } from '../../harness/sil.ts'
import { policyOf } from '../../laws/play.ts'

function errorsOf(schema: string, value: unknown): unknown {
  const path = join(repositoryTop, 'schemas', `${schema}.schema.json`)
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync(path, 'utf8')))
  return validate(value) ? [] : validate.errors
}

describe('a sample session', () => {
  it.each([
    ['as it comes', sampleSession()],
    ['stopped', sampleSession({ end_reason: 'stopped', user_id: 'ann' })],
    ['with beats that nobody met', sampleSession({ beats: sampleBeats({ deviation: () => null }) })],
    ['of nothing', sampleSession({ beats: [] })],
  ])('%s is what its schema says, and reads', (_, log) => {
    expect(errorsOf('session', log)).toEqual([])
    expect(readSession(sessionText(log))).toEqual({ ok: true, value: log })
  })

  it('has the player that was asked for', () => {
    const early = sampleBeats({ count: 32, period: 0.6, deviation: (n) => (n % 2 === 0 ? -0.04 : -0.02) })
    const { bias_ms: bias, onsets } = summaryOfSession(sampleSession({ beats: early }))
    expect(bias).toBeCloseTo(-30, 9)
    expect(onsets).toBe(32)
  })
})

it('a sample history is what its schema says, the oldest first', () => {
  const history = sampleHistory([1, 5, 3], { spread: 0.02 })
  expect(errorsOf('history', history)).toEqual([])
  expect(readHistory(history)).toEqual({ ok: true, value: history })
  expect(history.sessions.map(({ started_at }) => started_at.slice(8, 10))).toEqual(['31', '02', '04'])
})

it('a sample slots file fits its policy', async () => {
  const policy = await policyOf('tempo learn 100 bpm in 80 bpm..120 bpm\nmetronome m { beat |x x x x| }\n')
  const file = sampleSlotsFile(policy, { tempo: 111 })
  expect(errorsOf('slots', file)).toEqual([])
  expect(policy.loadSlots(file)).toEqual({ ok: true, errors: [], warnings: [] })
  expect(policy.slotValues).toEqual({ tempo: 111 })
})
