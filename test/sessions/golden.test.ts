import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { SlotSpec } from '../../runtime/policy.ts'
import type { Problem } from '../../runtime/score/checks.ts'
import { readHistory, summaryOfSession } from '../../runtime/session/history.ts'
import type { SessionLog } from '../../runtime/session/log.ts'
import { slotsFromValues } from '../../runtime/slots.ts'
import { replaySession } from '../../runtime/testing/replay.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import { repositoryTop } from '../harness/sil.ts'
import { compile, load } from '../laws/play.ts'
import { expectSound } from './logs.ts'

const top = join(repositoryTop, 'test', 'golden', 'sessions')
const names = globSync('*/*.session.json', { cwd: top })
  .map((name) => name.replaceAll('\\', '/'))
  .sort()

const read = (name: string): string => readFileSync(join(top, name), 'utf8')

/** The slots as they were when the log was written. */
const specsOf = (name: string): readonly SlotSpec[] =>
  JSON.parse(read(join(dirname(name), 'pocket-trio.policy.json'))).slots

const logOf = (name: string): SessionLog => JSON.parse(read(name))
const latest = (name: string): SessionLog => logOf(`${RUNTIME_VERSION}/${name}.session.json`)

describe('a log of any version', () => {
  test.each(names)('%s still reads, and still holds what it says', (name) => {
    const specs = specsOf(name)
    const log = expectSound(read(name), specs)
    // The names and ranges of slots are part of what is kept.
    const problems: Problem[] = []
    slotsFromValues(specs, log.slots, problems)
    expect(problems).toEqual([])
  })

  test.each(names)('%s can be part of a history', (name) => {
    const log = logOf(name)
    const history = { version: 1, complete_through: log.started_at, sessions: [summaryOfSession(log)] }
    expect(readHistory(history)).toMatchObject({ ok: true })
  })
})

describe('the logs of this version', () => {
  const logs = names.filter((name) => name.startsWith(`${RUNTIME_VERSION}/`)).map(logOf)
  const has = (what: (log: SessionLog) => unknown): boolean => logs.some((log) => Boolean(what(log)))

  test('are of every source and every end', () => {
    expect(new Set(logs.map(({ source }) => source))).toEqual(new Set(['app', 'recorded', 'simulated']))
    expect(new Set(logs.map((log) => log.end_reason))).toEqual(
      new Set(['completed', 'stopped', 'killed', 'error']),
    )
  })

  test('have pauses, clicks, several players, checkpoints, ratings and explored slots between them', () => {
    expect(has(({ clock }) => clock.interruptions.length === 2)).toBe(true)
    expect(has(({ replay }) => replay?.mode === 'click')).toBe(true)
    expect(has(({ players }) => players === 2)).toBe(true)
    expect(has(({ end_reason: end, beats }) => end === 'killed' && beats.length === 0)).toBe(true)
    expect(has(({ end_reason: end, beats }) => end === 'killed' && beats.length > 10)).toBe(true)
    expect(has((log) => log.explicit_rating)).toBe(true)
    expect(has(({ exploration }) => exploration?.sigma.every((sigma) => sigma > 0))).toBe(true)
    expect(has(({ exploration }) => exploration?.sigma.includes(0))).toBe(true)
  })

  test('draw the slots that they name, around what they name', () => {
    const { exploration, slots } = latest('simulated-explored-frozen')
    const snap = exploration?.slots.indexOf('pocket.snap') ?? -1
    expect(exploration?.sigma.map((sigma, i) => sigma > 0 === (i === snap))).not.toContain(false)
    expect(exploration?.choice_probs).toEqual({ 'keys.voicing': { rootless: 0.5, shell: 0.3, spread: 0.2 } })
    expect(slots['pocket.snap']).not.toBe(14.2)
  })
})

/** By the example as it is now, which may have learned to play otherwise since. */
describe('the logs of this version, played again', async () => {
  const path = 'examples/pocket-trio/pocket-trio.sil'
  const compiled = compile(readFileSync(join(repositoryTop, path), 'utf8'), { path })
  const policy = await load(compiled)
  test.each(names.filter((name) => name.startsWith(`${RUNTIME_VERSION}/`)))(
    '%s has what it needs',
    (name) => {
      const log = logOf(name)
      const again = replaySession(policy, log)
      expect(again.log.onset_times).toEqual(log.onset_times)
      expect(again.log.replay).toEqual(log.replay)
    },
  )
})
