/** What a number is in other units at this file's tempo, what a chord is made of, and which note is meant. */

import type { NumberLit } from '../../language/ast.ts'
import type { Node } from '../../language/walk.ts'
import type { Analysis } from '../project.ts'
import type { Hover } from './answers.ts'
import { chordTones } from './chords.ts'
import { degreeText, pitchText } from './hover-notes.ts'
import { beatMilliseconds, rounded } from './musical-time.ts'
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
      return property?.key.text === 'swing' && node.unit === '%' && node.flaw === null
        ? swingText(node.value)
        : numberText(analysis, node)
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

function numberText(analysis: Analysis, { unit, value, flaw }: NumberLit): string | null {
  if (flaw !== null || unit === null) return null
  const beat = beatMilliseconds(analysis)
  const at = beat === null ? '' : ` at ${rounded(60_000 / beat)} bpm`
  switch (unit) {
    case 'ms':
      return beat === null ? null : `${rounded(value)} ms is ${rounded(value / beat)} beats${at}`
    case 's':
      return beat === null ? null : `${rounded(value)} s is ${rounded((1000 * value) / beat)} beats${at}`
    case 'beats':
      return beat === null ? null : `${rounded(value)} beats are ${rounded(value * beat)} ms${at}`
    case 'bpm':
      return value > 0 ? `${rounded(value)} bpm: a beat of ${rounded(60_000 / value)} ms` : null
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
