/** Edits of a text as the protocol has them. */

import type { TextEdit } from 'vscode-languageserver'
import type { Analysis } from './project.ts'
import type { TextEdit as OffsetEdit } from './service/answers.ts'

export const textEdits = ({ text }: Analysis, edits: readonly OffsetEdit[]): TextEdit[] =>
  edits.map(({ start, end, newText }) => ({ range: text.rangeOf({ start, end }), newText }))
