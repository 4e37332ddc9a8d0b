/** Parsing and checking a megabyte, beside the lexer alone and beside Langium. */

import { check, checkOnly } from '../compiler/compile.ts'
import { lex } from '../language/lexer.ts'
import { parse } from '../language/parse.ts'
import { walk } from '../language/walk.ts'
import * as table from './chevrotain-lexer.ts'
import { langiumGrammar } from './langium/grammar.ts'
import { createLangiumParser } from './langium/peer.mjs'
import { interleave, type Measured, ratio, type Sides } from './measure.ts'
import { compareParsers, exampleTexts } from './parity.ts'
import { alone, checked } from './policy.ts'
import type { BenchResult, Row } from './report.ts'
import { songbook } from './songbook.ts'

const SIZE = 1_000_000

const text = songbook(SIZE)
const input = alone('songbook.sil', text)
/** Silencio reads bars that are written alike once: here none are. */
const varied = withoutRepeats(text)
const variedInput = alone('songbook.sil', varied)
const NO_REPEATS = 'no bars alike'

export const SIDES: Sides = {
  chevrotain: async () => () => table.chevrotainLex(text),
  lex: async () => () => lex(text),
  parse: async () => () => parse(text),
  'parse + check': async () => () => checkOnly(input),
  'parse + check + lower': async () => () => check(input).ir,
  [`chevrotain, ${NO_REPEATS}`]: async () => () => table.chevrotainLex(varied),
  [`parse + check, ${NO_REPEATS}`]: async () => () => checkOnly(variedInput),
  Langium: async () => {
    const langium = await createLangiumParser(langiumGrammar(), table)
    return () => langium.parse(text)
  },
}

export async function parseBench({ rounds }: { readonly rounds: number }): Promise<BenchResult> {
  const langium = await createLangiumParser(langiumGrammar(), table)
  const { files, rejected, disagreements } = compareParsers(langium)
  if (disagreements.length > 0) {
    throw new Error(
      `the grammars differ:\n${disagreements.map((d) => `  ${d.name}: Silencio ${d.silencio ?? 'accepts'}, Langium ${d.langium ?? 'accepts'}`).join('\n')}`,
    )
  }
  const { sections, slots, cost } = checked(input)
  const refused = langium.parse(text).errors[0]
  if (refused !== undefined) throw new Error(`Langium does not take the songbook: ${refused}`)

  const measured = await interleave('parse', Object.keys(SIDES), { rounds, turnMs: 400 })
  const side = (name: string): Measured => {
    const found = measured.find((one) => one.name === name)
    if (found === undefined) throw new Error(`no side ${name}`)
    return found
  }
  const megabytes = text.length / 1e6
  const speed = ({ name, ms, from, to }: Measured) => {
    const size = name.endsWith(NO_REPEATS) ? varied.length / 1e6 : megabytes
    return {
      value: (size / ms) * 1000,
      unit: 'MB/s',
      from: (size / to) * 1000,
      to: (size / from) * 1000,
    }
  }
  const row = (name: string, peer: string, bar: Row['bar']): Row => ({
    what: name,
    ours: speed(side(name)),
    peer: { name: peer.startsWith('chevrotain') ? 'chevrotain, lexer alone' : peer, ...speed(side(peer)) },
    ratio: ratio(side(peer), side(name)),
    bar,
  })
  return {
    bench: 'parse',
    subject: `a file of ${megabytes.toFixed(2)} MB`,
    rows: [
      row('lex', 'chevrotain', null),
      row('parse', 'chevrotain', null),
      row('parse', 'Langium', null),
      row('parse + check', 'chevrotain', { relation: 'at least', value: 0.25, unit: '×' }),
      row('parse + check', 'Langium', { relation: 'at least', value: 5, unit: '×' }),
      row(`parse + check, ${NO_REPEATS}`, `chevrotain, ${NO_REPEATS}`, null),
      row('parse + check + lower', 'chevrotain', null),
    ],
    notes: [
      `The file: ${densityOf([text])}, ${sections.length} sections, ${slots.length} slots, at most ${cost.eventsPerBar} events a bar; no errors.`,
      `Patterns and rows of chords: ${repetition(text)}; without repeats ${repetition(varied)}.`,
      `examples/: ${densityOf(exampleTexts())}.`,
      `Grammars agree on ${files} files, of which they refuse ${rejected}.`,
    ],
  }
}

/** The same piece, with other blanks behind the first bar line of each line, so that no two literals are written alike. */
function withoutRepeats(text: string): string {
  let count = 0
  return text.replace(/^([^|/\n]*\|)/gm, (start) => {
    const number = (count++).toString(2).padStart(13, '0')
    return start + number.replaceAll('0', ' ').replaceAll('1', '\t')
  })
}

function repetition(text: string): string {
  const written: string[] = []
  walk(parse(text).file, (node) => {
    if (node.kind === 'bars') written.push(text.slice(node.start, node.end))
  })
  return `${written.length}, of which ${new Set(written).size} differ`
}

function densityOf(texts: readonly string[]): string {
  let length = 0
  let count = 0
  let commented = 0
  for (const text of texts) {
    const { tokens, comments } = lex(text)
    length += text.length
    count += tokens.count
    commented += comments.reduce((sum, { start, end }) => sum + end - start, 0)
  }
  const share = (part: number): string => ((part / length) * 1000).toFixed(0)
  return `${count} tokens (${share(count)} to the kilobyte, and ${share(commented)} characters of comment)`
}
