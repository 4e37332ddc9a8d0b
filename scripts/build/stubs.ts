/**
 * Chunks that hold next to nothing. What several entries share is a file of its own for the bundler, even a version's few letters, or
 * nothing but an order in which to load; each costs the page a request and as much again where it is imported. A constant stands in its
 * place where it is used, and who only wanted it loaded no longer asks.
 */

import type { Output } from './outputs.ts'

/** A text, or a function of nothing that is one expression: nobody can tell whether there is one of it or two. */
const CONSTANT = /^var (\w+)=("[^"\\]*"|\(\)=>[^;{}]{1,100});export\{\1 as (\w+)\};?\s*$/
const isStub = (text: string): boolean => text.trim() === '' || CONSTANT.test(text)

/** @throws where a chunk that holds a constant is imported in a way that nobody has seen yet. */
export function withoutStubs(outputs: readonly Output[]): readonly Output[] {
  const stubs = new Map<string, string>()
  for (const { path, text } of outputs) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (!/^chunk-.*\.js$/.test(name)) continue
    const code = textOf(text)
    if (isStub(code)) stubs.set(name, code)
  }
  return outputs
    .filter(({ path }) => !stubs.has(path.slice(path.lastIndexOf('/') + 1)))
    .map((output) => (output.path.endsWith('.js') ? withConstants(output, stubs) : output))
}

function withConstants(output: Output, stubs: ReadonlyMap<string, string>): Output {
  let text = textOf(output.text)
  for (const [name, stub] of stubs) {
    if (!text.includes(name)) continue
    const [, , constant = '""', exported = ''] = CONSTANT.exec(stub) ?? []
    const file = name.replaceAll('.', '\\.')
    text = text
      .replaceAll(new RegExp(`import"\\./${file}";`, 'g'), '')
      .replaceAll(
        new RegExp(`import\\{${exported} as ([\\w$]+)\\}from"\\./${file}";`, 'g'),
        `var $1=${constant};`,
      )
    if (text.includes(name))
      throw new Error(`${output.path} imports ${name} in another way than as a constant`)
  }
  return { ...output, text }
}

const textOf = (text: string | Uint8Array): string =>
  typeof text === 'string' ? text : Buffer.from(text).toString('utf8')
