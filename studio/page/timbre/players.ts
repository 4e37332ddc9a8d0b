/** Who plays the prompts of a text: as far as the tree says it, so that what is half-written is heard, too. */

import type { PlayedBy } from '../../../compiler/defaults.ts'
import type { Block, BlockKind, Expr, File, Modifier, Property } from '../../../language/ast.ts'
import { walk } from '../../../language/walk.ts'

const MEMBERS: readonly BlockKind[] = ['metronome', 'drummer', 'bassist', 'pianist', 'guitarist']
const isMember = (block: BlockKind): block is BlockKind & PlayedBy['kind'] => MEMBERS.includes(block)

/** By the place where a prompt begins. Of several who play it the first one of the text; who is played by nobody is missing. */
export function playersIn(file: File): ReadonlyMap<number, PlayedBy> {
  const players = new Map<number, PlayedBy>()
  const declared = new Map(
    file.items.flatMap((item) =>
      item.kind === 'timbre' && item.value ? [[item.name.text, item.value]] : [],
    ),
  )
  const blocks = file.items.filter((item) => item.kind === 'block')
  const members = new Map(blocks.flatMap((block) => (block.name === null ? [] : [[block.name.text, block]])))

  for (const block of blocks) {
    for (const property of block.properties) {
      const member = property.target === null ? block : members.get(property.target.text)
      if (member === undefined || !isMember(member.block)) continue
      const kind = member.block
      if (property.key.text === 'timbre') {
        for (const value of property.values) played(value, { kind, voice: voiceWithout(member) })
      } else {
        for (const { values } of timbresOf(property))
          for (const value of values) played(value, { kind, voice: property.key.text })
      }
    }
  }
  return players

  /** Also what it is made of, whatever it is called. */
  function played(value: Expr, by: PlayedBy): void {
    const seen = new Set<Expr>()
    const open = [value]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue
      seen.add(next)
      walk(next, (node) => {
        if (node.kind === 'string' && !players.has(node.start)) players.set(node.start, by)
        const made = node.kind === 'name' ? declared.get(node.text) : undefined
        if (made !== undefined) open.push(made)
      })
    }
  }
}

const timbresOf = ({ modifiers }: Property): readonly Modifier[] =>
  modifiers.filter(({ key }) => key.text === 'timbre')

/** The first voice that has no timbre of its own: it has the member's. */
function voiceWithout({ properties }: Block): string {
  const voices = properties.filter(({ values: [value] }) => value?.kind === 'bars')
  return (voices.find((voice) => timbresOf(voice).length === 0) ?? voices[0])?.key.text ?? ''
}
