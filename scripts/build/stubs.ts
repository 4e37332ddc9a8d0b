/**
 * Chunks that hold next to nothing. What several entries share is a file of its own for the bundler, even a version's few letters, or
 * nothing but an order in which to load; each costs the page a request, and where it is imported as much again as what it holds. So
 * constants and functions that are small stand in each place where they are used, and who only wanted them loaded no longer asks.
 */

import { type Expression, type Program, parse } from 'acorn'
import type { Output } from './outputs.ts'

/** Characters of a chunk, and of all the copies of it: more of them would cost more than the file. */
const SMALL = 350
const COPIES = 1500

interface Stub {
  readonly body: string
  /** Its own names by those that others import. */
  readonly names: ReadonlyMap<string, string>
}

export function withoutStubs(outputs: readonly Output[]): readonly Output[] {
  const texts = outputs.filter(({ path }) => path.endsWith('.js')).map(({ text }) => textOf(text))
  const stubs = new Map<string, Stub>()
  for (const { path, text } of outputs) {
    const name = nameOf(path)
    if (!/^chunk-.*\.js$/.test(name)) continue
    const stub = stubOf(textOf(text))
    if (stub !== null && isWorthIt(name, stub, texts)) stubs.set(name, stub)
  }
  return outputs
    .filter(({ path }) => !stubs.has(nameOf(path)))
    .map((output) => (output.path.endsWith('.js') ? withCopies(output, stubs) : output))
}

/** Nobody imports it but as a module's first lines do. */
function isWorthIt(name: string, { body }: Stub, texts: readonly string[]): boolean {
  const importers = texts.filter((text) => text.includes(name))
  if (importers.some((text) => text.replaceAll(importsOf(name), '').includes(name))) return false
  return (importers.length - 1) * body.length <= COPIES
}

const importsOf = (name: string): RegExp =>
  new RegExp(`import(?:\\{([^}]*)\\}from)?"\\./${name.replaceAll('.', '\\.')}";`, 'g')

function withCopies(output: Output, stubs: ReadonlyMap<string, Stub>): Output {
  let text = textOf(output.text)
  for (const [name, { body, names }] of stubs) {
    text = text.replaceAll(importsOf(name), (_, wanted: string | undefined) => {
      if (wanted === undefined) return ''
      const pairs = wanted.split(',').map((one) => one.split(' as '))
      const taken = pairs.map(([theirs = '', ours = theirs]) => `${theirs}:${ours}`)
      const given = pairs.map(([theirs = '']) => `${theirs}:${names.get(theirs)}`)
      return `var{${taken.join()}}=(()=>{${body}return{${given.join()}}})();`
    })
  }
  return { ...output, text }
}

/** Null where it may matter whether there is one of it or two: what has a state, makes something, or imports. */
function stubOf(code: string): Stub | null {
  if (code.length > SMALL) return null
  if (code.trim() === '') return { body: '', names: new Map() }
  const { body }: Program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' })
  const last = body.at(-1)
  if (last?.type !== 'ExportNamedDeclaration' || last.source != null || last.declaration != null) return null
  const own = new Set<string>()
  for (const one of body.slice(0, -1)) {
    if (one.type === 'FunctionDeclaration') own.add(one.id.name)
    else if (one.type !== 'VariableDeclaration') return null
    else
      for (const { id, init } of one.declarations) {
        if (id.type !== 'Identifier' || init == null || !isStill(init)) return null
        own.add(id.name)
      }
  }
  if (changes(body, own)) return null
  const names = new Map<string, string>()
  for (const { local, exported } of last.specifiers) {
    if (local.type !== 'Identifier' || exported.type !== 'Identifier') return null
    names.set(exported.name, local.name)
  }
  return { body: code.slice(0, last.start), names }
}

/** The same whenever and however often it is made. A regular expression that goes on from where it was has a state. */
function isStill(value: Expression): boolean {
  if (value.type === 'Literal') return value.regex == null || !/[gy]/.test(value.regex.flags)
  return value.type === 'ArrowFunctionExpression' || value.type === 'FunctionExpression'
}

/** Does anything give one of these names another value, or a pattern that may hold one? */
function changes(node: unknown, names: ReadonlySet<string>): boolean {
  if (typeof node !== 'object' || node === null) return false
  const type: unknown = Reflect.get(node, 'type')
  const target: unknown =
    type === 'AssignmentExpression'
      ? Reflect.get(node, 'left')
      : type === 'UpdateExpression'
        ? Reflect.get(node, 'argument')
        : null
  if (typeof target === 'object' && target !== null && Reflect.get(target, 'type') !== 'MemberExpression') {
    const name: unknown = Reflect.get(target, 'name')
    if (typeof name !== 'string' || names.has(name)) return true
  }
  return Object.values(node).some((part) => changes(part, names))
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

const textOf = (text: string | Uint8Array): string =>
  typeof text === 'string' ? text : Buffer.from(text).toString('utf8')
