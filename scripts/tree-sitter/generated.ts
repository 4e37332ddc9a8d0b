/** The files of the tree-sitter grammar that say what the language's tables say, and are made from them. */

import { EXIT_WORDS } from '../../language/lex-cells.ts'
import { NEAR_UNITS } from '../../language/lex-numbers.ts'
import {
  HEAD_WORDS,
  MODIFIER_WORDS,
  PROPERTY_WORDS,
  RESERVED_WORDS,
  SOFT_WORDS,
} from '../../language/patterns.ts'
import { UNITS } from '../../language/vocabulary.ts'

const MADE = 'Made by scripts/tree-sitter/main.ts from the language’s tables; do not edit.'

const TABLES = {
  HEADS: HEAD_WORDS,
  RESERVED: RESERVED_WORDS,
  UNITS: Object.keys(UNITS).filter((unit) => unit !== '%'),
  NEAR_UNITS: [...NEAR_UNITS],
  ORDINALS: ['th', 'ths', 'st', 'nd', 'rd'],
  EXIT_WORDS: [...EXIT_WORDS],
} as const satisfies Readonly<Record<string, readonly string[]>>

const words = `/* ${MADE} */

#include <stddef.h>

${Object.entries(TABLES)
  .map(([name, list]) => `static const char *const ${name}[] = {\n${lines(list)}    NULL,\n};\n`)
  .join('\n')}`

function lines(list: readonly string[]): string {
  return list.map((word) => `    "${word}",\n`).join('')
}

/** Node by node, the names that themes know: Neovim's, which Zed shares, and Helix's. */
const CAPTURES = [
  ['doc_comment', 'comment.documentation', 'comment.block.documentation'],
  ['comment', 'comment', 'comment.line'],
  ['string', 'string', 'string'],
  ['number', 'number', 'constant.numeric'],
  ['count', 'number', 'constant.numeric'],
  ['pitch', 'constant', 'constant'],
  ['chord', 'type', 'type'],
  ['degree', 'number', 'constant.numeric'],
  ['head', 'keyword.type', 'keyword.storage.type'],
  ['keyword', 'keyword', 'keyword'],
  ['learn', 'keyword.modifier', 'keyword.storage.modifier'],
  ['chance', 'keyword.modifier', 'keyword.storage.modifier'],
  ['accent', 'character.special', 'constant.character.escape'],
  ['hit', 'character', 'constant.character'],
  ['ghost', 'comment', 'comment'],
  ['rest', 'comment', 'comment'],
  ['operator', 'operator', 'operator'],
  ['lbrace', 'punctuation.bracket', 'punctuation.bracket'],
  ['rbrace', 'punctuation.bracket', 'punctuation.bracket'],
  ['lparen', 'punctuation.bracket', 'punctuation.bracket'],
  ['rparen', 'punctuation.bracket', 'punctuation.bracket'],
  ['lbracket', 'punctuation.bracket', 'punctuation.bracket'],
  ['rbracket', 'punctuation.bracket', 'punctuation.bracket'],
  ['bar_open', 'punctuation.delimiter', 'punctuation.delimiter'],
  ['bar_sep', 'punctuation.delimiter', 'punctuation.delimiter'],
  ['bar_close', 'punctuation.delimiter', 'punctuation.delimiter'],
  ['wrong', 'error', 'error'],
  ['wrong_cell', 'error', 'error'],
  ['unknown', 'error', 'error'],
] as const

function highlights(helix: boolean): string {
  const property = helix ? 'variable.other.member' : 'property'
  const anyOf = (list: readonly string[]): string =>
    [...new Set(list)].map((word) => `"${word}"`).join('\n    ')
  const known = anyOf([...PROPERTY_WORDS, ...MODIFIER_WORDS])
  // Helix takes the first rule that fits, the others the last: what is more exact stands accordingly.
  const rules = [
    '(word) @variable',
    `((word) @${property}\n  (#any-of? @${property}\n    ${known}))`,
    `((word) @keyword\n  (#any-of? @keyword\n    ${anyOf(SOFT_WORDS)}))`,
    '(declaration name: (word) @variable)',
    ...CAPTURES.map(([node, common, own]) => `(${node}) @${helix ? own : common}`),
  ]
  return `; ${MADE}\n\n${(helix ? rules.toReversed() : rules).join('\n\n')}\n`
}

const folds = `; ${MADE}\n\n[(block) (bars)] @fold\n`
const indents = `; ${MADE}\n\n[(block) (group)] @indent\n\n[(rbrace) (rparen)] @outdent\n`
const outline = `; ${MADE}\n\n(declaration\n  kind: (head) @context\n  name: (_)? @name) @item\n`
const brackets = `; ${MADE}\n\n((lbrace) @open (rbrace) @close)\n\n((lparen) @open (rparen) @close)\n`

/** By path below `editors/tree-sitter-sil/`. */
export const generated: Readonly<Record<string, string>> = {
  'src/words.h': words,
  'queries/highlights.scm': highlights(false),
  'queries/helix/highlights.scm': highlights(true),
  'queries/helix/indents.scm': indents,
  'queries/folds.scm': folds,
  'queries/zed/outline.scm': outline,
  'queries/zed/brackets.scm': brackets,
}
