/** The TextMate grammar, made from the patterns that the language has for editors. */

import * as p from '../../language/patterns.ts'

/** Scopes that themes know; what follows the last name is ours. */
export const SCOPES: Readonly<Record<p.PatternName | WordScope, string>> = {
  'comment.doc': 'comment.line.documentation.sil',
  comment: 'comment.line.double-slash.sil',
  string: 'string.quoted.double.sil',
  number: 'constant.numeric.sil',
  'number.pitch': 'constant.numeric.pitch.sil',
  word: 'variable.other.sil',
  bracket: 'punctuation.section.sil',
  operator: 'keyword.operator.sil',
  bar: 'punctuation.separator.bar.sil',
  'bar.count': 'constant.numeric.count.sil',
  'cell.accent': 'constant.character.accent.sil',
  'cell.hit': 'constant.character.hit.sil',
  'cell.ghost': 'constant.character.ghost.sil',
  'cell.learn': 'keyword.control.learn.cell.sil',
  'cell.rest': 'comment.rest.sil',
  'cell.chord': 'entity.name.type.chord.sil',
  'cell.degree': 'constant.numeric.degree.sil',
  wrong: 'invalid.illegal.sil',
  'keyword.head': 'storage.type.block.sil',
  'keyword.learn': 'keyword.control.learn.sil',
  keyword: 'keyword.other.sil',
  property: 'support.type.property-name.sil',
}

type WordScope = 'keyword.head' | 'keyword.learn' | 'keyword' | 'property'

interface Rule {
  readonly name: string
  readonly match: string
}

const words = (scope: WordScope, list: readonly string[], before = ''): Rule => ({
  name: SCOPES[scope],
  match: `${before}${p.oneOf(list)}${p.WORD_END}`,
})

const rules = (patterns: readonly p.Pattern[]): Rule[] =>
  patterns.map(({ name, source }) => ({ name: SCOPES[name], match: source }))

export const textMateGrammar = {
  $comment: 'Made by scripts/vscode/main.ts from language/patterns.ts; do not edit.',
  name: 'SIL',
  scopeName: 'source.sil',
  fileTypes: ['sil'],
  patterns: [{ include: '#bars' }, { include: '#text' }],
  repository: {
    bars: {
      begin: '\\|',
      beginCaptures: { 0: { name: SCOPES.bar } },
      end: `${p.BAR_CLOSE}|${p.BAR_EXIT}|$`,
      endCaptures: { 0: { name: SCOPES.bar } },
      patterns: rules(p.BARS),
    },
    text: {
      patterns: [
        ...rules(p.TEXT),
        words('keyword.learn', ['learn']),
        words('keyword.head', p.HEAD_WORDS, '^'),
        words('keyword', [...p.RESERVED_WORDS, ...p.SOFT_WORDS]),
        words('property', [...p.PROPERTY_WORDS, ...p.MODIFIER_WORDS]),
        { name: SCOPES.word, match: p.WORD },
        ...rules(p.SIGNS),
      ],
    },
  },
}
