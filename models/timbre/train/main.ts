/**
 * `npm run train:timbre`: trains the timbre space anew and writes its heads.
 *
 *   --seed N        of sounds, captions, weights and batches (default 1)
 *   --sounds N      of each class (default 180)
 *   --captions N    of each sound (default 3)
 *   --epochs N      behind those of the proxy (default 56)
 *   --out FOLDER    where the heads go (default models/timbre/heads)
 *   --afresh        forgets a run that was stopped
 *
 * Sounds, captions and sentences are kept in node_modules/.cache/silencio/timbre, and a run is written there after each epoch: what Ctrl-C
 * stops goes on with the same command.
 */

import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CACHE, hashOf, SOURCES, TOP } from '../data/dump.ts'
import { loadRun, saveRun } from './checkpoint.ts'
import { exportHeads } from './export.ts'
import { createRun, PLAN } from './loop.ts'
import { makeMaterial } from './material.ts'

/** What a run follows from besides its sounds: another program does not go on with it. */
const LEARNT = ['models/timbre/train/*.ts', 'models/timbre/words/*.ts', 'models/timbre/data/*.{ts,json}']

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    sounds: { type: 'string', default: '180' },
    captions: { type: 'string', default: '3' },
    epochs: { type: 'string', default: String(PLAN.epochs) },
    out: { type: 'string', default: join(TOP, 'models', 'timbre', 'heads') },
    afresh: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort())

process.exitCode = await train()

async function train(): Promise<number> {
  if (values.help) {
    console.log(
      'usage: npm run train:timbre -- [--seed N] [--sounds N] [--captions N] [--epochs N] [--out FOLDER] [--afresh]',
    )
    return 0
  }
  const numbers = {
    seed: values.seed,
    sounds: values.sounds,
    captions: values.captions,
    epochs: values.epochs,
  }
  for (const [name, text] of Object.entries(numbers))
    if (!/^[1-9]\d{0,8}$/.test(text)) {
      console.error(`--${name} is a whole number from 1 on, not "${text}"`)
      return 2
    }
  const seed = Number(values.seed)
  const plan = { ...PLAN, seed, epochs: Number(values.epochs) }
  try {
    const material = await makeMaterial({
      seed,
      soundsPerClass: Number(values.sounds),
      captionsPerSound: Number(values.captions),
      onProgress: bar,
      signal: stopping.signal,
    })
    const run = createRun(material, plan)
    const name = createHash('sha256')
      .update(JSON.stringify([hashOf(SOURCES), hashOf(LEARNT), plan, numbers]))
      .digest('hex')
      .slice(0, 16)
    const file = join(CACHE, `run-${name}.f32`)
    if (values.afresh) rmSync(file, { force: true })
    if (loadRun(file, run)) console.log(`goes on after ${run.epoch} of ${run.total} epochs`)
    while (run.epoch < run.total) {
      const losses = run.advance()
      saveRun(file, run)
      const told = Object.entries(losses).map(([what, loss]) => `${what} ${loss.toFixed(3)}`)
      clear()
      console.log(`${String(run.epoch).padStart(3)}/${run.total}  ${told.join('  ')}`)
      await new Promise((resolve) => setImmediate(resolve))
      if (stopping.signal.aborted) {
        console.log('stopped; the same command goes on from here')
        return 130
      }
    }
    const bytes = exportHeads(values.out, run.networks, material.lesson, plan)
    console.log(`${values.out}: ${bytes} bytes`)
    return 0
  } catch (error) {
    clear()
    if (stopping.signal.aborted) {
      console.log('stopped; the same command goes on from here')
      return 130
    }
    console.error(`train: ${error instanceof Error ? error.message : error}`)
    return 3
  }
}

function bar(what: string, share: number): void {
  if (!process.stderr.isTTY) return
  const done = Math.round(30 * share)
  process.stderr.write(
    `\r${what.padEnd(10)} ${'█'.repeat(done)}${'░'.repeat(30 - done)} ${Math.round(100 * share)} %  `,
  )
}

function clear(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
}
