import type { MeterDef } from '../policy.ts'
import type { BarSink } from './sink.ts'

/**
 * An open hat rings until the hat is struck again, or its pedal goes down; at the barline at the latest.
 * @param from the part's first note in the sink
 */
function closeHats(sink: BarSink, meter: MeterDef, from: number): void {
  const { notes } = sink
  for (let i = from; i < notes.length; i++) {
    const open = notes.at(i)
    if (open === undefined || open.articulation !== 'open') continue
    let end = meter.quarters
    for (let j = from; j < notes.length; j++) {
      const { at, voice } = notes.at(j) ?? open
      if (at > open.at && at < end && (voice.name === 'hat' || voice.name === 'pedal')) end = at
    }
    open.length = end - open.at
  }
}

/** The feature `closingHats`. */
export const closingHats = { close: closeHats } as const
