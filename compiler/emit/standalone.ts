/**
 * The three shapes of an emitted file.
 *
 * - `esm` imports the runtime from `silencio/runtime` (or `runtimeModule`).
 * - `standalone` is one ES module without imports: the policy, then the runtime inside a function, so that names never
 *   meet. It uses nothing but ES2022: no console, no timers, no TextEncoder. For JavaScriptCore, QuickJS, phones.
 * - `worklet` is the same as a script without exports, for scopes that a loader cannot get exports out of
 *   (`audioWorklet.addModule`, `importScripts`, `JSContext.evaluateScript`). It puts its policy into
 *   `globalThis.silencioPolicies`, a Map by name; loading a newer version under the same name replaces it, and a
 *   processor finds it by `silencioPolicies.get(name)` in its next block.
 */

import { type Code, code, lines } from './code.ts'
import type { PolicyCode } from './js.ts'
import { commentText, stringLiteral } from './literals.ts'

export function esmModule({ header, body, imports }: PolicyCode, runtimeModule: string): Code {
  return lines([
    header,
    `import { ${imports.join(', ')} } from ${stringLiteral(runtimeModule)}`,
    '',
    body,
    '',
    'export { definition }',
    'export default createPolicy(definition)',
  ])
}

export function standaloneModule(policy: PolicyCode, runtime: RuntimeText): Code {
  return lines([
    policy.header,
    policy.body,
    '',
    ...enclosed(runtime, policy.imports),
    '',
    'export { definition }',
    'export default createPolicy(definition)',
  ])
}

export function workletScript(policy: PolicyCode, name: string, runtime: RuntimeText): Code {
  return lines([
    policy.header,
    // A scope of its own: a classic script may be loaded twice.
    code`;(() => {\n'use strict'\n\n${policy.body}`,
    '',
    ...enclosed(runtime, policy.imports),
    '',
    'globalThis.silencioPolicies ??= new Map()',
    `globalThis.silencioPolicies.set(${stringLiteral(name)}, createPolicy(definition))`,
    '})()',
  ])
}

function enclosed({ version, body, exports }: RuntimeText, imports: readonly string[]): readonly string[] {
  const given = imports.map((name) => {
    const local = exports.get(name)
    if (local === undefined) throw new TypeError(`the runtime bundle does not export ${name}`)
    return local === name ? name : `${name}: ${local}`
  })
  return [
    `// ---- The runtime, version ${commentText(version)} ----`,
    `const { ${imports.join(', ')} } = (() => {`,
    body,
    `return { ${given.join(', ')} }`,
    '})()',
  ]
}

export interface RuntimeText {
  readonly version: string
  /** The bundle without its export clause. */
  readonly body: string
  /** Local name of each export. */
  readonly exports: ReadonlyMap<string, string>
}

/** An export clause, and nothing behind it but comments. */
const CLAUSE = /^export\s*\{([^{}]*)\}\s*;?\s*(?:\/\/[^\n]*\s*)*$/

/**
 * Takes a bundle apart: an ES module without imports that ends with one `export { … }`, as bundlers write them.
 *
 * @throws TypeError where it is anything else.
 */
export function runtimeText(bundle: string, version: string): RuntimeText {
  const start = bundle.lastIndexOf('export')
  const clause = CLAUSE.exec(bundle.slice(Math.max(0, start)))
  if (clause === null) throw new TypeError('the runtime bundle must end with one `export { … }` clause')
  const body = bundle.slice(0, start).trimEnd()
  if (/^\s*(?:import|export)\b(?!\s*\()/m.test(body))
    throw new TypeError('the runtime bundle must not import anything, nor export before its end')
  const exports = new Map<string, string>()
  for (const entry of (clause[1] ?? '').split(',')) {
    const [local, name = local] = entry.trim().split(/\s+as\s+/)
    if (local !== undefined && local !== '' && name !== undefined) exports.set(name, local)
  }
  return { version, body, exports }
}
