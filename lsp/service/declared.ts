/** Names that a file has, by what they are; what an import brings may be anything. */

import type { Expr, File, LetDecl } from '../../language/ast.ts'
import { MEMBER_KINDS } from '../../language/vocabulary.ts'
import { itemsIn } from '../../language/walk.ts'

export type Declaration = 'let' | 'timbre' | 'zones' | 'member' | 'section' | 'reward'

/** What another file may bring. */
const IMPORTED: readonly Declaration[] = ['let', 'timbre', 'zones', 'reward']

/** @param fits of the lets, which may stand there */
export function namesOf(
  file: File,
  kinds: readonly Declaration[],
  fits: (item: LetDecl) => boolean = () => true,
): readonly string[] {
  const found = new Set<string>()
  const wants = (kind: Declaration): boolean => kinds.includes(kind)
  for (const item of itemsIn(file)) {
    if (item.kind === 'import') {
      if (IMPORTED.some(wants)) for (const { name, alias } of item.names) found.add((alias ?? name).text)
    } else if (item.kind === 'let' || item.kind === 'timbre' || item.kind === 'reward') {
      if (wants(item.kind) && (item.kind !== 'let' || fits(item))) found.add(item.name.text)
    } else if (item.kind === 'block' && item.name !== null) {
      const { block } = item
      const kind = MEMBER_KINDS.some((one) => one === block) ? 'member' : block
      if ((kind === 'zones' || kind === 'section' || kind === 'member') && wants(kind))
        found.add(item.name.text)
    }
  }
  found.delete('')
  return [...found]
}

const DIMENSIONS: Readonly<Record<string, string>> = {
  time: 'ms s min h days weeks',
  music: 'beats bars steps',
  frequency: 'Hz kHz',
  interval: 'semitones cents',
}
const dimensionOf = (unit: string): string =>
  Object.keys(DIMENSIONS).find((one) => DIMENSIONS[one]?.split(' ').includes(unit) === true) ?? unit

/** Whether a let may be a quantity in one of these units; '' and % are both a bare number. One that is worked out may be anything. */
export function mayBeIn(units: readonly string[], { value }: LetDecl): boolean {
  const own = unitOf(value)
  return own === null || units.some((unit) => dimensionOf(unit || '%') === dimensionOf(own || '%'))
}

/** Null where it is not written. */
function unitOf(value: Expr | null): string | null {
  if (value?.kind === 'learn') return unitOf(value.default)
  if (value?.kind === 'pitch') return 'pitch'
  return value?.kind === 'number' ? (value.unit ?? '') : null
}
