/** Zones with times beside shares of a beat, in the order that they have where they are used: a beat is as long as metre and tempo make it. */

import type { FileModel, MeterModel, TempoModel, ZonesModel } from '../model.ts'
import { toNumber } from '../rational.ts'
import type { FileContext } from './context.ts'
import { tempoUnit } from './tempo.ts'
import { type BeatRange, checkMixed } from './zones.ts'

export function checkThresholds(ctx: FileContext, model: FileModel): void {
  if (ctx.values.mixed.size === 0) return
  const used = beatsByZones(model)
  const piece = beatsOf(model.meter, model.tempo, tempoUnit(model.meter, model.tempo))
  for (const { target, imported } of ctx.scope.bindings.values()) {
    if (target?.kind !== 'zones') continue
    const zones = ctx.values.zones.get(target)
    const pairs = zones == null ? undefined : ctx.values.mixed.get(zones)
    // Those that nothing uses yet are judged as if the piece did.
    if (zones != null && pairs !== undefined) checkMixed(ctx, pairs, used.get(zones) ?? piece, imported)
  }
}

/** The beats on which each of the zones answers. */
function beatsByZones({ meter, tempo, player, sections }: FileModel): ReadonlyMap<ZonesModel, BeatRange> {
  const used = new Map<ZonesModel, BeatRange>()
  const note = (zones: ZonesModel | null, beats: BeatRange): void => {
    const before = zones === null ? undefined : used.get(zones)
    if (zones === null) return
    used.set(zones, {
      shortest: Math.min(beats.shortest, before?.shortest ?? beats.shortest),
      longest: Math.max(beats.longest, before?.longest ?? beats.longest),
    })
  }
  const unit = tempoUnit(meter, tempo)
  if (sections.length === 0) note(player.zones, beatsOf(meter, tempo, unit))
  for (const section of sections) {
    const own = section.meter ?? meter
    // A tempo that goes on through another metre counts what it counted.
    const beats =
      section.tempo === null
        ? beatsOf(own, tempo, unit)
        : beatsOf(own, section.tempo, tempoUnit(own, section.tempo))
    note(section.zones ?? player.zones, beats)
  }
  return used
}

/** @param unit quarters in what bpm counts */
function beatsOf({ beats, quarters }: MeterModel, { lowest, highest }: TempoModel, unit: number): BeatRange {
  const starts = [...beats, quarters].map(toNumber)
  const lengths = starts.slice(1).map((end, i) => end - (starts[i] ?? 0))
  const quarter = 60_000 / unit
  return {
    shortest: (Math.min(...lengths) * quarter) / highest,
    longest: (Math.max(...lengths) * quarter) / lowest,
  }
}
