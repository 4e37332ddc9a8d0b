/** What sound costs: the engine beside Tone.js in one browser and beside Faust in Node, and its share of a quantum. */

import { join } from 'node:path'
import { build } from 'esbuild'
import { ensureBuilt } from '../scripts/build/ensure.ts'
import { browserMissing, withPage } from '../test/harness/browser.ts'
import { interleave, quantile, ratio, type Sides } from './measure.ts'
import type { BenchResult, Row } from './report.ts'
import { FAUST_SECONDS, faustSide, ourSide } from './sound/faust.ts'
import { LOADED, loadOfEngine } from './sound/load.ts'
import { SECONDS } from './sound/piece.ts'

const top = join(import.meta.dirname, '..')

export const SIDES: Sides = { ours: ourSide, Faust: faustSide }

export async function soundBench({ rounds }: { readonly rounds: number }): Promise<BenchResult> {
  const notes: string[] = []
  await ensureBuilt(top, { parts: ['sounds'] })
  const rows: Row[] = [...(await besideTone(rounds, notes)), await besideFaust(rounds), ...load(notes)]
  return {
    bench: 'sound',
    subject: 'times real time; shares of a quantum of 128 frames at 48 kHz',
    rows,
    notes,
  }
}

async function besideTone(rounds: number, notes: string[]): Promise<readonly Row[]> {
  if (browserMissing !== undefined) {
    notes.push(`Tone.js: ${browserMissing}`)
    return []
  }
  const bundled = async (entry: string): Promise<string> => {
    const { outputFiles } = await build({
      entryPoints: [join(top, entry)],
      bundle: true,
      write: false,
      minify: true,
      format: 'esm',
      target: 'es2022',
      nodePaths: [join(top, 'bench', 'node_modules')],
    })
    return outputFiles[0]?.text ?? ''
  }
  const files = {
    'tone.js': await bundled('bench/sound/tone-page.ts'),
    'ours.js': await bundled('bench/sound/our-page.ts'),
    'processor.js': await bundled('runtime/host/browser/band-processor.ts'),
  }
  const [ours, tone] = await withPage({ files }, async (page) => {
    await page.evaluate(`Promise.all([import('/tone.js'), import('/ours.js')])`)
    const turn = async (name: string): Promise<number> => {
      const result: unknown = await page.evaluate(`globalThis.${name}()`)
      if (typeof result !== 'object' || result === null || !('ms' in result) || !('peak' in result))
        throw new Error('the page said nothing')
      if (!(Number(result.peak) > 0.05)) throw new Error(`${name} is silent`)
      return Number(result.ms)
    }
    const taken: [number[], number[]] = [[], []]
    for (const name of ['renderOurs', 'renderTone']) await turn(name)
    for (let round = 0; round < rounds; round++) {
      taken[0].push(await turn('renderOurs'))
      taken[1].push(await turn('renderTone'))
    }
    return taken
  })
  const times = (ms: readonly number[]) => ({
    value: (1000 * SECONDS) / quantile(ms, 0.5),
    unit: '×',
    from: (1000 * SECONDS) / quantile(ms, 0.75),
    to: (1000 * SECONDS) / quantile(ms, 0.25),
  })
  return [
    {
      what: 'drums, bass and keys, offline in Chromium',
      ours: times(ours),
      peer: { name: 'Tone.js', ...times(tone) },
      ratio: quantile(
        tone.map((ms, round) => ms / (ours[round] ?? Number.NaN)),
        0.5,
      ),
      bar: { relation: 'at least', value: 5, unit: '×' },
    },
  ]
}

async function besideFaust(rounds: number): Promise<Row> {
  const [ours, faust] = await interleave('sound', ['ours', 'Faust'], { rounds, turnMs: 200 })
  if (ours === undefined || faust === undefined) throw new Error('a side is missing')
  const times = ({ ms, from, to }: typeof ours) => ({
    value: (1000 * FAUST_SECONDS) / ms,
    unit: '×',
    from: (1000 * FAUST_SECONDS) / to,
    to: (1000 * FAUST_SECONDS) / from,
  })
  return {
    what: 'kick and hat, in Node: our time over theirs',
    ours: times(ours),
    peer: { name: 'Faust', ...times(faust) },
    ratio: ratio(ours, faust),
    bar: { relation: 'at most', value: 3, unit: '×' },
  }
}

function load(notes: string[]): readonly Row[] {
  const { mean, p999, own, voices } = loadOfEngine()
  notes.push(`The load: ${LOADED}; ${voices.toFixed(0)} voices sounded on average.`)
  const row = (what: string, share: number, most: number | null): Row => ({
    what,
    ours: { value: 100 * share, unit: '%' },
    peer: null,
    ratio: null,
    bar: most === null ? null : { relation: 'at most', value: most, unit: '%' },
  })
  return [
    row('full load, mean of a quantum', mean, 40),
    row('full load, 99.9th percentile', p999, 70),
    row('  without what else the machine did', own, null),
  ]
}
