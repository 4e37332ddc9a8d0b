import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { CATALOGUE } from '../../language/messages.ts'
import { type Contents, entriesOf, packageContents } from '../../scripts/vscode/contents.ts'
import { zipNames } from '../../scripts/vscode/zip.ts'
import { fakeVscode } from './fake-vscode.ts'

const top = join(import.meta.dirname, '..', '..')

interface Manifest {
  readonly version: string
  readonly engines: { readonly vscode: string }
  readonly main: string
  readonly browser: string
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: unknown } }
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[]
    readonly menus: { readonly commandPalette: readonly { readonly command: string }[] }
    readonly taskDefinitions: readonly { readonly type: string }[]
    readonly problemMatchers: readonly { readonly pattern: readonly { readonly regexp: string }[] }[]
  }
}

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
    expect(runs.map(({ command }) => command)).toEqual(['silencio.perform', 'silencio.newBand'])
    for (const { enablement } of runs) expect(enablement).toContain('isWorkspaceTrusted')
  })

  it('reads what sil check prints', () => {
    const [first, second] = manifest.contributes.problemMatchers[0]?.pattern ?? []
    expect('error SIL0301 A number without a unit').toMatch(new RegExp(first?.regexp ?? ''))
    expect('  ┌ songs/a.sil:1:7').toMatch(new RegExp(second?.regexp ?? ''))
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
    const { module, registered, call } = fakeVscode({ trusted: false })
    const exported = run(textAt(`dist/${host}.js`), module)
    await exported.activate({
      subscriptions: [],
      asAbsolutePath: (path: string) => path,
      extensionUri: module.Uri,
    })
    await call('silencio.perform')
    await call('silencio.newBand')
    expect(registered.provided()).toEqual([])
    expect(registered.executed).toBe(0)
    expect(registered.warned).toBe(2)
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
      'extension/snippets/sil.json',
      'extension/syntaxes/sil.tmLanguage.json',
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
