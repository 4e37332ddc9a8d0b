/** Which note sounds where a line says a degree, and how high a pitch is. */

import type { SectionModel } from '../../compiler/model.ts'
import type { Degree } from '../../language/ast.ts'
import type { Node } from '../../language/walk.ts'
import type { Key } from '../../runtime/theory/key.ts'
import { readNoteName, readPitch } from '../../runtime/theory/pitch.ts'
import type { Analysis } from '../project.ts'
import { degreeNote } from './chords.ts'
import { rounded } from './musical-time.ts'

/** Somebody looks one note up, and no table. */
const MOST_CHORDS = 8

/** @param path the nodes around the degree, from the file */
export function degreeText(analysis: Analysis, degree: Degree, path: readonly Node[]): string | null {
  const written = analysis.text.content.slice(degree.start, degree.end)
  const { sections, key } = analysis.program.model
  const block = path.find((node) => node.kind === 'block')
  const own = block?.block === 'section' ? block.name?.text : undefined
  const heard = own === undefined ? sections : sections.filter(({ name }) => name === own)
  /** By chord and key: which key has the 2nd, 4th and 6th of it. */
  const notes = new Map<string, string>()
  const among = (its: Key): string => (sections.some((one) => one.key !== null) ? ` in ${its.name}` : '')
  for (const section of heard) {
    const its = (section.key ?? key).key
    for (const name of chordsOf(section)) {
      const note = degreeNote(degree, name, its)
      if (note !== null) notes.set(`${name}${among(its)}`, note)
    }
  }
  if (notes.size === 0) {
    const its = (heard[0]?.key ?? key).key
    const note = degreeNote(degree, its.tonicChord, its)
    return note === null ? null : `**${written}**: ${note}, in ${its.name}`
  }
  const all = [...notes].map(([chord, note]) => `${note} over ${chord}`)
  const more = all.length > MOST_CHORDS ? ', …' : ''
  return `**${written}**: ${all.slice(0, MOST_CHORDS).join(', ')}${more}`
}

const chordsOf = ({ chords }: SectionModel): readonly string[] =>
  chords.bars.flatMap(({ cells }) => cells.flatMap((cell) => (cell.k === 'chord' ? [cell.symbol] : [])))

/** Each step of a scale has a letter of its own. */
export function scaleNotes({ name, scale }: Key): readonly string[] {
  const letters = 'CDEFGAB'
  const first = letters.indexOf(name.charAt(0))
  return scale.map((pitch, i) => {
    const letter = letters.charAt((first + i) % 7)
    const off = ((pitch - (readNoteName(letter) ?? 0) + 18) % 12) - 6
    return letter + (off < 0 ? 'b' : '#').repeat(Math.abs(off))
  })
}

export function pitchText(name: string): string | null {
  const midi = readPitch(name)
  return midi === null ? null : `**${name}**: ${rounded(440 * 2 ** ((midi - 69) / 12))} Hz, MIDI note ${midi}`
}
