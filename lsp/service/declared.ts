/** Names that a file has, by what they are; what an import brings may be anything. */

import type { File } from '../../language/ast.ts'
import { MEMBER_KINDS } from '../../language/vocabulary.ts'
import { itemsIn } from '../../language/walk.ts'

export type Declaration = 'let' | 'timbre' | 'zones' | 'member' | 'section' | 'reward'

/** What another file may bring. */
const IMPORTED: readonly Declaration[] = ['let', 'timbre', 'zones', 'reward']

export function namesOf(file: File, kinds: readonly Declaration[]): readonly string[] {
  const found = new Set<string>()
  const wants = (kind: Declaration): boolean => kinds.includes(kind)
  for (const item of itemsIn(file)) {
    if (item.kind === 'import') {
      if (IMPORTED.some(wants)) for (const { name, alias } of item.names) found.add((alias ?? name).text)
    } else if (item.kind === 'let' || item.kind === 'timbre' || item.kind === 'reward') {
      if (wants(item.kind)) found.add(item.name.text)
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
