/** What a number is in other units at this file's tempo, what a chord is made of, and which note is meant. */

import type { NumberLit } from '../../language/ast.ts'
import type { Node } from '../../language/walk.ts'
import type { Analysis } from '../project.ts'
import type { Hover } from './answers.ts'
import { chordTones } from './chords.ts'
import { degreeText, pitchText } from './hover-notes.ts'
import { paceOf, rounded } from './musical-time.ts'
import { pathTo } from './path.ts'

export function valueAt(analysis: Analysis, offset: number): Hover | null {
  const path = pathTo(analysis.program.sources.main.tree, offset)
  const node = path.at(-1)
  const text = node === undefined ? null : textAt(analysis, node, path)
  return node === undefined || text === null ? null : { start: node.start, end: node.end, text }
}

function textAt(analysis: Analysis, node: Node, path: readonly Node[]): string | null {
  const property = path.findLast((one) => one.kind === 'property' || one.kind === 'modifier')
  switch (node.kind) {
    case 'number':
      if (property?.key.text === 'swing' && node.unit === '%' && node.flaw === null)
        return swingText(node.value)
      if (property?.key.text === 'by' && node.unit === 'bpm') return changeText(analysis, node)
      return numberText(analysis, node)
    case 'nameCell': {
      if (property?.key.text !== 'chords') return pitchText(node.text)
      const tones = chordTones(node.text)
      return tones === null ? null : `**${node.text}**: ${tones.join(' ')}`
    }
    case 'pitch':
      return pitchText(node.text)
    case 'degreeChoice':
      return degreeText(analysis, node, path)
    default:
      return null
  }
}

/** The share of a pair that its first note has: as players say it. */
function swingText(percent: number): string | null {
  if (percent <= 0 || percent >= 100) return null
  if (percent === 50) return '50%: straight; 66.7% is a triplet'
  const ratio = `${rounded(percent)}%: long to short is ${rounded(percent / (100 - percent))} to 1`
  return `${ratio}; 50% is straight, 66.7% a triplet`
}

/** How much faster or slower is no tempo. */
function changeText(analysis: Analysis, { value, flaw }: NumberLit): string | null {
  const pace = paceOf(analysis)
  if (flaw !== null || pace === null || pace.bpm + value <= 0) return null
  const to = pace.bpm + value
  return `from ${rounded(pace.bpm)} bpm to ${rounded(to)} bpm: ${beatOf(analysis, to)}`
}

/** What bpm counts is no beat in 2/2, or where it counts 8ths. */
function beatOf(analysis: Analysis, bpm: number): string {
  const pace = paceOf(analysis)
  const isBeat = pace === null || Math.abs(pace.beat - pace.counted) < 1e-6
  return `a ${isBeat ? 'beat' : 'count'} of ${rounded(60_000 / bpm)} ms`
}

function numberText(analysis: Analysis, { unit, value, flaw }: NumberLit): string | null {
  if (flaw !== null || unit === null) return null
  const pace = paceOf(analysis)
  const at = pace === null ? '' : ` at ${rounded(pace.bpm)} bpm`
  const beats = (ms: number): string => `${rounded(ms / (pace?.beat ?? 1))} beats${at}`
  switch (unit) {
    case 'ms':
      return pace === null ? null : `${rounded(value)} ms is ${beats(value)}`
    case 's':
      return pace === null ? null : `${rounded(value)} s is ${beats(1000 * value)}`
    case 'beats':
      return pace === null ? null : `${rounded(value)} beats are ${rounded(value * pace.beat)} ms${at}`
    case 'bars': {
      const bars = value === 1 ? '1 bar lasts' : `${rounded(value)} bars last`
      const { text } = analysis.program.model.meter
      return pace === null ? null : `${bars} ${rounded((value * pace.bar) / 1000)} s${at}, in ${text}`
    }
    case 'bpm':
      return value > 0 ? `${rounded(value)} bpm: ${beatOf(analysis, value)}` : null
    case 'dB':
      return `${rounded(value)} dB: ${rounded(10 ** (value / 20))} of the amplitude`
    case '%':
      return `${rounded(value)}%: ${rounded(value / 100)} of the whole`
    case 'cents':
      return `${rounded(value)} cents: ${rounded(value / 100)} semitones`
    default:
      return null
  }
}
