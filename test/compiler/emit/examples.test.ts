import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { check } from '../../../compiler/compile.ts'
import type { SourceHost } from '../../../compiler/compile-api.ts'
import { createPolicy } from '../../../runtime/create-policy.ts'
import { currentNode } from '../../harness/node.ts'
import { quickJs } from '../../harness/quickjs.ts'
import { repositoryTop } from '../../harness/sil.ts'
import { runtimeBundle } from './bundle.ts'
import { definitionOf, emitted } from './load.ts'
import type { Fixture } from './parts.ts'

const host: SourceHost = {
  read(path) {
    const file = join(repositoryTop, path)
    return existsSync(file) ? { kind: 'text', text: readFileSync(file, 'utf8') } : { kind: 'missing' }
  },
}

function compiled(path: string): Fixture {
  const source = readFileSync(join(repositoryTop, path), 'utf8')
  const { ir, diagnostics } = check({ path, text: source, host })
  if (ir === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'))
  return { ir, source }
}

const isManifest = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync(join(repositoryTop, 'schemas', 'policy.schema.json'), 'utf8')),
)

const PERFORM = `
import policy from './policy.js'
const set = policy.start({ seed: 3 })
const heard = []
for (let i = 0; i < 60; i++) {
  set.onset(0.61 * i - 0.02)
  for (const { timestamp, member, voice, pitch, velocity } of set.advance(0.61 * i + 0.3))
    heard.push([timestamp, member, voice, pitch, velocity])
}
export default JSON.stringify([heard, set.end()])
`

describe.each([
  'examples/pocket-trio/pocket-trio.sil',
  'examples/contextual.sil',
  'examples/song.sil',
  'examples/comping-trio.sil',
  'examples/balkan-seven.sil',
])('%s', (path) => {
  test('compiles to a manifest that keeps to its schema', () => {
    isManifest(JSON.parse(emitted(compiled(path)).manifest))
    expect(isManifest.errors ?? []).toEqual([])
  })

  test('plays alike in Node and QuickJS, alone in its file', async () => {
    const { js } = emitted(compiled(path), { target: 'standalone', runtimeBundle: runtimeBundle() })
    const here = await currentNode.evaluate(PERFORM, { 'policy.js': js })
    expect(JSON.parse(here)[0].length).toBeGreaterThan(30)
    expect(await quickJs.evaluate(PERFORM, { 'policy.js': js })).toBe(here)
  })

  test('baked at its defaults plays as it does with them', async () => {
    const fixture = compiled(path)
    const open = createPolicy(await definitionOf(fixture))
    const baked = createPolicy(await definitionOf(fixture, { bake: open.slots }))
    expect(baked.score({ bars: 16 }).beats).toEqual(open.score({ bars: 16 }).beats)
  })
})
