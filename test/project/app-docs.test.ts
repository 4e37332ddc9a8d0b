import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openSource } from '../../cli/io/workspace.ts'
import { check } from '../../compiler/compile.ts'
import type { Artefacts, EmitOptions } from '../../compiler/compile-api.ts'
import { emit } from '../../compiler/emit/emit.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import { ensureBuilt } from '../../scripts/build/ensure.ts'
import { runtimeBundle } from '../compiler/emit/bundle.ts'
import { browserMissing, withPage } from '../harness/browser.ts'
import { newProject, typeChecked, WELL } from '../harness/consumer.ts'
import { javaScriptCore } from '../harness/jsc.ts'
import { currentNode } from '../harness/node.ts'
import { quickJs } from '../harness/quickjs.ts'
import { repositoryTop, run } from '../harness/sil.ts'

/** The code of docs/app.md and docs/ios.md, in a project of somebody who uses the package. */

type Target = EmitOptions['target']

interface Block {
  readonly info: string
  readonly code: string
}

function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(repositoryTop, 'docs', page), 'utf8')
  return [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, info = '', code = '']) => ({ info, code }))
}

const app = blocksOf('app.md')
const ios = blocksOf('ios.md')
const codeOf = (blocks: readonly Block[], info: string): string => {
  const found = blocks.find((block) => block.info === info)
  if (found === undefined) throw new Error(`there is no block \`\`\`${info}`)
  return found.code
}

function compiled(target: Target): Artefacts {
  const failure = inject('buildFailure')
  if (failure !== undefined) throw new Error(`the runtime was not built: ${failure}`)
  const { path, text, host } = openSource(join(repositoryTop, 'examples', 'pocket-trio', 'pocket-trio.sil'))
  const { ir } = check({ path, text, host })
  if (ir === null) throw new Error(`${path} has errors`)
  return emit(ir, {
    target,
    runtimeBundle: runtimeBundle(),
    runtimeVersion: RUNTIME_VERSION,
    sourcePath: 'pocket-trio.sil',
    sourceText: text,
  })
}

describe.each<Target>(['esm', 'standalone'])('docs/app.md with a policy compiled to %s', (target) => {
  let project = ''
  const examples = app.filter(({ info }) => info === 'ts run')

  beforeAll(async () => {
    await ensureBuilt(repositoryTop, { parts: ['bundles', 'declarations'] })
    const { js, dts } = compiled(target)
    // The pieces of the first chapters are one program.
    const usage = app.filter(({ info }) => info === 'ts').map(({ code }) => code)
    project = newProject({
      'pocket-trio.js': js,
      'pocket-trio.d.ts': dts,
      'usage.ts': usage.join('\n'),
      ...Object.fromEntries(examples.map(({ code }, i) => [`example-${i}.ts`, code])),
    })
  })
  afterAll(() => rmSync(project, { recursive: true, force: true }))

  const programs = ['usage.ts', ...examples.map((_, i) => `example-${i}.ts`)]

  test('has the right types', async () => {
    const options = { exactOptionalPropertyTypes: true, target: 'es2023' }
    expect(await typeChecked(project, programs, options)).toEqual(WELL)
  })

  test.each(programs)('does what it says: %s', async (program) => {
    const { status, stderr } = await run(process.execPath, [program], { cwd: project })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})

describe('the sound of docs/app.md', () => {
  let project = ''
  afterAll(() => rmSync(project, { recursive: true, force: true }))

  test('has the right types, and says what it made', async () => {
    await ensureBuilt(repositoryTop, { parts: ['bundles', 'declarations', 'sounds'] })
    const { js, dts } = compiled('esm')
    project = newProject({
      'pocket-trio.js': js,
      'pocket-trio.d.ts': dts,
      'sound.ts': codeOf(app, 'ts file=sound.ts'),
    })
    expect(await typeChecked(project, ['sound.ts'], { target: 'es2023' })).toEqual(WELL)
    expect(await run(process.execPath, ['sound.ts'], { cwd: project })).toEqual({
      status: 0,
      stdout: '384000 samples at −16 LUFS\n',
      stderr: '',
    })
  })
})

describe('the ears of docs/app.md', () => {
  let project = ''
  afterAll(() => rmSync(project, { recursive: true, force: true }))

  test('have the right types in a page', async () => {
    await ensureBuilt(repositoryTop, { parts: ['declarations'] })
    project = newProject({ 'listen.ts': codeOf(app, 'ts file=src/listen.ts') })
    const page = { target: 'es2023', module: 'esnext', moduleResolution: 'bundler', types: [] }
    expect(await typeChecked(project, ['listen.ts'], page)).toEqual(WELL)
  })
})

test.skipIf(browserMissing)('the worker of docs/app.md plays and logs', async () => {
  const files = {
    'pocket-trio.js': compiled('standalone').js,
    'band-worker.js': codeOf(app, 'js file=band-worker.js'),
  }
  const messages: { readonly events: number; readonly onsets: number; readonly killed: string } =
    await withPage({ files }, (page) =>
      page.evaluate(`new Promise((resolve, reject) => {
        const worker = new Worker('/band-worker.js', { type: 'module' })
        const seen = { events: 0, onsets: 0, killed: '' }
        worker.onerror = ({ message }) => reject(new Error(message))
        worker.onmessage = ({ data }) => {
          if (data.events) seen.events += data.events.filter(({ timbre }) => Array.isArray(timbre)).length
          if (data.checkpoint) seen.killed = data.checkpoint.end_reason
          if (data.log) resolve({ ...seen, onsets: data.log.onset_times.length })
        }
        worker.postMessage({ call: 'start', options: { seed: 3 } })
        for (let i = 0; i < 20; i++) {
          const at = 0.6 * i
          worker.postMessage({ call: 'advance', at })
          worker.postMessage({ call: 'onset', at, options: { velocity: 0.7 } })
        }
        worker.postMessage({ call: 'checkpoint' })
        worker.postMessage({ call: 'end' })
      })`),
    )
  expect(messages).toEqual({ events: expect.any(Number), onsets: 20, killed: 'killed' })
  expect(messages.events).toBeGreaterThan(40)
})

describe('the bridge of docs/ios.md', () => {
  const session = `
import './policy.js'
import './bridge.js'
const { band } = globalThis
const said = []
band.start(JSON.stringify({ seed: 5, userId: 'u', sessionId: 's', latency: { input: 0.02, output: 0.01, calibrated: true } }))
said.push(band.checkpoint())
for (let i = 0; i < 40; i++) {
  said.push(band.advance(i * 0.3 + 0.12))
  if (i % 2 === 0) band.onset(i * 0.3, 0.8)
  if (i === 20) { band.pause(i * 0.3 + 0.1); band.resume(i * 0.3 + 0.1) }
}
said.push(band.end(''), band.loadSlots('{}'))
export default JSON.stringify(said)
`
  const modules = (): Readonly<Record<string, string>> => ({
    'policy.js': compiled('worklet').js,
    'bridge.js': codeOf(ios, 'js file=bridge.js'),
  })

  for (const engine of [currentNode, quickJs, javaScriptCore]) {
    test.skipIf(engine.missing !== undefined)(`plays in ${engine.name}`, async () => {
      const text = await engine.evaluate(session, modules())
      const said: readonly string[] = JSON.parse(text)
      expect(JSON.parse(said[0] ?? '')).toMatchObject({
        end_reason: 'killed',
        session_id: 's',
        source: 'app',
      })
      expect(said.slice(1, -2).filter((events) => events !== '').length).toBeGreaterThan(15)
      expect(JSON.parse(said.at(-2) ?? '').onset_times).toHaveLength(20)
      expect(JSON.parse(said.at(-1) ?? '')).toMatchObject({ ok: false })
      expect(text).toBe(await currentNode.evaluate(session, modules()))
    })
  }
})

test('what the Swift reader reads is published', () => {
  const { exports, files } = JSON.parse(readFileSync(join(repositoryTop, 'package.json'), 'utf8'))
  expect(exports['./score.proto']).toBe('./runtime/score/score.proto')
  expect(files).toContain('runtime/score/score.proto')
})
