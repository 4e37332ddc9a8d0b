/** SIL in colours: Monarch's rules, made from the tables that the compiler reads. */

import {
  BLOCK_KINDS,
  HEADS,
  MEMBER_PROPERTIES,
  PROPERTIES,
  RESERVED,
  UNITS,
} from '../../language/vocabulary.ts'
import type { languages } from './monaco.ts'

export const SIL = 'sil'

const properties = new Set([
  ...Object.values(PROPERTIES).flatMap((known) => Object.keys(known)),
  ...Object.keys(MEMBER_PROPERTIES),
])
const modifiers = new Set(
  Object.values(PROPERTIES).flatMap((known) =>
    Object.values(known).flatMap((spec) => Object.keys(spec.modifiers)),
  ),
)

/** Longest first: `ms` is no `m` with an `s` behind it. */
const units = Object.keys(UNITS)
  .sort((a, b) => b.length - a.length)
  .join('|')

/** What may stand behind bars on their line. */
const words = [...modifiers, ...properties].join('|')

/** Marks of a cell that sounds, and what may stand behind one. */
const SUFFIX = '(?:\\?\\d*|[~!_])*'

export const monarch: languages.IMonarchLanguage = {
  heads: [...HEADS, ...BLOCK_KINDS],
  reserved: [...RESERVED, 'play', 'vamp', 'repeat', 'mix', 'near', 'sample', 'within', 'else'],
  properties: [...properties],
  modifiers: [...modifiers],
  defaultToken: '',
  tokenizer: {
    root: [
      [/\/\/\/.*$/, 'comment.doc'],
      [/\/\/.*$/, 'comment'],
      [/"(?:[^"\\]|\\.)*"?/, 'string'],
      [/\|/, { token: 'bar', next: '@bars' }],
      [new RegExp(`-?\\d+(?:\\.\\d+)?\\s*(?:(?:${units})\\b|%)`), 'number'],
      [/\d+(?:th|ths|nd|rd|st)\b/, 'number'],
      [/[A-G][#b]?-?\d\b/, 'number.pitch'],
      [/-?\d+(?:\.\d+)?/, 'number'],
      [/learn\b/, 'keyword.learn'],
      // What opens a block stands at the start of a line; elsewhere the same word is a property or a value.
      [
        /^[a-z]+\b/,
        { cases: { '@heads': 'keyword.head', '@reserved': 'keyword', '@default': 'identifier' } },
      ],
      [
        /[A-Za-z_][\w-]*/,
        {
          cases: {
            '@reserved': 'keyword',
            '@properties': 'property',
            '@modifiers': 'property',
            '@default': 'identifier',
          },
        },
      ],
      [/[{}()]/, '@brackets'],
      [/\.\.|->|[<>]=?|[=!]=|[-+*/=,:.]/, 'operator'],
    ],
    bars: [
      [/\/\/.*$/, { token: 'comment', next: '@pop' }],
      // Bars end with their line, or with the last stroke before something that is no cell.
      [new RegExp(`\\|(?=\\s*(?:$|["{}/]|(?:${words})\\b))`), { token: 'bar', next: '@pop' }],
      [/\|/, 'bar'],
      [/\d+:/, 'bar.count'],
      [new RegExp(`X${SUFFIX}|x!${SUFFIX}`), 'cell.accent'],
      [new RegExp(`[xopfdr#]${SUFFIX}`), 'cell.hit'],
      [new RegExp(`g${SUFFIX}`), 'cell.ghost'],
      [/~/, 'cell.learn'],
      [/[.-]/, 'cell.rest'],
      [/[A-G][#b]?[\w()#+/°ø-]*|N\.C\.|%/, 'cell.chord'],
      [/[b#]*\d[',]*(?:\/[b#]*\d[',]*)*(?:\?\d*|[~!_])*/, 'cell.degree'],
      [/[[\]]/, 'bar'],
      [/$/, { token: '', next: '@pop' }],
    ],
  },
}

export const configuration: languages.LanguageConfiguration = {
  comments: { lineComment: '//' },
  brackets: [
    ['{', '}'],
    ['(', ')'],
    ['[', ']'],
  ],
  autoClosingPairs: [
    { open: '{', close: '}' },
    { open: '(', close: ')' },
    { open: '[', close: ']' },
    { open: '"', close: '"', notIn: ['string', 'comment'] },
  ],
  indentationRules: { increaseIndentPattern: /\{[^}]*$/, decreaseIndentPattern: /^\s*\}/ },
  onEnterRules: [
    { beforeText: /^\s*\/\/\/.*$/, action: { indentAction: 0, appendText: '/// ' } },
    { beforeText: /\{\s*$/, afterText: /^\s*\}/, action: { indentAction: 2 } },
  ],
}
