/**
 * Which tests check which rule of the reference: a test names a rule's id in square brackets, in its title or in a
 * comment directly above it.
 */

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'

export const top = join(import.meta.dirname, '..', '..')

export interface RuleTest {
  /** From the repository's top. */
  readonly file: string
  /** 1-based line of its `it(` or `test(`. */
  readonly line: number
  readonly ids: readonly string[]
}

const ID = /\[([a-z]+\.[a-z0-9]+(?:-[a-z0-9]+)*)\]/g
const ONLY_IDS = /^(\s*\[[a-z]+\.[a-z0-9-]+\])+\s*$/

/** All tests of the repository that name a rule. */
export function ruleTests(): readonly RuleTest[] {
  return globSync('test/**/*.test.ts', { cwd: top })
    .toSorted()
    .flatMap((file) => testsIn(file, readFileSync(join(top, file), 'utf8')))
}

export function testsIn(file: string, source: string): readonly RuleTest[] {
  const { program, comments } = parseSync(file, source)
  const found: RuleTest[] = []
  look(program)
  return found

  function look(value: unknown): void {
    if (Array.isArray(value)) for (const one of value) look(one)
    if (typeof value !== 'object' || value === null || !('type' in value)) return
    if (value.type === 'ExpressionStatement' && 'expression' in value && 'start' in value) {
      const call = value.expression
      if (isTest(call)) note(Number(value.start), titleOf(call))
    }
    for (const child of Object.values(value)) look(child)
  }

  function note(start: number, title: string): void {
    const ids = [...`${above(start)} ${title}`.matchAll(ID)].map(([, id]) => id ?? '')
    if (ids.length > 0) found.push({ file, line: source.slice(0, start).split('\n').length, ids })
  }

  /** The ids in comments that stand directly above a place. */
  function above(start: number): string {
    let text = ''
    let end = start
    for (const comment of comments.toReversed()) {
      if (comment.end > end) continue
      if (source.slice(comment.end, end).trim() !== '' || !ONLY_IDS.test(comment.value)) break
      text += comment.value
      end = comment.start
    }
    return text
  }
}

/** `it(…)`, `test(…)` and `it.each(…)(…)`, not `describe(…)`. */
function isTest(call: unknown): call is { readonly callee: unknown; readonly arguments: readonly unknown[] } {
  if (!isCall(call)) return false
  let { callee }: { callee: unknown } = call
  while (isCall(callee) || isMember(callee)) callee = isCall(callee) ? callee.callee : callee.object
  return isName(callee) && (callee.name === 'it' || callee.name === 'test')
}

function titleOf(call: { readonly arguments: readonly unknown[] }): string {
  const [title] = call.arguments
  if (typeof title !== 'object' || title === null || !('value' in title)) return ''
  return typeof title.value === 'string' ? title.value : ''
}

function isCall(node: unknown): node is { readonly callee: unknown; readonly arguments: readonly unknown[] } {
  return typeof node === 'object' && node !== null && 'callee' in node && 'arguments' in node
}

function isMember(node: unknown): node is { readonly object: unknown } {
  return typeof node === 'object' && node !== null && 'object' in node
}

function isName(node: unknown): node is { readonly name: unknown } {
  return typeof node === 'object' && node !== null && 'name' in node
}
