/** The zones that a band has anyhow, written out: who wants to turn them must see them first. */

import { CodeActionKind } from 'vscode-languageserver'
import type { Block, Item } from '../../../language/ast.ts'
import type { Edit } from '../../../language/diagnostics.ts'
import type { Analysis } from '../../project.ts'
import { freeName } from './extract.ts'
import { newlineOf, startWithDoc } from './lines.ts'
import type { Refactor } from './refactoring.ts'

/** As `defaults.ts` of the compiler has them; a test holds one to the other. */
const USUAL_ZONES = [
  'snap   20 ms',
  'follow 100 ms  strength 0.5',
  'limit  200 ms',
  'adapt  0.2',
  'curve  smooth',
]

export const extractZones: Refactor = (analysis, offset) => {
  const { items } = analysis.program.sources.main.tree
  const player = items.find(isPlayer)
  if (player?.properties.some(({ key }) => key.text === 'zones') === true) return []
  const at = items.find(({ start, end }) => start <= offset && offset <= end)
  // On the player, or where the first word of the piece is.
  if (at === undefined || (at !== player && at !== items[0])) return []
  const name = freeName(analysis, 'pocket')
  const nl = newlineOf(analysis)
  const zones = `zones ${name} {${nl}${USUAL_ZONES.map((line) => `  ${line}${nl}`).join('')}}${nl}${nl}`
  return [
    {
      title: `Write the usual zones out as \`${name}\``,
      kind: CodeActionKind.RefactorExtract,
      edits:
        player === undefined
          ? [atEnd(analysis, `${nl}${zones}player {${nl}  zones ${name}${nl}}${nl}`)]
          : [
              { span: empty(startWithDoc(analysis, player)), newText: zones },
              ...inPlayer(analysis, player, `  zones ${name}${nl}`),
            ],
    },
  ]
}

const isPlayer = (item: Item): item is Block => item.kind === 'block' && item.block === 'player'
const empty = (at: number) => ({ start: at, end: at })

function atEnd({ text }: Analysis, newText: string): Edit {
  const { content } = text
  const ends = content === '' || /[\r\n]$/.test(content)
  return { span: empty(content.length), newText: ends ? newText : `\n${newText}` }
}

/** In a line of its own below the brace. */
function inPlayer(analysis: Analysis, player: Block, line: string): readonly Edit[] {
  const { text } = analysis
  const brace = text.content.indexOf('{', player.head.end)
  if (brace < 0) return []
  const first = text.positionAt(brace).line
  if (text.positionAt(player.end).line > first)
    return [{ span: empty(text.lineStart(first + 1)), newText: line }]
  return [
    {
      span: empty(brace + 1),
      newText: ` ${line.trim()}${player.properties.length === 0 ? ' ' : newlineOf(analysis)}`,
    },
  ]
}
