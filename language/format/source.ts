/** A parsed text as the formatter reads it: tokens and comments in one row, with the line breaks between them. */

import type { IToken } from 'chevrotain'
import type { Parsed } from '../parse.ts'
import { tokenEnd } from '../tokens.ts'
import { displayWidth } from './width.ts'

export interface Element {
  readonly token: IToken
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
  const { tokens, comments, newlines } = lexed
  const elements: Element[] = []
  let nextComment = 0
  let nextNewline = 0
  let lineStart = 0
  const add = (token: IToken, comment: boolean): void => {
    let breaks = 0
    for (let line = newlines[nextNewline]; line !== undefined; line = newlines[nextNewline]) {
      if (line.startOffset > token.startOffset) break
      lineStart = tokenEnd(line)
      breaks++
      nextNewline++
    }
    elements.push({
      token,
      start: token.startOffset,
      end: tokenEnd(token),
      comment,
      breaks,
      column: comment ? displayWidth(text.slice(lineStart, token.startOffset)) : 0,
    })
  }
  const addComments = (before: number): void => {
    for (let c = comments[nextComment]; c !== undefined; c = comments[nextComment]) {
      if (c.startOffset > before) break
      add(c, true)
      nextComment++
    }
  }
  for (const token of tokens) {
    addComments(token.startOffset)
    add(token, false)
  }
  addComments(text.length)
  return elements
}
