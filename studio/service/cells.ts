/** Which place of the text sounds: by section, voice, bar of the pattern and cell. */

import type { PolicyIr, Position } from '../../compiler/ir.ts'
import type { File, Span } from '../../language/ast.ts'
import { walk } from '../../language/walk.ts'
import type { LitSection, LitVoice, Program } from '../compile-protocol.ts'

export function litSections(ir: PolicyIr, file: File): Pick<Program, 'sections' | 'cells'> {
  const isHere = withinBars(file)
  const cells: Span[] = []
  const numbers = new Map<string, number>()
  const numberOf = ({ start, end }: Span): number => {
    const key = `${start}-${end}`
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, cells.length)
    cells.push({ start, end })
    return cells.length - 1
  }
  const patterns = ir.patterns.map(({ bars, loopQuarters }): LitVoice => {
    const places: Record<string, number> = {}
    for (const [bar, events] of bars.entries()) {
      for (const { cell, span } of events) if (isHere(span)) places[`${bar}:${cell}`] = numberOf(span)
    }
    return { bars: loopQuarters === null ? bars.length : null, cells: places }
  })
  const sections = ir.sections.map((section): LitSection => {
    const voices: Record<string, LitVoice> = {}
    for (const [i, part] of section.parts.entries()) {
      for (const { name, pattern } of ir.parts[part]?.voices ?? []) {
        const voice = patterns[pattern]
        if (voice !== undefined) voices[`${ir.members[i]?.name}/${name}`] = voice
      }
    }
    const { beats } = section.meter
    const chords = section.chords
      .filter(({ span }) => isHere(span))
      .map(({ bar, at, span }) => ({ bar, beat: beatOf(at, beats), cell: numberOf(span) }))
    return { name: section.name, bars: section.bars, voices, chords }
  })
  return { sections, cells }
}

/** The beat of the bar, from 1, in which a position lies. */
function beatOf(at: Position, beats: readonly number[]): number {
  const quarter = 'from' in at ? 0 : at.num / at.den
  return Math.max(1, beats.filter((beat) => beat <= quarter + 1e-9).length)
}

/** Patterns of imported files have places, too, in their own text: those are not ours to light. */
function withinBars(file: File): (span: Span) => boolean {
  const literals: Span[] = []
  walk(file, (node) => {
    if (node.kind === 'bars') literals.push({ start: node.start, end: node.end })
  })
  return ({ start, end }) => literals.some((bars) => bars.start <= start && end <= bars.end)
}
