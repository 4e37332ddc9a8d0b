import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { beforeAll, describe, expect, it } from 'vitest'
import { check } from '../../compiler/compile.ts'
import type { SourceHost } from '../../compiler/compile-api.ts'
import { CATALOGUE } from '../../language/catalogue/all.ts'
import { completionsAt, SNIPPETS } from '../../lsp/service/complete.ts'
import { type Contents, entriesOf, packageContents } from '../../scripts/vscode/contents.ts'
import { zipNames } from '../../scripts/vscode/zip.ts'
import { type FromScenarios, readFromScenarios } from '../../studio/scenario-protocol.ts'
import { fakeVscode } from './fake-vscode.ts'

const top = join(import.meta.dirname, '..', '..')

/** What runs the program `sil`. */
const RUN_SIL = [
  'silencio.perform',
  'silencio.render',
  'silencio.compile',
  'silencio.train',
  'silencio.newBand',
] as const

interface Manifest {
  readonly version: string
  readonly engines: { readonly vscode: string }
  readonly main: string
  readonly browser: string
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: unknown } }
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[]
    readonly menus: { readonly commandPalette: readonly { readonly command: string }[] }
    readonly walkthroughs: unknown
    readonly taskDefinitions: readonly { readonly type: string }[]
    readonly problemMatchers: readonly { readonly pattern: readonly { readonly regexp: string }[] }[]
  }
}

const NO_FILES: SourceHost = { read: () => ({ kind: 'missing' }) }
let contents: Contents = new Map()
const textAt = (path: string): string => `${contents.get(path) ?? ''}`
let manifest: Manifest
beforeAll(async () => {
  contents = await packageContents(top)
  manifest = JSON.parse(textAt('package.json'))
})

describe('the extension’s manifest', () => {
  it('names only files that are packaged', () => {
    const named = [...JSON.stringify(manifest).matchAll(/"\.\/([^"]+)"/g)].map(([, path]) => path ?? '')
    expect(named.length).toBeGreaterThan(5)
    for (const path of named) expect(contents.get(path), path).toBeTruthy()
  })

  // VS Code lists contributed snippets beside what a server offers, and drops none: each block would be there twice.
  it('brings no snippets beside those of the server, which stand only where a block may begin', async () => {
    expect(manifest.contributes).not.toHaveProperty('snippets')
    expect([...contents.keys()].filter((path) => path.startsWith('snippets/'))).toEqual([])
    const offered = (text: string) =>
      completionsAt(text, text.length).filter(({ kind }) => kind === 'snippet')
    expect(offered('').map(({ label }) => label)).toEqual(expect.arrayContaining(Object.keys(SNIPPETS)))
    expect(offered('drummer kit {\n  ')).toEqual([])
  })

  it('has the version of the product, and the VS Code that the types and the client are for', () => {
    const own = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'))
    expect(manifest.version).toBe(own.version)
    expect(manifest.engines.vscode).toBe(`^${own.devDependencies['@types/vscode']}`)
    const client = join(top, 'node_modules', 'vscode-languageclient', 'package.json')
    expect(JSON.parse(readFileSync(client, 'utf8')).engines.vscode).toBe(manifest.engines.vscode)
  })

  it('is limited before the folder is trusted', () => {
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited')
    const runs = manifest.contributes.commands.filter(({ enablement }) => enablement !== undefined)
    expect(runs.map(({ command }) => command)).toEqual(RUN_SIL)
    for (const { enablement } of runs) expect(enablement).toContain('isWorkspaceTrusted')
  })

  it('reads what sil check prints', () => {
    const [first, second] = manifest.contributes.problemMatchers[0]?.pattern ?? []
    expect('error SIL0301 A number without a unit').toMatch(new RegExp(first?.regexp ?? ''))
    expect('  ┌ songs/a.sil:1:7').toMatch(new RegExp(second?.regexp ?? ''))
  })
})

describe('the walkthrough', () => {
  it('shows SIL that has no problems', () => {
    for (const name of ['new', 'test', 'learn']) {
      const blocks = [...textAt(`walkthrough/${name}.md`).matchAll(/```\n(.*?)```/gs)].map(([, text]) => text)
      expect(blocks.length).toBeGreaterThan(0)
      // What a scenario listens to stands on the page before.
      const band = name === 'test' ? 'metronome click {\n  beat |X x x x|\n}\n' : ''
      const { diagnostics } = check({ path: 'a.sil', text: band + blocks.join('\n'), host: NO_FILES })
      expect(diagnostics.map(({ code, message }) => `${name}: ${code} ${message}`)).toEqual([])
    }
  })

  it('leads only to commands that there are', () => {
    const own = manifest.contributes.commands.map(({ command }) => command)
    const named = [...JSON.stringify(manifest.contributes.walkthroughs).matchAll(/silencio\.\w+/g)].map(
      String,
    )
    expect(named.length).toBeGreaterThan(4)
    for (const command of named) expect(own).toContain(command)
  })
})

describe.each(['desktop', 'web'])('the bundle for the %s', (host) => {
  it('registers every command and task that the manifest promises, and no other', async () => {
    const { module, registered } = fakeVscode()
    const exported = run(textAt(`dist/${host}.js`), module)
    // No server starts here; what is registered stands all the same.
    await exported.activate({
      subscriptions: [],
      asAbsolutePath: (path: string) => join(top, 'nowhere', path),
      extensionUri: module.Uri,
    })
    const promised = manifest.contributes.commands.map(({ command }) => command)
    expect([...registered.commands].sort()).toEqual([...promised].sort())
    expect(registered.tasks).toEqual(manifest.contributes.taskDefinitions.map(({ type }) => type))
    for (const { command } of manifest.contributes.menus.commandPalette) expect(promised).toContain(command)
  })

  it('runs nothing before the folder is trusted', async () => {
    const { module, registered, call, play } = fakeVscode({ trusted: false })
    const exported = run(textAt(`dist/${host}.js`), module)
    await exported.activate({
      subscriptions: [],
      asAbsolutePath: (path: string) => path,
      extensionUri: module.Uri,
    })
    for (const command of RUN_SIL) await call(command)
    expect(registered.provided()).toEqual([])
    expect(registered.executed).toBe(0)
    expect(registered.warned).toBe(RUN_SIL.length)
    await play()
    expect(registered.executed).toBe(0)
    expect(registered.warned).toBe(RUN_SIL.length + 1)
  })
})

interface Exported {
  activate(context: object): Promise<void>
}

function run(code: string, vscode: object): Exported {
  const module: { exports: Partial<Exported> } = { exports: {} }
  const own = createRequire(import.meta.url)
  const load = (name: string): unknown => (name === 'vscode' ? vscode : own(name))
  new Function('module', 'exports', 'require', code)(module, module.exports, load)
  const { activate } = module.exports
  if (activate === undefined) throw new Error('the bundle has no activate')
  return { activate }
}

describe('the thread that plays scenarios', () => {
  const PIECE = `import { easy } from "./zones.sil"
tempo 96 bpm
player { zones easy }
metronome click { beat |X x x x| }
scenario "steady" { player steady  bars 4  expect tempo within 2% of 96 bpm }
scenario "steady" { player steady  bars 4  expect tempo within 2% of 120 bpm  expect level click > -1 dB }
`
  const ZONES = 'zones easy { snap 20 ms  follow 100 ms  limit 200 ms }\n'
  let thread: Worker
  const said: FromScenarios[] = []
  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'silencio-scenarios-'))
    const program = join(folder, 'scenarios.cjs')
    writeFileSync(program, textAt('dist/scenarios.cjs'))
    thread = new Worker(program)
    thread.on('message', (message: unknown) => {
      const read = readFromScenarios(message)
      if (read === null) throw new Error(`said ${JSON.stringify(message)}`)
      said.push(read)
      const source = { kind: 'text', text: ZONES }
      if (read.kind === 'source-wanted') thread.postMessage({ kind: 'source', id: read.id, source })
    })
    thread.postMessage({ kind: 'setup', runtime: textAt('dist/player/runtime.js'), modules: 'data' })
    return async () => {
      await thread.terminate()
      rmSync(folder, { recursive: true })
    }
  })
  const run = async (id: number, text: string, wanted: unknown = null): Promise<readonly FromScenarios[]> => {
    said.length = 0
    thread.postMessage({ kind: 'run', id, path: 'a.sil', text, wanted })
    await expect.poll(() => said.at(-1)?.kind, { timeout: 20_000 }).toMatch(/done|failed/)
    return said
  }

  it('plays them in the order of the file, imports and all, and says what was found', async () => {
    const told = await run(1, PIECE)
    expect(told.map(({ kind }) => kind)).toEqual([
      'source-wanted',
      ...['started', 'judged', 'started', 'judged', 'done'],
    ])
    const judged = told.flatMap((one) => (one.kind === 'judged' ? [one] : []))
    expect(judged.map(({ scenario }) => scenario)).toEqual([
      { title: 'steady', nth: 0 },
      { title: 'steady', nth: 1 },
    ])
    const [first, second] = judged.map(({ expectations }) =>
      expectations.map(({ passed, found, start, end }) => [passed, found, PIECE.slice(start, end)]),
    )
    expect(first).toEqual([[true, '96.0 bpm at the end', 'expect tempo within 2% of 96 bpm']])
    expect(second).toEqual([
      [false, '96.0 bpm at the end', 'expect tempo within 2% of 120 bpm'],
      [true, '0.0 dB at the end', 'expect level click > -1 dB'],
    ])
  })

  it('plays those that are wanted, and no other', async () => {
    const told = await run(2, PIECE, [{ title: 'steady', nth: 1 }])
    expect(told.flatMap((one) => (one.kind === 'judged' ? [one.scenario.nth] : []))).toEqual([1])
  })

  it('says the first error where there is one, and plays nothing', async () => {
    const wrong = PIECE.replace('96 bpm', '96')
    const told = await run(3, wrong)
    const failed = told.at(-1)
    if (failed?.kind !== 'failed') throw new Error('it did not fail')
    expect(failed.message).toContain('SIL0301')
    expect(wrong.slice(failed.start, failed.end)).toBe('96')
    expect(told.some(({ kind }) => kind === 'started')).toBe(false)
  })

  it('takes no notice of what is no message', async () => {
    for (const bad of [
      null,
      'run',
      { kind: 'run' },
      { kind: 'run', id: 1, path: 'a', text: 7, wanted: null },
    ])
      thread.postMessage(bad)
    expect((await run(4, PIECE)).at(-1)).toEqual({ kind: 'done', id: 4 })
  })
})

describe('the package', () => {
  it('holds the programs, the documents, a page for every diagnostic, and nothing else', () => {
    const entries = entriesOf(contents)
    const pages = Object.keys(CATALOGUE).map((code) => `extension/errors/${code}.md`)
    expect(entries.filter((path) => !path.startsWith('extension/errors/'))).toEqual([
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      'extension/dist/THIRD-PARTY-LICENCES.txt',
      'extension/dist/desktop.js',
      'extension/dist/player/band.js',
      'extension/dist/player/compile.js',
      'extension/dist/player/piano-licence.txt',
      'extension/dist/player/piano.bin',
      'extension/dist/player/player.css',
      'extension/dist/player/player.js',
      'extension/dist/player/runtime.js',
      'extension/dist/player/samples.js',
      'extension/dist/player/sound.js',
      'extension/dist/scenarios.cjs',
      'extension/dist/scenarios.js',
      'extension/dist/server.cjs',
      'extension/dist/web.js',
      'extension/dist/worker.js',
      'extension/icons/sil.svg',
      'extension/images/editor.png',
      'extension/images/player.png',
      'extension/images/quick-fix.png',
      'extension/language-configuration.json',
      'extension/package.json',
      'extension/readme.md',
      'extension/syntaxes/sil.tmLanguage.json',
      'extension/walkthrough/learn.md',
      'extension/walkthrough/new.md',
      'extension/walkthrough/test.md',
    ])
    expect(entries.filter((path) => path.startsWith('extension/errors/'))).toEqual([...new Set(pages)].sort())
    for (const [path, text] of contents) expect(text.length, path).toBeGreaterThan(0)
  })

  it('says the licences of all that is bundled', () => {
    const licences = textAt('dist/THIRD-PARTY-LICENCES.txt')
    for (const name of ['vscode-languageclient', 'vscode-languageserver', 'vscode-jsonrpc', 'semver'])
      expect(licences).toContain(`${name} `)
  })

  it('knows no path of the machine that made it', () => {
    for (const path of contents.keys()) expect(textAt(path).includes(top), path).toBe(false)
  })
})

describe('zipNames', () => {
  it('reads the list at the end of a ZIP file', () => {
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50)
    entry.writeUInt16LE(5, 28)
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50)
    end.writeUInt16LE(1, 10)
    expect(zipNames(Buffer.concat([entry, Buffer.from('a.txt'), end]))).toEqual(['a.txt'])
    expect(() => zipNames(Buffer.from('no'))).toThrow('no ZIP file')
  })
})
