/** How much an app carries: the trio compiled to one file with its runtime, minified. */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, transform } from 'esbuild'
import { ensureBuilt } from '../scripts/build/ensure.ts'
import type { BenchResult, Row } from './report.ts'

const top = join(import.meta.dirname, '..')
const KB = 1000

export async function sizeBench(): Promise<BenchResult> {
  await ensureBuilt(top, { parts: ['bundles'] })
  const folder = mkdtempSync(join(tmpdir(), 'sil-size-'))
  try {
    const sil = join(top, 'dist', 'cli', 'sil.js')
    const trio = join(top, 'examples', 'pocket-trio', 'pocket-trio.sil')
    const sizes: Record<'standalone' | 'esm', { raw: number; min: number; gz: number }> = {
      standalone: { raw: 0, min: 0, gz: 0 },
      esm: { raw: 0, min: 0, gz: 0 },
    }
    for (const target of ['standalone', 'esm'] as const) {
      const out = join(folder, target)
      execFileSync(process.execPath, [sil, 'compile', trio, '--out', out, '--target', target], {
        stdio: 'ignore',
      })
      const js = readFileSync(join(out, 'pocket-trio.js'), 'utf8')
      const { code } = await transform(js, {
        minify: true,
        format: 'esm',
        target: 'es2022',
        legalComments: 'none',
      })
      sizes[target] = {
        raw: Buffer.byteLength(js),
        min: Buffer.byteLength(code),
        gz: gzipSync(code, { level: 9 }).length,
      }
    }
    const row = (what: string, bytes: number, bar: Row['bar']): Row => ({
      what,
      ours: { value: bytes / KB, unit: 'kB' },
      peer: null,
      ratio: null,
      bar,
    })
    const { standalone, esm } = sizes
    return {
      bench: 'size',
      subject: 'examples/pocket-trio, compiled; kB are 1000 bytes',
      rows: [
        row('with runtime, minified', standalone.min, { relation: 'at most', value: 40, unit: 'kB' }),
        row('with runtime, minified and gzipped', standalone.gz, null),
        row('with runtime, as written', standalone.raw, null),
        row('without runtime, minified', esm.min, null),
        row('without runtime, minified and gzipped', esm.gz, null),
      ],
      notes: [`The runtime, minified, by folder: ${await runtimeByFolder()}.`],
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Bytes of the minified runtime that come from each of its folders, largest first. */
async function runtimeByFolder(): Promise<string> {
  const { metafile } = await build({
    absWorkingDir: top,
    entryPoints: ['runtime/standalone.ts'],
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
      const [, folder = '', file] = path.split('/')
      const name = file === undefined ? 'its top' : folder
      bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput)
    }
  }
  return [...bytes]
    .sort(([, a], [, b]) => b - a)
    .map(([name, size]) => `${name} ${(size / KB).toFixed(1)}`)
    .join(', ')
}
