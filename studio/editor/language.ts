/** SIL in colours: Monarch's rules, made from the tables that the compiler and VS Code's grammar read. */

import * as p from '../../language/patterns.ts'
import { BRACKETS, ENTER, INDENTATION, LINE_COMMENT, PAIRS } from '../../language/typing.ts'
import type { languages } from './monaco.ts'

export const SIL = 'sil'

/** Patterns whose colour has another name here. */
const TOKENS: Readonly<Partial<Record<p.PatternName, string>>> = {
  bracket: '@brackets',
  word: 'identifier',
  wrong: '',
}

const rules = (patterns: readonly p.Pattern[]): languages.IMonarchLanguageRule[] =>
  patterns.map(({ name, source }) => [new RegExp(source), TOKENS[name] ?? name])

export const monarch: languages.IMonarchLanguage = {
  heads: [...p.HEAD_WORDS],
  reserved: [...p.RESERVED_WORDS, ...p.SOFT_WORDS],
  properties: [...p.PROPERTY_WORDS, ...p.MODIFIER_WORDS],
  defaultToken: '',
  tokenizer: {
    root: [
      [/\|/, { token: 'bar', next: '@bars' }],
      ...rules(p.TEXT),
      [new RegExp(`learn${p.WORD_END}`), 'keyword.learn'],
      [
        new RegExp(`^${p.WORD}`),
        { cases: { '@heads': 'keyword.head', '@reserved': 'keyword', '@default': 'identifier' } },
      ],
      [
        new RegExp(p.WORD),
        { cases: { '@reserved': 'keyword', '@properties': 'property', '@default': 'identifier' } },
      ],
      ...rules(p.SIGNS),
    ],
    bars: [
      [new RegExp(p.BAR_CLOSE), { token: 'bar', next: '@pop' }],
      [new RegExp(p.BAR_EXIT), { token: '', next: '@pop' }],
      ...rules(p.BARS),
      [/$/, { token: '', next: '@pop' }],
    ],
  },
}

/** As Monaco numbers them. */
const INDENT = { none: 0, indentOutdent: 2 } as const

export const configuration: languages.LanguageConfiguration = {
  comments: { lineComment: LINE_COMMENT },
  brackets: BRACKETS.map(([open, close]) => [open, close]),
  autoClosingPairs: PAIRS.map((pair) => ('notIn' in pair ? { ...pair, notIn: [...pair.notIn] } : pair)),
  indentationRules: {
    increaseIndentPattern: new RegExp(INDENTATION.increase),
    decreaseIndentPattern: new RegExp(INDENTATION.decrease),
  },
  onEnterRules: ENTER.map(({ before, after, indent, append }) => ({
    beforeText: new RegExp(before),
    ...(after === null ? {} : { afterText: new RegExp(after) }),
    action: { indentAction: INDENT[indent], ...(append === '' ? {} : { appendText: append }) },
  })),
}
