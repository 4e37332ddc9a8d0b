/** Completion, hover, formatting: the compiler's worker is asked, and Monaco shows what it says. */

import type { Completion } from '../compile-protocol.ts'
import type { Asker } from './handle.ts'
import { SIL } from './language.ts'
import { type editor, languages, Range } from './monaco.ts'
import { rangeOf } from './places.ts'
import { registerFixes } from './problems.ts'

const KINDS: Readonly<Record<Completion['kind'], languages.CompletionItemKind>> = {
  keyword: languages.CompletionItemKind.Keyword,
  property: languages.CompletionItemKind.Property,
  value: languages.CompletionItemKind.EnumMember,
  name: languages.CompletionItemKind.Variable,
  unit: languages.CompletionItemKind.Unit,
  snippet: languages.CompletionItemKind.Snippet,
}

export function registerProviders(only: editor.ITextModel, ask: Asker): void {
  languages.registerCompletionItemProvider(SIL, {
    triggerCharacters: [' '],
    async provideCompletionItems(model, position) {
      if (model !== only) return null
      const word = model.getWordUntilPosition(position)
      const range = new Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn)
      const items = await ask.complete(model.getValue(), model.getOffsetAt(position))
      if (items === null) return null
      const InsertAsSnippet = languages.CompletionItemInsertTextRule.InsertAsSnippet
      return {
        suggestions: items.map(({ label, kind, detail, doc, insert }) => ({
          label,
          kind: KINDS[kind],
          detail,
          documentation: doc,
          insertText: insert,
          range,
          ...(kind === 'snippet' ? { insertTextRules: InsertAsSnippet } : {}),
        })),
      }
    },
  })
  languages.registerHoverProvider(SIL, {
    async provideHover(model, position) {
      if (model !== only) return null
      const hover = await ask.hover(model.getValue(), model.getOffsetAt(position))
      return hover === null ? null : { range: rangeOf(model, hover), contents: [{ value: hover.text }] }
    },
  })
  languages.registerDocumentFormattingEditProvider(SIL, {
    async provideDocumentFormattingEdits(model) {
      const text = model === only ? await ask.format(model.getValue()) : null
      return text === null ? [] : [{ range: model.getFullModelRange(), text }]
    },
  })
  registerFixes(SIL)
}
