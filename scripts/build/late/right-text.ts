/**
 * Prints which functions of language/ and compiler/ right pieces need: those that the page's compiling thread calls for the examples, with
 * its trained timbres and without, by file, as JSON. Run in a process of its own, since what an engine has run before is not what it counts.
 */

import { existsSync, readFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PromptModel } from '../../../runtime/timbre/table-space.ts'
import { examplePaths } from '../examples.ts'

const top = process.argv[2] ?? '.'
const session = new Session()
session.connect()
await session.post('Profiler.enable')
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
const { checkTrained } = await import('../../../compiler/check-trained.ts')
const { check } = await import('../../../compiler/compile.ts')
const { orderedParams } = await import('../../../runtime/audio/palette/baked-patch.ts')
const { growingSpace } = await import('../../../runtime/timbre/table-space.ts')
const { checkedProgram } = await import('../../../studio/service/program.ts')

/** What it says of prompts is nobody's business here: each lies in a direction of its own. */
let prompts = 0
const axis = (at: number): readonly number[] => Array.from({ length: 256 }, (_, i) => (i === at ? 1 : 0))
const model: PromptModel = {
  space: 'sil-timbre/2',
  embed: async () => ({ vector: axis(10 + (prompts++ % 200)), unknown: [] }),
  decode: () => ({}),
  namesSound: () => true,
  alike: 0.01,
  principal: [1, 2, 3, 4, 5].map((at) => ({ vector: axis(at), says: '' })),
}
const host = {
  read: (one: string) =>
    existsSync(join(top, one))
      ? ({ kind: 'text', text: readFileSync(join(top, one), 'utf8') } as const)
      : ({ kind: 'missing' } as const),
}

for (const path of examplePaths(top)) {
  const text = readFileSync(join(top, path), 'utf8')
  const input = { path, text, host }
  for (const result of [check(input), await checkTrained(input, growingSpace(model, orderedParams))]) {
    const piece = { result, notice: null }
    const loop = result.ir?.sections[0]?.name ?? null
    checkedProgram({
      version: 1,
      path,
      text,
      piece,
      runtime: 'runtime.js',
      asked: 0,
      now: () => 0,
      loop,
      before: [],
    })
  }
}

const { result } = await session.post('Profiler.takePreciseCoverage')
const called: Record<string, readonly string[]> = {}
for (const { url, functions } of result) {
  const path = url.startsWith('file:') ? fileURLToPath(url).replaceAll('\\', '/') : ''
  if (!/\/(?:language|compiler|runtime\/theory)\/.*\.ts$/.test(path) || path.includes('node_modules'))
    continue
  const names = functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0).map((one) => one.functionName)
  called[path.slice(join(top, '/').length)] = [...new Set(names)].filter((name) => name !== '').sort()
}
console.log(JSON.stringify(called))
