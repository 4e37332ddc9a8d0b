/** What the file says of the player: zones, what they play, who counts in. */

import type { Block, Expr, Property } from '../../language/ast.ts'
import type { PlayerModel } from '../model.ts'
import { type FileContext, related, rewrite, sourceOf } from './context.ts'
import { reportUnnamedZones } from './nested-blocks.ts'
import { exprName, wrongKind } from './place.ts'
import { readPlays } from './plays.ts'
import { only, sortProperties } from './properties.ts'
import { fixedPlace, isWord, type Need, readQuantity } from './read.ts'
import { readZonesName } from './sections.ts'
import { BARS, BEATS } from './units.ts'

const COUNT: Need = { dims: [BARS, BEATS], as: 'a length, as in 1 bar', name: 'The count', min: 1, max: 64 }

const DEFAULT_COUNT: PlayerModel['count'] = { who: 'band', amount: 1, unit: 'bars' }

export function readPlayer(ctx: FileContext, blocks: readonly Block[]): PlayerModel {
  const [block, second] = blocks.filter((b) => b.block === 'player')
  if (block === undefined) return { zones: null, plays: null, count: DEFAULT_COUNT }
  if (second !== undefined) {
    ctx.report(
      'SIL0205',
      second.head,
      { name: 'player' },
      { related: [related(ctx, block.head, 'given here')] },
    )
  }
  const properties = sortProperties(ctx, block.properties, 'player')
  reportUnnamedZones(ctx, block)
  return {
    zones: readZonesName(ctx, only(properties, 'zones')),
    plays: readPlays(ctx, only(properties, 'plays')),
    count: readCount(ctx, only(properties, 'count')) ?? DEFAULT_COUNT,
  }
}

/** `count 1 bar`, `count player 4 beats` */
function readCount(ctx: FileContext, property: Property | null): PlayerModel['count'] | null {
  const [first, second] = property?.values ?? []
  if (property === null || first === undefined) return null
  const byPlayer = isWord(first, 'player')
  const byBand = isWord(first, 'band')
  const length = byPlayer || byBand ? second : first
  if (length === undefined) {
    ctx.report('SIL0212', property, { what: '`count`', missing: 'a length', example: 'count player 4 beats' })
    return null
  }
  if (!byPlayer && !byBand && second !== undefined) {
    return wrongKind({ ctx }, first, exprName(first), '`player`, as in count player 4 beats')
  }
  if (length.kind === 'number' && length.unit === null && length.flaw === null)
    return reportBareCount(ctx, length, byPlayer)
  const value = readQuantity(ctx, length, fixedPlace(ctx, 'the count'), COUNT)
  if (value === null) return null
  if (!Number.isInteger(value.low)) {
    ctx.report('SIL0306', length, { what: 'The count', value: value.low })
    return null
  }
  return { who: byPlayer ? 'player' : 'band', amount: value.low, unit: value.dim === BARS ? 'bars' : 'beats' }
}

/** `count player 4`: beats, most likely; the band counts bars. */
function reportBareCount(ctx: FileContext, length: Expr, byPlayer: boolean): null {
  const number = sourceOf(ctx, length)
  const both = (number === '1' ? ['bar', 'beat'] : ['bars', 'beats']).map((unit) => `${number} ${unit}`)
  if (byPlayer) both.reverse()
  const fixes = both.map((one) => rewrite(length, one))
  ctx.report('SIL0301', length, { number, what: COUNT.as, near: both.join(' or ') }, { fixes })
  return null
}
