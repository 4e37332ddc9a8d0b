/** The extension's files that say what the language's tables say, and are made from them. */

import { BRACKETS, ENTER, INDENTATION, LINE_COMMENT, PAIRS } from '../../language/typing.ts'
import { textMateGrammar } from './grammar.ts'

const languageConfiguration = {
  comments: { lineComment: LINE_COMMENT },
  brackets: BRACKETS,
  autoClosingPairs: PAIRS,
  surroundingPairs: PAIRS.map(({ open, close }) => [open, close]),
  indentationRules: {
    increaseIndentPattern: INDENTATION.increase,
    decreaseIndentPattern: INDENTATION.decrease,
  },
  onEnterRules: ENTER.map(({ before, after, indent, append }) => ({
    beforeText: before,
    ...(after === null ? {} : { afterText: after }),
    action: { indent, ...(append === '' ? {} : { appendText: append }) },
  })),
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** By path below `vscode-extension/`. */
export const generated: Readonly<Record<string, string>> = {
  'syntaxes/sil.tmLanguage.json': json(textMateGrammar),
  'language-configuration.json': json(languageConfiguration),
}
