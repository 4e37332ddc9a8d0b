/**
 * Code on its way to a file: text with marks that say where in the source the text behind them comes from. Laying it
 * out gives the file and the mappings of its source map in one pass.
 */

import type { Span } from '../../language/ast.ts'

export interface Mark {
  /** Offset in the `.sil` text; null for what nobody wrote (defaults), which the map leaves out. */
  readonly offset: number | null
  /** What the user calls it, where the code calls it something else. */
  readonly name: string | null
}

export type Code = readonly (string | Mark)[]

/** @param span empty where the source has no such place */
export const mark = (span: Span, name: string | null = null): Mark => ({
  offset: span.end > span.start ? span.start : null,
  name,
})

/** `` code`play: ${name},` `` with code, text or marks in the holes. */
export function code(strings: TemplateStringsArray, ...values: readonly (Code | Mark | string)[]): Code {
  const pieces: (string | Mark)[] = []
  strings.forEach((text, i) => {
    if (text !== '') pieces.push(text)
    const value = values[i]
    if (typeof value === 'string') pieces.push(value)
    else if (value !== undefined) append(pieces, 'offset' in value ? [value] : value)
  })
  return pieces
}

/** One line below the other. */
export function lines(parts: readonly (Code | string)[]): Code {
  return join(parts, '\n')
}

export function join(parts: readonly (Code | string)[], separator: string): Code {
  const pieces: (string | Mark)[] = []
  parts.forEach((part, i) => {
    if (i > 0) pieces.push(separator)
    if (typeof part === 'string') pieces.push(part)
    else append(pieces, part)
  })
  return pieces
}

// `push(...part)` would put the parts of a large policy on the call stack.
function append(pieces: (string | Mark)[], part: Code): void {
  for (const piece of part) pieces.push(piece)
}

/** Every line but the first moves right. String literals hold no raw line ends, so nothing is torn. */
function indent(part: Code | string): Code {
  const pieces = typeof part === 'string' ? [part] : part
  return pieces.map((piece) => (typeof piece === 'string' ? piece.replaceAll('\n', '\n  ') : piece))
}

/** `body` below `open`, further right. */
export function under(open: Code | string, body: Code | string): Code {
  return code`${open}${indent(code`\n${body}`)}`
}

/** A block of statements or entries between an opening and a closing line. */
export function block(open: Code | string, body: Code | string, close: string): Code {
  return code`${under(open, body)}\n${close}`
}

export function textOf(part: Code | string): string {
  if (typeof part === 'string') return part
  let text = ''
  for (const piece of part) if (typeof piece === 'string') text += piece
  return text
}

/** What fits here stays on one line. */
const LINE = 100

export type Field = readonly [key: string, value: Code | string]

/**
 * An object literal on one line where it fits, else a field a line. Keys must be identifiers.
 *
 * @param before characters that stand before it on its line.
 */
export function object(fields: readonly Field[], before = 0): Code {
  return list(
    fields.map(([key, value]) => (textOf(value) === key ? value : code`${key}: ${value}`)),
    '{ ',
    ' }',
    before,
  )
}

/** The same, of an object. */
export const objectOf = (fields: Readonly<Record<string, Code | string>>): Code =>
  object(Object.entries(fields))

/** The fields whose values are not the usual ones. */
export function differing(
  fields: Readonly<Record<string, Code | string>>,
  usual: Readonly<Record<string, string>>,
): readonly Field[] {
  return Object.entries(fields).filter(([key, value]) => textOf(value) !== usual[key])
}

/** An array literal, laid out like `object`. */
export function array(items: readonly (Code | string)[]): Code {
  return list(items, '[', ']')
}

/** An array literal with an item a line however short: tables read better so. */
export function table(items: readonly (Code | string)[]): Code {
  return items.length === 0 ? ['[]'] : tall(items, '[', ']')
}

function list(items: readonly (Code | string)[], open: string, close: string, before = 0): Code {
  if (items.length === 0) return [open.trim() + close.trim()]
  let width = before + open.length + close.length
  let short = true
  for (const item of items) {
    const text = textOf(item)
    width += text.length + 2
    if (width > LINE || text.includes('\n')) {
      short = false
      break
    }
  }
  if (short) return code`${open}${join(items, ', ')}${close}`
  return tall(items, open.trim(), close.trim())
}

function tall(items: readonly (Code | string)[], open: string, close: string): Code {
  return block(open, lines(items.map((item) => code`${item},`)), close)
}

/** Numbers of a long array, as many on a line as fit. */
export function wrapped(open: string, items: readonly string[], close: string): string {
  const oneLine = `${open}${items.join(', ')}${close}`
  if (oneLine.length <= LINE) return oneLine
  const rows: string[] = []
  let row = ' '
  for (const item of items) {
    if (row.length + item.length + 2 > LINE) {
      rows.push(row)
      row = ' '
    }
    row += ` ${item},`
  }
  return [open, ...rows, row, close].join('\n')
}

/** A place in the emitted file and the place in the source it comes from; lines and columns from 0. */
export interface Mapping {
  readonly line: number
  readonly column: number
  readonly offset: number
  readonly name: string | null
}

export interface LaidOut {
  readonly text: string
  /** In the order of the text. */
  readonly mappings: readonly Mapping[]
}

export function layOut(part: Code): LaidOut {
  const texts: string[] = []
  const mappings: Mapping[] = []
  let line = 0
  let column = 0
  for (const piece of part) {
    if (typeof piece !== 'string') {
      const { offset, name } = piece
      if (offset !== null) mappings.push({ line, column, offset, name })
      continue
    }
    texts.push(piece)
    for (let i = piece.indexOf('\n'), from = 0; ; i = piece.indexOf('\n', from)) {
      if (i < 0) {
        column += piece.length - from
        break
      }
      line++
      column = 0
      from = i + 1
    }
  }
  return { text: texts.join(''), mappings }
}
