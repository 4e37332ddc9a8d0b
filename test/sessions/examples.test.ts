import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check } from '../../compiler/compile.ts'
import { playScript } from '../../runtime/player/scripted.ts'
import { sessionText } from '../../runtime/session/log.ts'
import { repositoryTop } from '../harness/sil.ts'
import { compile, load } from '../laws/play.ts'
import { expectSound } from './logs.ts'

const pieces = globSync('examples/**/*.sil', { cwd: repositoryTop })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !/\/library\/|\/timbres\.sil$/.test(path))
  .sort()

test.each(pieces)(
  'the log of %s is what the schema says, and its draw has the density that it logs',
  async (path) => {
    const text = readFileSync(join(repositoryTop, path), 'utf8')
    const policy = await load(compile(text, { path }))
    const trains = policy.definition.train.length > 0
    const problems: string[] = []
    const set = policy.start({
      seed: 5,
      userId: 'u',
      startedAt: '2026-11-23T10:00:00.000Z',
      explore: trains,
      onError: ({ message }) => problems.push(message),
    })
    playScript(set, [{ k: 'simulated', who: 'musician' }], { bars: 8, beatsPerBar: 4, seed: 5 })
    const log = expectSound(sessionText(set.end()), policy.definition.slots)
    expect(problems).toEqual([])
    expect(log.onset_times.length).toBeGreaterThan(8)
    expect(log.exploration !== null).toBe(trains)
  },
)

test('some example explores', () => {
  const trained = pieces.filter((path) => {
    const text = readFileSync(join(repositoryTop, path), 'utf8')
    return check({ path, text, host: { read: () => ({ kind: 'missing' }) } }).ir?.train.length
  })
  expect(trained).not.toEqual([])
})
