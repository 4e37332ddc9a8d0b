/** Completions as the protocol has them. */

import { type CompletionItem, CompletionItemKind, InsertTextFormat, MarkupKind } from 'vscode-languageserver'
import { isBlank, isDigit, isWordChar, startsWord } from '../language/characters.ts'
import type { Analysis } from './project.ts'
import type { Completion } from './service/answers.ts'
import { cellsAt, completionsAt, type Elsewhere } from './service/complete.ts'
import { importableInto, importablePaths } from './service/importable.ts'
import { textEdits } from './text-edits.ts'

const KINDS: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  property: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  name: CompletionItemKind.Variable,
  unit: CompletionItemKind.Unit,
  snippet: CompletionItemKind.Snippet,
}

/** What may stand at a place, as an editor takes it: each with what it takes the place of. @param isAsked it does not come up by a character that was typed */
export function completionItems(analysis: Analysis, offset: number, isAsked: boolean): CompletionItem[] {
  const { text } = analysis
  const elsewhere: Elsewhere = {
    names: (kinds, fits = () => true) =>
      importableInto(analysis, (one) =>
        one.kind === 'let'
          ? kinds.includes('let') && fits(one.decl)
          : kinds.some((kind) => kind === one.kind),
      ).map(
        ({ name, path, edit }): Completion => ({
          label: name,
          kind: 'name',
          detail: `from ${path}`,
          doc: '',
          insert: name,
          edit,
        }),
      ),
    foreign: () => importableInto(analysis, () => true),
    paths: () => importablePaths(analysis),
  }
  const cells = isAsked ? cellsAt(text.content, offset) : []
  const { tree } = analysis.program.sources.main
  const items = cells.length > 0 ? cells : completionsAt(text.content, offset, elsewhere, tree)
  const { line: row } = text.positionAt(offset)
  const line = text.content.slice(text.lineStart(row), offset)
  const ahead = text.content.slice(offset, text.lineEnd(row))
  const begun = wordAtEnd(line)
  const goesOn = wordAtStart(ahead)
  /** What is written anew: where the author wants it, with what stands behind the cursor. */
  const edited = (label: string, newText: string): CompletionItem['textEdit'] => {
    const length = begunOf(label, line, begun)
    if (length === 0) return undefined
    const [start, end] = [offset - length, offset + restOf(label.slice(length), newText, ahead, goesOn)]
    const insert = text.rangeOf({ start, end: offset })
    return end === offset
      ? { range: insert, newText }
      : { insert, replace: text.rangeOf({ start, end }), newText }
  }
  return items.map(({ label, kind, detail, doc, insert, edit, replace }, i) => {
    const textEdit =
      replace === undefined ? edited(label, insert) : { range: text.rangeOf(replace), newText: insert }
    return {
      label,
      kind: KINDS[kind],
      detail,
      documentation: { kind: MarkupKind.Markdown, value: doc },
      insertText: insert,
      insertTextFormat: kind === 'snippet' ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      ...(edit === undefined ? {} : { additionalTextEdits: textEdits(analysis, [edit]) }),
      ...(textEdit === undefined ? {} : { textEdit }),
      // In the order in which the language lists them.
      sortText: String(i).padStart(3, '0'),
    }
  })
}

/** Length of the word that a line ends with. By hand: a pattern that ends at the cursor is tried from each letter of a line, and lines may be as long as files. */
function wordAtEnd(line: string): number {
  let start = line.length
  while (isWordChar(line.charCodeAt(start - 1))) start--
  while (isDigit(line.charCodeAt(start))) start++
  return line.length - start
}

function wordAtStart(line: string): number {
  let end = 0
  while (isWordChar(line.charCodeAt(end))) end++
  return end
}

/**
 * How much behind the cursor belongs to what is taken: the rest of the word, or of a label of several.
 * @param missing what of the label is not typed
 * @param ahead what stands between the cursor and the end of its line
 * @param word length of the word that goes on there
 */
function restOf(missing: string, newText: string, ahead: string, word: number): number {
  const { length } = missing
  const isAll = plain(ahead.slice(0, length)) === plain(missing) && !isWordChar(ahead.charCodeAt(length))
  const rest = isAll ? Math.max(length, word) : word
  // One blank is there already for who brings one.
  return newText.endsWith(' ') && isBlank(ahead.charCodeAt(rest)) ? rest + 1 : rest
}

const plain = (text: string): string => text.toLowerCase().replaceAll('-', ' ')

/**
 * How much is typed already of what is taken, and gives way to it. The protocol lets the editor find that; Monaco's client does not
 * look, and editors differ in what they call a word: of `bass drum` and `user-week` there may be more than the last one.
 * @param word length of the word before the cursor
 */
function begunOf(label: string, line: string, word: number): number {
  if (!/[ .-]/.test(label)) return word
  // A line may be long, and labels are many.
  const [typed, wanted] = [plain(line.slice(-label.length)), plain(label)]
  for (let length = Math.min(typed.length, wanted.length); length > word; length--)
    if (typed.endsWith(wanted.slice(0, length)) && !startsWord(line.charCodeAt(line.length - length - 1)))
      return length
  return word
}
