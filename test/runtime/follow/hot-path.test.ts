import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseSync } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import { EARS, listening, memoryOf } from '../../../bench/listening.ts'
import { ordinaryMs } from '../../harness/cpu.ts'

const FILES = globSync(`${import.meta.dirname}/../../../runtime/follow/*.ts`).toSorted()
const promises = (path: string): boolean => readFileSync(path, 'utf8').includes('allocates nothing')

/** What makes an object each time it is run. Patterns on the left of arrays run an iterator. */
const MAKES = new Set([
  'ObjectExpression',
  'ArrayExpression',
  'ArrayPattern',
  'ArrowFunctionExpression',
  'FunctionExpression',
  'NewExpression',
  'TemplateLiteral',
  'SpreadElement',
  'RestElement',
  'ForOfStatement',
])

/** Runs once in a listener's life, or when a section changes what it listens with. */
const ONCE = /#(bank|pattern) \?\?=/

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value

/** Places in functions and methods of a source that make something. */
function making(source: string): readonly string[] {
  const found: string[] = []
  look(parseSync('hot.ts', source).program, false)
  return found

  function look(value: unknown, running: boolean): void {
    if (Array.isArray(value)) for (const one of value) look(one, running)
    if (!isNode(value)) return
    if (running && MAKES.has(value.type)) {
      found.push(`${value.type}: ${source.slice(value.start, value.end).split('\n')[0]}`)
    }
    if ('kind' in value && value.kind === 'constructor') return
    if (value.type === 'ExpressionStatement' && ONCE.test(source.slice(value.start, value.end))) return
    for (const [key, child] of Object.entries(value)) {
      if (key === 'typeAnnotation' || key === 'returnType') continue
      // A method's value is a function that was made with the class.
      if (isNode(child) && value.type === 'MethodDefinition' && key === 'value') {
        for (const inner of Object.values(child)) look(inner, true)
      } else look(child, running || value.type === 'FunctionDeclaration')
    }
  }
}

describe('following allocates nothing', () => {
  it.each(FILES.filter(promises).map((path) => [basename(path), path] as const))('in %s', (_, path) => {
    expect(making(readFileSync(path, 'utf8'))).toEqual([])
  })

  it('in any file that is called with each onset, as each of them says', () => {
    const silent = FILES.filter((path) => !promises(path)).map((path) => basename(path))
    expect(silent).toEqual([
      'expected.ts',
      'player-count.ts',
      'player-tracker.ts',
      'predict.ts',
      'tracking-many.ts',
      'window.ts',
    ])
  })

  it('and what did would be seen', () => {
    const seen = (body: string) => making(`class A { m(a) { ${body} } }\nfunction f(a) { ${body} }`).length
    for (const body of [
      'return { a }',
      'return [a]',
      'a.map((x) => x)',
      'new A()',
      'const [b] = a',
      'for (const b of a) b',
    ]) {
      expect(seen(body)).toBeGreaterThanOrEqual(2)
    }
    expect(seen('const { b } = a; return b')).toBe(0)
  })

  it.each(EARS)('over a hundred thousand beats with onsets: %s', (ear) => {
    const { kept, passing } = memoryOf(ear, 100_000)
    expect(kept).toBeLessThan(1)
    // Numbers that the engine boxes; on a busy machine it compiles later and boxes more.
    expect(passing).toBeLessThan(1500)
  })

  it.each(EARS)('nor time: a beat with an onset takes less than 20 µs: %s', (ear) => {
    const hear = listening(ear)
    hear(20_000)
    const from = process.cpuUsage()
    hear(20_000)
    expect((1000 * ordinaryMs(from)) / 20_000).toBeLessThan(20)
  })
})
