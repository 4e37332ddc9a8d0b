/** What the player plays: cut to the piece's metre, and for sections where something else is expected. */

import type { PlaysIr } from '../ir.ts'
import { LIMITS } from '../limits.ts'
import type { FileModel, MeterModel, PatternModel, SectionModel } from '../model.ts'
import { type Cuts, startsOf } from './patterns.ts'

export interface PlaysTable {
  /** For a piece as a whole. */
  readonly piece: PlaysIr | null
  /** Index into the list for a section; undefined where the piece's holds. */
  index(section: SectionModel | null): number | undefined
  readonly list: readonly PlaysIr[]
  /** Expected notes of the list; above the limit no more are made. */
  count(): number
}

export function createPlaysTable({ player, meter }: FileModel, cuts: Cuts): PlaysTable {
  const list: PlaysIr[] = []
  /** By pattern and metre: sections share them. */
  const known = new Map<PatternModel, Map<string, number>>()
  let count = 0
  return {
    piece: player.plays === null ? null : startsOf(player.plays, meter, cuts),
    list,
    count: () => count,
    index(section) {
      const own = section?.plays ?? null
      const pattern = own ?? player.plays
      const here = section?.meter ?? meter
      if (pattern === null || (own === null && here.text === meter.text)) return undefined
      return once(pattern, here)
    },
  }

  function once(pattern: PatternModel, here: MeterModel): number {
    const byMetre = known.get(pattern) ?? new Map<string, number>()
    known.set(pattern, byMetre)
    let index = byMetre.get(here.text)
    if (index === undefined) {
      index = list.length
      byMetre.set(here.text, index)
      const plays = count > LIMITS.cells ? [] : startsOf(pattern, here, cuts)
      for (const bar of plays) count += bar.length
      list.push(plays)
    }
    return index
  }
}
