/**
 * The three shapes of an emitted file.
 *
 * - `esm` imports the runtime from `silencio/runtime` (or `runtimeModule`).
 * - `standalone` is one ES module without imports: the runtime inside a function, so that names never meet, then the
 *   policy, whose constants call it. It uses nothing but ES2022: no console, no timers, no TextEncoder. For JavaScriptCore, QuickJS, phones.
 * - `worklet` is the same as a script without exports, for scopes that a loader cannot get exports out of
 *   (`audioWorklet.addModule`, `importScripts`, `JSContext.evaluateScript`). It puts its policy into
 *   `globalThis.silencioPolicies`, a Map by name; loading a newer version under the same name replaces it, and a
 *   processor finds it by `silencioPolicies.get(name)` in its next block.
 */

import type { RuntimeBundle } from '../compile-api.ts'
import { type Code, lines } from './code.ts'
import type { PolicyCode } from './js.ts'
import { commentText, stringLiteral } from './literals.ts'

export function esmModule({ header, body, imports, call }: PolicyCode, runtimeModule: string): Code {
  return lines([
    header,
    importLine(imports, runtimeModule),
    '',
    body,
    '',
    'export { definition }',
    `export default ${call}`,
  ])
}

function importLine(imports: readonly string[], from: string): string {
  const line = `import { ${imports.join(', ')} } from ${stringLiteral(from)}`
  return line.length <= 100 ? line : `import {\n  ${imports.join(',\n  ')},\n} from ${stringLiteral(from)}`
}

export function standaloneModule(policy: PolicyCode, runtime: RuntimeText): Code {
  return lines([
    policy.header,
    ...enclosed(runtime),
    '',
    policy.body,
    '',
    'export { definition }',
    `export default ${policy.call}`,
  ])
}

export function workletScript(policy: PolicyCode, name: string, runtime: RuntimeText): Code {
  return lines([
    policy.header,
    // A scope of its own: a classic script may be loaded twice.
    ";(() => {\n'use strict'\n",
    ...enclosed(runtime),
    '',
    policy.body,
    '',
    'globalThis.silencioPolicies ??= new Map()',
    `globalThis.silencioPolicies.set(${stringLiteral(name)}, ${policy.call})`,
    '})()',
  ])
}

function enclosed({ version, credits, body, given }: RuntimeText): readonly string[] {
  return [
    `// ---- The runtime, version ${commentText(version)}: what this policy uses of it, made small ----`,
    ...(credits === '' ? [] : [`// ${commentText(credits)}`]),
    `const { ${given.map(([name]) => name).join(', ')} } = (() => {`,
    body,
    `return { ${given.map(([name, local]) => (local === name ? name : `${name}: ${local}`)).join(', ')} }`,
    '})()',
  ]
}

export interface RuntimeText {
  readonly version: string
  readonly credits: string
  /** Declarations, one a line. */
  readonly body: string
  /** What the policy imports, and its name in the body. */
  readonly given: readonly (readonly [name: string, local: string])[]
}

/**
 * The part of a runtime that is reached from what a policy imports.
 *
 * @throws TypeError where the runtime does not have it.
 */
export function runtimeText(bundle: RuntimeBundle, imports: readonly string[], version: string): RuntimeText {
  const exports = new Map(Object.entries(bundle.exports))
  const given = imports.map((name) => {
    const local = exports.get(name)
    if (local === undefined) throw new TypeError(`the runtime bundle does not export ${name}`)
    return [name, local] as const
  })
  const pieces = new Map(bundle.pieces.map((piece) => [piece.name, piece]))
  const reached = new Set<string>()
  const open = given.map(([, local]) => local)
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue
    reached.add(name)
    const piece = pieces.get(name)
    if (piece === undefined) throw new TypeError(`the runtime bundle has no piece ${name}`)
    open.push(...piece.uses)
  }
  const body = bundle.pieces.filter(({ name }) => reached.has(name)).map(({ text }) => text)
  return { version, credits: bundle.credits ?? '', body: body.join('\n'), given }
}
