/** A parsed text as the formatter reads it: tokens and comments in one row, with the line breaks between them. */

import { isLineBreak, lineBreakLength } from '../characters.ts'
import type { Parsed } from '../parse.ts'
import * as t from '../token-kinds.ts'
import { displayWidth } from './width.ts'

export interface Element {
  /** Of the token, or `Comment`. */
  readonly kind: number
  readonly image: string
  readonly start: number
  readonly end: number
  readonly comment: boolean
  /** Line breaks between this and the element before; 2 or more: there is a blank line. */
  readonly breaks: number
  /** Of a comment: its column in the text; else 0. */
  readonly column: number
}

export interface Source {
  readonly elements: readonly Element[]
  /** Index of the token that starts there. */
  indexAt(start: number): number
  /** Index of the token that ends there. */
  indexEnding(end: number): number
  /** The token after the one that ends there (comments are passed over). */
  after(end: number): Element | null
  /** Is any line break between the elements `from` and `to`? */
  breaksBetween(from: number, to: number): boolean
  /** Is a blank line between the elements `from` and `to`, or around a comment there? */
  blankBetween(from: number, to: number): boolean
}

export function readSource(parsed: Parsed): Source {
  const elements = merge(parsed)
  const starts = new Map<number, number>()
  const ends = new Map<number, number>()
  /** How many elements up to each begin a line, and how many follow a blank line. */
  const breaks: number[] = []
  const blanks: number[] = []
  for (const [index, element] of elements.entries()) {
    if (!element.comment) {
      starts.set(element.start, index)
      ends.set(element.end, index)
    }
    breaks.push((breaks[index - 1] ?? 0) + (element.breaks > 0 ? 1 : 0))
    blanks.push((blanks[index - 1] ?? 0) + (element.breaks > 1 ? 1 : 0))
  }
  return {
    elements,
    indexAt: (start) => starts.get(start) ?? -1,
    indexEnding: (end) => ends.get(end) ?? -1,
    after: (end) => {
      let index = (ends.get(end) ?? elements.length) + 1
      while (elements[index]?.comment === true) index++
      return elements[index] ?? null
    },
    breaksBetween: (from, to) => breaks[from] !== breaks[to],
    blankBetween: (from, to) => blanks[from] !== blanks[to],
  }
}

function merge({ text, lexed }: Parsed): Element[] {
  const { tokens, comments } = lexed
  const elements: Element[] = []
  let nextComment = 0
  let at = 0
  let lineStart = 0
  const add = (kind: number, start: number, end: number, image: string): void => {
    let breaks = 0
    while (at < start) {
      if (isLineBreak(text.charCodeAt(at))) {
        at += lineBreakLength(text, at)
        lineStart = at
        breaks++
      } else at++
    }
    at = end
    const comment = kind === t.Comment
    const column = comment ? displayWidth(text.slice(lineStart, start)) : 0
    elements.push({ kind, image, start, end, comment, breaks, column })
  }
  const addComments = (before: number): void => {
    for (let c = comments[nextComment]; c !== undefined; c = comments[nextComment]) {
      if (c.start > before) break
      add(t.Comment, c.start, c.end, text.slice(c.start, c.end))
      nextComment++
    }
  }
  for (let token = 1; token <= tokens.count; token++) {
    addComments(tokens.start(token))
    add(tokens.kind(token), tokens.start(token), tokens.end(token), tokens.image(token))
  }
  addComments(text.length)
  return elements
}
