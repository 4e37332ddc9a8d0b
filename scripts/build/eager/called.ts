import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { examplePaths } from '../examples.ts'
import type { Output } from '../outputs.ts'

/** Where functions begin, by the path of their file: offsets. */
export type Called = ReadonlyMap<string, ReadonlySet<number>>

interface Coverage {
  readonly result: readonly {
    readonly url: string
    readonly functions: readonly {
      readonly ranges: readonly { readonly startOffset: number; readonly count: number }[]
    }[]
  }[]
}

/** Which functions of a build `sil check` calls, of the examples: it is run from a folder of its own, and the engine counts. */
export function calledByCheck(top: string, outputs: readonly Output[], binary: string): Called {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'silencio-build-')))
  try {
    for (const { path, text } of [
      ...outputs.filter(({ path }) => path.endsWith('.js')),
      { path: 'package.json', text: readFileSync(join(top, 'package.json')) },
    ]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const pieces = examplePaths(top)
    const { status, stderr } = spawnSync(process.execPath, [join(folder, binary), 'check', ...pieces], {
      cwd: top,
      env: { ...process.env, NODE_OPTIONS: '', NODE_V8_COVERAGE: join(folder, 'coverage') },
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    // An example with errors is its tests' business.
    if (status !== 0 && status !== 1) throw new Error(`sil, as it was built, checks no examples: ${stderr}`)
    const called = new Map<string, Set<number>>()
    for (const file of readdirSync(join(folder, 'coverage'))) {
      const { result }: Coverage = JSON.parse(readFileSync(join(folder, 'coverage', file), 'utf8'))
      for (const { url, functions } of result) {
        if (!url.startsWith('file:')) continue
        const path = fileURLToPath(url)
          .slice(folder.length + 1)
          .replaceAll('\\', '/')
        const starts = called.get(path) ?? new Set()
        for (const { ranges } of functions)
          if (ranges[0] !== undefined && ranges[0].count > 0) starts.add(ranges[0].startOffset)
        called.set(path, starts)
      }
    }
    return called
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
