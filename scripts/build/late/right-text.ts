/**
 * Prints which functions of language/ and compiler/ right pieces need: those that the examples call, by file, as JSON. Run in a process of
 * its own, since what an engine has run before is not what it counts.
 */

import { existsSync, globSync, readFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const top = process.argv[2] ?? '.'
const session = new Session()
session.connect()
await session.post('Profiler.enable')
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
const { check } = await import('../../../compiler/compile.ts')
const { emitModule } = await import('../../../compiler/emit/emit-module.ts')

for (const path of globSync('examples/**/*.sil', { cwd: top }).sort()) {
  const sourceText = readFileSync(join(top, path), 'utf8')
  const host = {
    read: (one: string) =>
      existsSync(join(top, one))
        ? ({ kind: 'text', text: readFileSync(join(top, one), 'utf8') } as const)
        : ({ kind: 'missing' } as const),
  }
  const { ir } = check({ path, text: sourceText, host })
  if (ir === null) continue
  emitModule(ir, {
    target: 'esm',
    runtimeModule: 'runtime.js',
    runtimeVersion: '1',
    sourcePath: path,
    sourceText,
  })
}

const { result } = await session.post('Profiler.takePreciseCoverage')
const called: Record<string, readonly string[]> = {}
for (const { url, functions } of result) {
  const path = url.startsWith('file:') ? fileURLToPath(url).replaceAll('\\', '/') : ''
  if (!/\/(?:language|compiler)\/.*\.ts$/.test(path) || path.includes('node_modules')) continue
  const names = functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0).map((one) => one.functionName)
  called[path.slice(join(top, '/').length)] = [...new Set(names)].filter((name) => name !== '').sort()
}
console.log(JSON.stringify(called))
