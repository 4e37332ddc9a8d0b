/** What the report page needs, from a performance. */

import type { ReportInput, ReportSection } from '../runtime/host/report/input.ts'
import type { Performed } from './performance.ts'
import type { Policy } from './policy.ts'

export function reportInput(policy: Policy, performed: Performed, source: string, seed: number): ReportInput {
  const { definition, slots } = policy
  const { session, events, timeline } = performed
  const zones = definition.zones[definition.player.zones]?.(slots)
  const beat = 60 / (timeline[0]?.bpm ?? 120)
  const ms = (t: { ms: number; beats: number } | undefined, usual: number) =>
    t === undefined ? usual : t.ms + t.beats * beat * 1000
  return {
    title: definition.title,
    source,
    seed,
    session,
    events,
    zones: {
      snapMs: ms(zones?.snap, 20),
      followMs: ms(zones?.follow, 100),
      limitMs: ms(zones?.limit, 200),
      strength: zones?.strength ?? 0.5,
      curve: zones?.curve ?? 'smooth',
    },
    tempo: timeline.map(({ time, bpm }) => ({ time, bpm })),
    sections: sectionsOf(timeline, session.duration_seconds),
  }
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
