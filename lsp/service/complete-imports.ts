/** What an import may bring, and from where. */

import type { Span } from '../../language/ast.ts'
import type { Completion, TextEdit } from './answers.ts'
import { item, snippet, word } from './complete-words.ts'

/** A name that another file has. */
export interface Foreign {
  readonly name: string
  /** As an import of this file writes it. */
  readonly path: string
}

const WHOLE = snippet('{ … } from', 'an import', '', '{ «name» } from "«./file.sil»"')

/** Words of an import whose braces are open, up to the one that is typed: they may stand on lines of their own. Null where none are. */
export function inImportBraces(before: string, typed: string): readonly string[] | null {
  const head = before.slice(before.lastIndexOf('import'), before.length - typed.length)
  const names = /^import\s*\{([^{}"]*)$/.exec(head)?.[1]
  return names === undefined ? null : ['import', '{', ...(names.match(/[^\s,]+|,/g) ?? [])]
}

/**
 * @param words of the import, up to the cursor
 * @param foreign names that this file may bring in
 */
export function behindImport(
  text: string,
  offset: number,
  words: readonly string[],
  foreign: () => readonly Foreign[],
): readonly Completion[] {
  if (words.length === 1) return [WHOLE]
  if (words.includes('from')) return []
  if (words.includes('}')) return [word('from')]
  if (!/^[{,]$/.test(words.at(-1) ?? '')) return [word('as')]
  const after = text.slice(offset)
  const rest = /^[^\r\n]*/.exec(after)?.[0] ?? ''
  const from = /^[^{}"]*\}\s*from\s*"([^"\r\n]*)/.exec(after)?.[1]
  const brace = rest.indexOf('}')
  // Where the file is not named yet it is written behind the braces, with the first name.
  const edit = (path: string): { readonly edit?: TextEdit } => {
    const at = offset + brace + 1
    return brace >= 0 && rest.slice(brace + 1).trim() === ''
      ? { edit: { start: at, end: at, newText: ` from ${JSON.stringify(path)}` } }
      : {}
  }
  return foreign()
    .filter(({ name, path }) => (from === undefined || from === path) && !words.includes(name))
    .map(({ name, path }) => ({
      ...item(name, 'name', `from ${path}`),
      ...(from === undefined ? edit(path) : {}),
    }))
}

/** Between the quotes of an import's path; null where these are no such quotes. */
export function importedPaths(
  line: string,
  text: string,
  offset: number,
  paths: () => readonly string[],
): readonly Completion[] | null {
  const typed = /^\s*import\b[^"]*\bfrom\s*"([^"]*)$/.exec(line)?.[1]
  if (typed === undefined) return null
  // The path as a whole: an editor's words end at its points and strokes.
  const rest = /^[^"\r\n]*(?=")/.exec(text.slice(offset))?.[0] ?? ''
  const replace: Span = { start: offset - typed.length, end: offset + rest.length }
  return paths().map((path) => ({ ...item(path, 'value'), replace }))
}
