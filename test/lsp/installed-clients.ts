/**
 * What the editors' clients that are installed here say of themselves: their own code runs, with nothing behind it. The fixtures
 * of these clients are held to it, so that a recording is of the version that is installed.
 */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import type { InitializeParams } from 'vscode-languageserver'
import { fakeVscode } from '../vscode/fake-vscode.ts'

const top = join(import.meta.dirname, '..', '..')

/** What Monaco's own client sends first; the editor behind it is one that takes everything and does nothing. */
export async function monacoInitialize(): Promise<unknown> {
  const client = join(top, 'node_modules/monaco-editor/esm/external/monaco-lsp-client/out/index.js')
  const bundle = await build({
    entryPoints: [client],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    plugins: [noEditor],
  })
  const code = bundle.outputFiles[0]?.text ?? ''
  const { MonacoLspClient } = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  return new Promise((resolve) => {
    new MonacoLspClient({
      async send(message: { readonly method?: string; readonly params?: unknown }) {
        if (message.method === 'initialize') resolve(message.params)
      },
      setListener() {},
      state: { value: 'open', onChange: () => ({ dispose() {} }) },
    })
  })
}

const noEditor: Plugin = {
  name: 'no editor',
  setup(build) {
    build.onResolve({ filter: /\/vs\// }, ({ path }) => ({ path, namespace: 'none' }))
    build.onLoad({ filter: /.*/, namespace: 'none' }, ({ path }) => ({
      contents: path.endsWith('editor.api.js') ? NO_EDITOR : '',
    }))
  },
}

const NO_EDITOR = `
const any = new Proxy(class {}, {
  get: (target, key) => key === Symbol.toPrimitive ? () => 'any' : key === Symbol.iterator ? [][Symbol.iterator] : key === 'prototype' ? target.prototype : any,
  apply: () => any,
  construct: () => ({}),
})
export { any as languages, any as MarkerSeverity, any as MarkerTag, any as editor, any as Position, any as Range, any as Uri }
export class Emitter {
  event = () => ({ dispose() {} })
  fire() {}
  dispose() {}
}
`

/** What Neovim sends first, where it is installed in the version of the recording; null where it is not. */
export function neovimInitialize(recorded: string): unknown {
  // Where there is none, there is no output either, whatever the types say.
  const { stdout, error } = spawnSync('nvim', ['--version'], { encoding: 'utf8' })
  if (error !== undefined || !stdout.startsWith(`NVIM v${recorded}\n`)) return null
  const folder = mkdtempSync(join(tmpdir(), 'sil-neovim-'))
  const file = join(folder, 'initialize.json')
  const lua = (text: string): string => JSON.stringify(text)
  const start = `vim.lsp.start_client({
    name = 'sil',
    cmd = { ${lua(process.execPath)}, ${lua(join(import.meta.dirname, 'keep-initialize.mjs'))}, ${lua(file)} },
    root_dir = ${lua(folder)},
    workspace_folders = { { uri = 'file:///songs', name = 'songs' } },
  })
  vim.wait(10000, function() return vim.fn.filereadable(${lua(file)}) == 1 end)`
  try {
    const script = join(folder, 'record.lua')
    writeFileSync(script, start)
    spawnSync('nvim', ['--headless', '-u', 'NONE', '-c', `luafile ${script}`, '-c', 'qa!'], {
      timeout: 15_000,
    })
    return JSON.parse(readFileSync(file, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What VS Code's client can do, as it counts it up itself; `vscode` is one that does nothing. */
export function vscodeCapabilities(): InitializeParams['capabilities'] {
  class EventEmitter {
    readonly event = () => ({ dispose() {} })
    fire(): void {}
    dispose(): void {}
  }
  const nothing = fakeVscode().module
  const vscode = new Proxy(nothing, {
    get: (target, name) =>
      name === 'EventEmitter' ? EventEmitter : name === 'version' ? '1.91.0' : Reflect.get(target, name),
  })
  const load: unknown = Reflect.get(Module, '_load')
  if (typeof load !== 'function') throw new Error('Node loads modules in another way')
  // There is no package of this name: the editor answers for it.
  Reflect.set(Module, '_load', (name: string, ...rest: readonly unknown[]) =>
    name === 'vscode' ? vscode : Reflect.apply(load, Module, [name, ...rest]),
  )
  try {
    const { LanguageClient } = createRequire(join(top, 'package.json'))('vscode-languageclient/node')
    const selector = [{ language: 'sil', scheme: 'file' }]
    const client = new LanguageClient(
      'silencio',
      'Silencio',
      { module: 'none' },
      { documentSelector: selector },
    )
    return client.computeClientCapabilities()
  } finally {
    Reflect.set(Module, '_load', load)
  }
}
