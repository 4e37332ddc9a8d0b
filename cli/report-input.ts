/** What the report page needs, from a performance. */

import type { ReportInput, ReportSection, SessionBeat } from '../runtime/host/report/input.ts'
import type { PolicyDefinition } from '../runtime/policy.ts'
import type { Bpm } from '../runtime/units.ts'
import type { Performed } from './performance.ts'
import type { Policy } from './policy.ts'
import { zonesOfPiece } from './report-zones.ts'

export function reportInput(policy: Policy, performed: Performed, source: string, seed: number): ReportInput {
  const { session, events, timeline } = performed
  const zones = zonesOfPiece(policy)
  const rows = new Map(timeline.map((row, i) => [row.n, i]))
  const beats = session.beats.flatMap((beat): readonly SessionBeat[] => {
    const at = rows.get(beat.n) ?? -1
    const row = timeline[at]
    if (row === undefined) return []
    const units = (row.length * row.bpm) / 60
    return [{ ...beat, units, written: writtenTempo(timeline, at), zones: zones.on(row) }]
  })
  // The log has the beats as the reference member sounds them, ahead of the clock or behind it.
  const [first] = session.beats
  const feel = first === undefined ? 0 : first.time - (timeline[rows.get(first.n) ?? 0]?.time ?? first.time)
  return {
    title: policy.definition.title,
    source,
    seed,
    session: { ...session, beats },
    events,
    zones: zones.asSet(timeline),
    tempo: timeline.map(({ time, bpm }) => ({ time: time + feel, bpm })),
    sections: sectionsOf(timeline, session.duration_seconds),
    endless: isEndless(policy.definition),
    tempoMovers: tempoMovers(policy),
    saysPlays: saysPlays(policy.definition),
  }
}

function tempoMovers({ definition, slots }: Policy): ReportInput['tempoMovers'] {
  const { tempo, sections, rules } = definition
  return {
    written: tempo(slots).program.kind !== 'steady' || sections.some((section) => section.tempo !== null),
    rules: rules.some(({ actions }) => actions(slots).some((action) => action.do === 'tempo')),
  }
}

function saysPlays({ player, sections }: PolicyDefinition): boolean {
  return sections.some(({ plays = player.plays }) => plays !== null)
}

/** From one beat of the written time to the next; the last one goes on as the one before. */
function writtenTempo(timeline: Performed['timeline'], at: number): Bpm {
  const last = timeline.length - 1
  const from = timeline[at === last ? at - 1 : at]
  const to = timeline[at === last ? at : at + 1]
  const own = timeline[at]?.bpm ?? 0
  if (from === undefined || to === undefined || !(to.grid > from.grid)) return own
  // Length times bpm is 60 times what bpm counts of the beat, at whatever tempo that was played.
  return (from.length * from.bpm) / (to.grid - from.grid)
}

/** Stretches of one section, in order; a section that is repeated at once is one stretch. */
function sectionsOf(timeline: Performed['timeline'], end: number): readonly ReportSection[] {
  const sections: { name: string; start: number; end: number }[] = []
  for (const beat of timeline) {
    if (beat.measure < 1 || beat.section === '') continue
    const last = sections[sections.length - 1]
    if (last?.name === beat.section) continue
    if (last !== undefined) last.end = beat.time
    sections.push({ name: beat.section, start: beat.time, end })
  }
  return sections
}

/** Whether the piece goes on for as long as nobody stops it, whatever is cued. */
function isEndless({ form, sections, repeat }: PolicyDefinition): boolean {
  const played = form.length === 0 ? sections : form.map(({ section }) => sections[section])
  return repeat || played.some((section) => section?.bars === null)
}
