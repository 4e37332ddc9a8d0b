/** Laws that hold for every text, however broken. Each returns what breaks it, or nothing. */

import type { Parsed } from '../../language/parse.ts'
import { childrenOf, type Node } from '../../language/walk.ts'
import { namedTokens } from './tokens.ts'

/** What may stand between tokens: everything else is in a token, a comment (of SIL or another language) or an unknown run. */
const BLANKS = /^[ \t\f\v\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\uFEFF\n\r]*$/

/** Tokens, comments and unknown runs, with blanks and line breaks between, are the text. */
export function lostText({ text, lexed }: Parsed): string | null {
  const parts = [
    ...namedTokens(lexed),
    ...[...lexed.comments, ...lexed.foreign, ...lexed.unknown].map((run) => ({ ...run, image: null })),
  ].sort((a, b) => a.start - b.start)
  let at = 0
  for (const part of parts) {
    const between = text.slice(at, part.start)
    if (part.start < at) return `two parts at ${part.start}`
    if (!BLANKS.test(between)) return `\`${between}\` at ${at} is nowhere`
    if (part.image !== null && part.image !== text.slice(part.start, part.end))
      return `\`${part.image}\` is not the text`
    at = part.end
  }
  return BLANKS.test(text.slice(at)) ? null : `\`${text.slice(at)}\` at ${at} is nowhere`
}

/** Children lie inside their parent, in the order of its fields, and do not overlap; documentation stands before. */
export function badSpan({ text, file }: Parsed): string | null {
  const stack: Node[] = [file]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.start < 0 || node.end > text.length || node.start > node.end) return `${show(node)} is no range`
    let at = node.start
    for (const child of childrenOf(node)) {
      stack.push(child)
      if (child.kind === 'doc') {
        if (child.end > node.start) return `${show(child)} is not before ${show(node)}`
        continue
      }
      if (child.start < at) return `${show(child)} in ${show(node)} begins before ${at}`
      if (child.end > node.end) return `${show(child)} ends after ${show(node)}`
      at = child.end
    }
  }
  return null
}

/** Diagnostics point into the text, in order; the edits of a fix do not overlap. */
export function badDiagnostic({ text, diagnostics }: Parsed): string | null {
  let at = 0
  for (const d of diagnostics) {
    if (d.span.start < at || d.span.end < d.span.start || d.span.end > text.length)
      return `${d.code} is no range`
    at = d.span.start
    for (const part of [d.title, d.message, d.hint]) {
      if (/\{\w+\}|undefined|NaN/.test(part) && !/\{\w+\}|undefined|NaN/.test(text))
        return `${d.code}: ${part}`
    }
    for (const { edits } of d.fixes) {
      let last = 0
      for (const { span } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
        if (span.start < last || span.end < span.start || span.end > text.length)
          return `${d.code}: a fix out of range`
        last = span.end
      }
    }
  }
  return null
}

function show(node: Node): string {
  return `${node.kind} ${node.start}..${node.end}`
}
