/** Answers of the protocol as somebody would read them: places in the text, and not numbers. */

import { applied } from '../applied.ts'

interface Position {
  readonly line: number
  readonly character: number
}
interface Range {
  readonly start: Position
  readonly end: Position
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isPosition = (value: unknown): value is Position =>
  isRecord(value) && typeof value.line === 'number' && typeof value.character === 'number'
const isRange = (value: unknown): value is Range =>
  isRecord(value) && isPosition(value.start) && isPosition(value.end)

/** Ranges as `3:5 “word”`, positions as `3:5`, counted from 1 as editors show them. */
export function readable(answer: unknown, textOf: (uri: string) => string, uri: string): string {
  return yaml(told(answer, textOf, uri), '').trim()
}

function told(value: unknown, textOf: (uri: string) => string, uri: string): unknown {
  if (isRange(value)) return rangeIn(textOf(uri), value)
  if (isPosition(value)) return `${value.line + 1}:${value.character + 1}`
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every(isEdit)) return { becomes: lines(applied(textOf(uri), value)) }
    return value.map((one) => told(one, textOf, uri))
  }
  if (!isRecord(value)) return typeof value === 'string' && value.includes('\n') ? lines(value) : value
  const own = typeof value.uri === 'string' ? value.uri : uri
  const target = typeof value.targetUri === 'string' ? value.targetUri : uri
  return Object.fromEntries(
    Object.entries(value).map(([key, one]): [string, unknown] => {
      if (key === 'changes' && isRecord(one))
        return [
          key,
          Object.fromEntries(Object.entries(one).map(([file, edits]) => [file, told(edits, textOf, file)])),
        ]
      const whose = key.startsWith('target') ? target : own
      return [key, told(one, textOf, whose)]
    }),
  )
}

const isEdit = (value: unknown): value is { readonly range: Range; readonly newText: string } =>
  isRecord(value) && isRange(value.range) && typeof value.newText === 'string'

function rangeIn(text: string, { start, end }: Range): string {
  const all = text.split('\n')
  const within =
    start.line === end.line
      ? (all[start.line] ?? '').slice(start.character, end.character)
      : `${(all[start.line] ?? '').slice(start.character)} … ${(all[end.line] ?? '').slice(0, end.character)}`
  return `${start.line + 1}:${start.character + 1} “${within}”`
}

/** A text of several lines stands as a block. */
interface Lines {
  readonly lines: readonly string[]
}
const lines = (text: string): Lines => ({ lines: text.split('\n') })
const isLines = (value: unknown): value is Lines =>
  isRecord(value) && Array.isArray(value.lines) && Object.keys(value).length === 1

function yaml(value: unknown, indent: string): string {
  if (isLines(value)) return value.lines.map((line) => `${indent}| ${line}`.trimEnd()).join('\n')
  if (Array.isArray(value)) {
    if (value.length === 0) return `${indent}nothing`
    if (value.every((one) => typeof one === 'number' || typeof one === 'string'))
      return `${indent}${value.join(', ')}`
    return value.map((one) => `${indent}- ${yaml(one, `${indent}  `).trimStart()}`).join('\n')
  }
  if (isRecord(value)) {
    return Object.entries(value)
      .filter(([, one]) => one !== undefined && one !== '')
      .map(([key, one]) => {
        const isDeep =
          isLines(one) ||
          isRecord(one) ||
          (Array.isArray(one) && one.some((part) => typeof part === 'object'))
        return isDeep ? `${indent}${key}:\n${yaml(one, `${indent}  `)}` : `${indent}${key}: ${yaml(one, '')}`
      })
      .join('\n')
  }
  return `${indent}${value === null ? 'nothing' : String(value)}`
}
