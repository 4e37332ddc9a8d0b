/**
 * Functions that every `sil check` calls are compiled when their file is, and so lie in Node's compile cache: of a declaration
 * an engine compiles nothing until it is called, in each process anew, and a function in parentheses it compiles at once. That is
 * a seventh of a start.
 *
 * A declaration is known from the beginning of its file on. So these stand there, behind the imports.
 */

import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec'
import { parse } from 'acorn'
import type { Output } from '../outputs.ts'
import type { Called } from './called.ts'

/** The files of a build, with those functions compiled eagerly that `called` names; source maps say where they have gone. */
export function withEager(outputs: readonly Output[], called: Called): readonly Output[] {
  const maps = new Map(outputs.map(({ path, text }) => [path, text]))
  const changed = new Map<string, string>()
  for (const [path, starts] of called) {
    const text = maps.get(path)
    if (text === undefined) continue
    const map = maps.get(`${path}.map`)
    const eager = eagerly(`${text}`, map === undefined ? null : `${map}`, starts)
    changed.set(path, eager.text)
    if (eager.map !== null) changed.set(`${path}.map`, eager.map)
  }
  return outputs.map(({ path, text }) => ({ path, text: changed.get(path) ?? text }))
}

/**
 * @param starts offsets of functions that are called; those that are declared at the top, on lines of their own, are moved
 */
export function eagerly(
  text: string,
  map: string | null,
  starts: ReadonlySet<number>,
): { readonly text: string; readonly map: string | null } {
  const { body } = parse(text, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true })
  const lines = text.split('\n')
  const lineAt = createLineAt(lines)
  let head = text.startsWith('#!') ? 1 : 0
  for (const node of body) if (node.type === 'ImportDeclaration') head = lineAt(node.end) + 1
  /** By its first line: the name and the last line of what moves. */
  const moves = new Map<number, { readonly name: string; readonly last: number }>()
  for (const node of body) {
    if (node.type !== 'FunctionDeclaration' || !starts.has(node.start)) continue
    const [first, last] = [lineAt(node.start), lineAt(node.end)]
    const alone = `${lines.slice(first, last + 1).join('\n')}` === text.slice(node.start, node.end)
    if (alone && first >= head) moves.set(first, { name: node.id.name, last })
  }
  const front: number[] = []
  const rest: number[] = []
  const written = [...lines]
  const shifts = new Map<number, number>()
  for (let line = 0; line < lines.length; line++) {
    const move = moves.get(line)
    if (move === undefined) {
      rest.push(line)
      continue
    }
    const opening = `var ${move.name} = (`
    shifts.set(line, opening.length)
    written[line] = `${opening}${written[line]}`
    written[move.last] = `${written[move.last]});`
    for (; line < move.last; line++) front.push(line)
    front.push(line)
  }
  const order = [...rest.slice(0, head), ...front, ...rest.slice(head)]
  return {
    text: order.map((line) => written[line]).join('\n'),
    map: map === null ? null : moved(map, order, shifts),
  }
}

/** A source map whose lines stand in another order, some of them so many characters further right. */
function moved(map: string, order: readonly number[], shifts: ReadonlyMap<number, number>): string {
  const fields: { readonly mappings: string } = JSON.parse(map)
  const lines = decode(fields.mappings)
  const mappings = order.map((line): SourceMapSegment[] => {
    const by = shifts.get(line) ?? 0
    return (lines[line] ?? []).map((segment) => {
      const copy: SourceMapSegment = [...segment]
      copy[0] += by
      return copy
    })
  })
  return `${JSON.stringify({ ...fields, mappings: encode(mappings) }, null, 2)}\n`
}

function createLineAt(lines: readonly string[]): (offset: number) => number {
  const starts: number[] = []
  let at = 0
  for (const line of lines) {
    starts.push(at)
    at += line.length + 1
  }
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}
