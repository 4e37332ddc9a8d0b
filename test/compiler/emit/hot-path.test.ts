import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { run } from '../../harness/sil.ts'
import { bass, groove, song } from './fixtures.ts'
import { emitted, STAND_IN } from './load.ts'
import type { Fixture } from './parts.ts'

const folder = mkdtempSync(join(tmpdir(), 'silencio-hot-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * Plays every pattern into a sink that writes into place, and prints a line before and after: what the engine collects
 * between them, the patterns threw away.
 */
const PLAY = `
import { definition } from './policy.js'
const store = new Float64Array(64)
class Sink {
  at = 0
  swing(at) { return at * 1.01 }
  chance(cell, p) { return p > 0.1 * (cell & 7) }
  choose(cell, n) { return cell % n }
  weigh(cell, s, index, n) { return s[index] > 0.4 ? 0 : n - 1 }
  put(cell, at, end, velocity) { this.at = (this.at + 4) & 63; store[this.at] = cell; store[this.at + 1] = at; store[this.at + 2] = end; store[this.at + 3] = velocity }
  hit(cell, at, velocity, articulation) { this.put(cell, at, 0, velocity) }
  degree(cell, at, end, velocity, degree, octave, articulation) { this.put(cell, at, end, velocity) }
  step(cell, at, end, velocity, semitones, octave, articulation) { this.put(cell, at, end, velocity) }
  pitch(cell, at, end, velocity, midi, articulation) { this.put(cell, at, end, velocity) }
  chord(cell, at, end, velocity, articulation) { this.put(cell, at, end, velocity) }
}
const sink = new Sink()
const s = new Float64Array(8).fill(0.45)
const voices = definition.sections.flatMap(({ parts }) => parts.flatMap((part) => part.voices))
const play = (times) => {
  for (let i = 0; i < times; i++) for (const { play, bars } of voices) for (let bar = 0; bar < bars; bar++) play(sink, s, bar)
}
play(100_000)
console.log('BEGIN')
const started = performance.now()
play(300_000)
console.log('END ' + (performance.now() - started))
console.log(store[1])
`

/** Lines of garbage collection while patterns played hundreds of thousands of bars. */
async function collections({ ir, source }: Fixture): Promise<number> {
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'runtime.js'), STAND_IN)
  writeFileSync(join(folder, 'policy.js'), emitted({ ir, source }, { runtimeModule: './runtime.js' }).js)
  writeFileSync(join(folder, 'main.js'), PLAY)
  const { stdout, stderr } = await run(process.execPath, ['--trace-gc', join(folder, 'main.js')])
  expect(stderr).toBe('')
  const between = stdout.slice(stdout.indexOf('BEGIN'), stdout.indexOf('END'))
  return between.match(/Scavenge|Mark-Compact/g)?.length ?? 0
}

test.each([
  ['groove', groove],
  ['bass', bass],
  ['song', song],
])('the patterns of %s leave nothing to collect', async (_, fixture) => {
  expect(await collections(fixture)).toBeLessThanOrEqual(1)
})

test('a pattern that allocated would be seen', async () => {
  const { ir, source } = groove
  const js = emitted({ ir, source }, { runtimeModule: './runtime.js' }).js
  writeFileSync(
    join(folder, 'policy-2.js'),
    js.replace('function kit_kick(e, s) {', 'function kit_kick(e, s) {\n  globalThis.kept = [e, s, {}]'),
  )
  writeFileSync(join(folder, 'main-2.js'), PLAY.replace('./policy.js', './policy-2.js'))
  const { stdout } = await run(process.execPath, ['--trace-gc', join(folder, 'main-2.js')])
  expect(
    stdout.slice(stdout.indexOf('BEGIN'), stdout.indexOf('END')).match(/Scavenge/g)?.length ?? 0,
  ).toBeGreaterThan(1)
})
