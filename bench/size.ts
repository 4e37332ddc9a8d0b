/** How much an app carries: the trio compiled to one file with what it needs of the runtime, minified; and a click. */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, transform } from 'esbuild'
import { ensureBuilt } from '../scripts/build/ensure.ts'
import type { BenchResult, Row } from './report.ts'

const top = join(import.meta.dirname, '..')
const KB = 1000

/** Parts of the runtime without which no band would play: taking all others away shows what is left to take. */
const ONLY_PLAYS: ReadonlySet<string> = new Set([
  'band/',
  'follow/',
  'lane',
  'course',
  'bar-player',
  'performance',
  'form',
  'tempo',
  'rules',
  'random',
  'math',
  'automation',
])

export async function sizeBench(): Promise<BenchResult> {
  await ensureBuilt(top, { parts: ['bundles'] })
  const folder = mkdtempSync(join(tmpdir(), 'sil-size-'))
  try {
    const trio = await sizeOf(join(top, 'examples', 'pocket-trio', 'pocket-trio.sil'), folder)
    const click = await sizeOf(join(top, 'bench', 'pieces', 'metronome.sil'), folder)
    const row = (what: string, bytes: number, bar: Row['bar']): Row => ({
      what,
      ours: { value: bytes / KB, unit: 'kB' },
      peer: null,
      ratio: null,
      bar,
    })
    const { standalone, esm } = trio
    const parts = await runtimeByPart(esm.js)
    const onlyPlays = [...parts].reduce((sum, [name, size]) => sum + (ONLY_PLAYS.has(name) ? size : 0), 0)
    return {
      bench: 'size',
      subject: 'examples/pocket-trio, compiled; kB are 1000 bytes',
      rows: [
        row('with runtime, minified', standalone.min, { relation: 'at most', value: 40, unit: 'kB' }),
        row('of it, what makes the music and follows', esm.min + onlyPlays, null),
        row(
          'of it, what runs when a host does all that there is to do',
          whatRuns(standalone.code, folder),
          null,
        ),
        row('with runtime, minified and gzipped', standalone.gz, null),
        row('with runtime, as written', standalone.raw, null),
        row('without runtime, minified', esm.min, null),
        row('without runtime, minified and gzipped', esm.gz, null),
        row('a metronome alone, with runtime, minified', click.standalone.min, null),
      ],
      notes: [
        `What the trio carries of the runtime, in kB before names are shortened: ${inWords(parts)}.`,
        `Makes the music and follows: ${[...ONLY_PLAYS].join(', ')}, and the policy itself; no log, slots, options, scores, rewards.`,
      ],
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Size {
  readonly js: string
  /** Minified. */
  readonly code: string
  readonly raw: number
  readonly min: number
  readonly gz: number
}

async function sizeOf(piece: string, folder: string): Promise<Record<'standalone' | 'esm', Size>> {
  return {
    standalone: await compiled(piece, folder, 'standalone'),
    esm: await compiled(piece, folder, 'esm'),
  }
}

async function compiled(piece: string, folder: string, target: 'standalone' | 'esm'): Promise<Size> {
  const sil = join(top, 'dist', 'cli', 'sil.js')
  const out = join(folder, target)
  execFileSync(process.execPath, [sil, 'compile', piece, '--out', out, '--target', target], {
    stdio: 'ignore',
  })
  const js = readFileSync(join(out, `${basename(piece, '.sil')}.js`), 'utf8')
  const { code } = await transform(js, {
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
  })
  return {
    js,
    code,
    raw: Buffer.byteLength(js),
    min: Buffer.byteLength(code),
    gz: gzipSync(code, { level: 9 }).length,
  }
}

/** Bytes of the minified trio that run (bench/size/what-runs.ts). */
function whatRuns(code: string, folder: string): number {
  const file = join(folder, 'minified.mjs')
  writeFileSync(file, code)
  const script = join(import.meta.dirname, 'size', 'what-runs.ts')
  const slots = join(top, 'examples', 'pocket-trio', 'pocket-trio.slots.json')
  return JSON.parse(execFileSync(process.execPath, [script, file, slots], { encoding: 'utf8' })).ran
}

/** What a policy imports of the minified runtime, from each of its folders and of the files beside them, largest first. */
async function runtimeByPart(policy: string): Promise<ReadonlyMap<string, number>> {
  const imported = /^import (\{[^}]*\})/m.exec(policy)?.[1] ?? '{}'
  const { metafile } = await build({
    absWorkingDir: top,
    stdin: { contents: `export ${imported} from './runtime/standalone.ts'`, resolveDir: top },
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    legalComments: 'none',
  })
  const bytes = new Map<string, number>()
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      if (!path.startsWith('runtime/')) continue
      const [, first = '', second] = path.split('/')
      const name = second === undefined ? basename(first, '.ts') : `${first}/`
      bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput)
    }
  }
  return bytes
}

/** Largest first. */
function inWords(bytes: ReadonlyMap<string, number>): string {
  return [...bytes]
    .filter(([, size]) => size >= KB / 2)
    .sort(([, a], [, b]) => b - a)
    .map(([name, size]) => `${name} ${(size / KB).toFixed(1)}`)
    .join(', ')
}
