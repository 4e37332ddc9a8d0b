/** What a number is in other units at this file's tempo, and what a chord is made of. */

import type { NumberLit } from '../../language/ast.ts'
import type { Analysis } from '../project.ts'
import type { Hover } from './answers.ts'
import { chordTones } from './chords.ts'
import { beatMilliseconds, rounded } from './musical-time.ts'
import { pathTo } from './path.ts'

export function valueAt(analysis: Analysis, offset: number): Hover | null {
  const node = pathTo(analysis.program.sources.main.tree, offset).at(-1)
  if (node?.kind === 'number') {
    const text = numberText(analysis, node)
    return text === null ? null : { start: node.start, end: node.end, text }
  }
  if (node?.kind !== 'nameCell') return null
  const tones = chordTones(node.text)
  return tones === null
    ? null
    : { start: node.start, end: node.end, text: `**${node.text}**: ${tones.join(' ')}` }
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
