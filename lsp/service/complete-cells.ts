/** The cells of a bar, for who asks for them: they are one letter each, and nobody wants them while typing. */

import type { Completion } from './answers.ts'
import { item } from './complete-words.ts'
import { HITS } from './meanings.ts'

const SIGNS: Readonly<Record<string, string>> = {
  '.': 'a rest',
  '-': 'the note before goes on',
  '~': 'a hit whose chance is learned',
}
const DRUM = 'x X g . ~'
const BY_PROPERTY: Readonly<Record<string, string>> = {
  beat: DRUM,
  plays: 'x X g .',
  comp: `${DRUM} -`,
  line: '1 2 3 4 5 6 7 8 . -',
  hat: `${DRUM} o p f d r`,
  crash: `${DRUM} f d r #`,
  ride: `${DRUM} f d r #`,
}

/** @param before the line up to the cursor */
export function cellsFor(before: string): readonly Completion[] {
  if (!/[|\s.[-]$/.test(before)) return []
  const [, property = ''] = /(\w+)\s*\|[^|]*(?:\|[^|]*)*$/.exec(before) ?? []
  const cells = BY_PROPERTY[property] ?? `${DRUM} f d r`
  return cells.split(' ').map((cell) => item(cell, 'value', meaning(cell)))
}

const meaning = (cell: string): string =>
  SIGNS[cell] ?? Object.entries(HITS).find(([mark]) => mark === cell)?.[1] ?? 'a degree of the sounding chord'
