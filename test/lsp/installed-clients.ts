/**
 * What the editors' clients that are installed here say of themselves: their own code runs, with nothing behind it. The fixtures
 * of these clients are held to it, so that a recording is of the version that is installed.
 */

import Module, { createRequire } from 'node:module'
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
