/** What a card of the gallery shows of a piece: who plays, how fast, and one bar of it. */

import type { EventIr, PatternIr, PolicyIr, Position } from '../../compiler/ir.ts'
import { openingSection } from '../../runtime/opening.ts'
import type { GalleryPiece, GalleryRow } from '../views/gallery-piece.ts'
import { numberOf } from './num.ts'

/** From the top of a drum set down; what is none of them stands below. */
const ORDER = [
  'beat',
  'crash',
  'ride',
  'bell',
  'hat',
  'pedal',
  'tom1',
  'tom2',
  'tom3',
  'rim',
  'snare',
  'kick',
]

export function galleryPiece(id: string, text: string, ir: PolicyIr): GalleryPiece {
  const section = openingSection(ir)
  const quarters = section?.meter.quarters ?? 4
  const { program } = ir.tempo
  return {
    id,
    title: ir.title,
    about: aboutOf(text),
    tempo: numberOf(program.k === 'steady' ? program.bpm : program.from, ir),
    meter: `${section?.meter.upper ?? 4}/${section?.meter.lower ?? 4}`,
    beats: (section?.meter.beats ?? []).map((beat) => beat / quarters),
    members: ir.members.map(({ name, kind }) => ({ name, kind })),
    rhythm: rhythmOf(ir, section, quarters),
  }
}

function rhythmOf(
  ir: PolicyIr,
  section: PolicyIr['sections'][number] | undefined,
  quarters: number,
): readonly GalleryRow[] {
  const rows = (section?.parts ?? []).flatMap((index) => {
    const part = ir.parts[index]
    if (part === undefined || part.mute) return []
    return part.voices.map((voice): GalleryRow => {
      // A walking line is made while it is played: a note on each beat.
      const beats = section?.meter.beats ?? []
      const strokes = part.walk
        ? beats.map((beat) => ({ at: beat / quarters, velocity: 0.7, length: 0.9 / beats.length }))
        : strokesOf(ir.patterns[voice.pattern], quarters)
      return { name: voice.name, strokes }
    })
  })
  const rank = ({ name }: GalleryRow): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length)
  return rows.filter(({ strokes }) => strokes.length > 0).sort((a, b) => rank(a) - rank(b))
}

function strokesOf(pattern: PatternIr | undefined, quarters: number): GalleryRow['strokes'] {
  return (pattern?.bars[0] ?? []).flatMap((event: EventIr) => {
    const at = quarterOf(event.at) / quarters
    if (at >= 1) return []
    const length = event.end === null ? 0 : quarterOf(event.end) / quarters - at
    return [{ at, velocity: event.velocity, length: Math.min(length, 1 - at) }]
  })
}

/** In quarters, as if nothing swung. */
function quarterOf(at: Position): number {
  if (!('from' in at)) return at.num / at.den
  const from = quarterOf(at.from)
  return from + ((quarterOf(at.to) - from) * at.num) / at.den
}

/** The first sentences of the comment that a piece begins with. */
function aboutOf(text: string): string {
  const lines: string[] = []
  for (const line of text.split('\n')) {
    const comment = /^\/\/\/?\s?(.*)$/.exec(line)?.[1]
    if (comment === undefined) break
    lines.push(comment)
  }
  return lines.join(' ').replaceAll('`', '')
}
