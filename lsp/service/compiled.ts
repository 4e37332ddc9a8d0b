/**
 * What the compiler makes of a file, as documents that nobody has written: `silencio:` and the file's own URI behind a `?`, with
 * the view as the path. `silencio:/trio.js?file%3A%2F%2F%2Fsongs%2Ftrio.sil` is what runs; `.ir.json` what it was lowered to,
 * `.policy.json` its manifest.
 */

import { emit } from '../../compiler/emit/emit.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import type { Analysis } from '../project.ts'

export const SCHEME = 'silencio'
const VIEWS = ['js', 'ir.json', 'policy.json'] as const
export type View = (typeof VIEWS)[number]

export interface Wanted {
  readonly view: View
  readonly uri: string
}

/** Null for what is no such address. */
export function wantedBy(address: string): Wanted | null {
  const parts = /^silencio:\/*[^?]*?\.(js|ir\.json|policy\.json)\?(.+)$/.exec(address)
  const [, view, source] = parts ?? []
  const known = VIEWS.find((one) => one === view)
  if (known === undefined || source === undefined) return null
  try {
    return { view: known, uri: decodeURIComponent(source) }
  } catch {
    return null
  }
}

export function addressOf({ uri, path }: Pick<Analysis, 'uri' | 'path'>, view: View): string {
  const stem = path.replace(/^.*\//, '').replace(/\.sil$/, '')
  return `${SCHEME}:/${encodeURIComponent(stem)}.${view}?${encodeURIComponent(uri)}`
}

/** Where there are errors there is nothing compiled; the document says so, in a comment that it can stand. */
export function compiled({ result, policy, path, text }: Analysis, view: View): string {
  const ir = policy()
  if (ir === null) {
    const errors = result.diagnostics.filter(({ severity }) => severity === 'error').length
    const words = `${path} has ${errors === 1 ? 'an error' : `${errors} errors`}: there is nothing compiled yet.`
    return view === 'js' ? `// ${words}\n` : `${JSON.stringify({ problem: words }, null, 2)}\n`
  }
  if (view === 'ir.json') return `${JSON.stringify(ir, null, 2)}\n`
  const { js, manifest } = emit(ir, {
    target: 'esm',
    runtimeVersion: RUNTIME_VERSION,
    sourcePath: path,
    sourceText: text.content,
  })
  return view === 'js' ? js : manifest
}
