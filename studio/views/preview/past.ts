/** What the practice charts are told, and sessions that might have been before. */

import type { Milliseconds, Seconds } from '../../../runtime/units.ts'
import { type PastSession, type PracticeData, summarise } from '../practice-charts.ts'
import type { PreviewSession } from './told.ts'

/** How much looser the days before were. */
const BEFORE: readonly { readonly when: string; readonly title: string; readonly looser: number }[] = [
  { when: '26 Nov, 18:40', title: 'Pocket Trio', looser: 1.15 },
  { when: '24 Nov, 19:05', title: 'Tight Jazz', looser: 1.32 },
  { when: '23 Nov, 17:50', title: 'Pocket Trio', looser: 1.28 },
  { when: '21 Nov, 20:12', title: 'Ladder', looser: 1.5 },
  { when: '20 Nov, 18:33', title: 'Pocket Trio', looser: 1.45 },
  { when: '18 Nov, 18:10', title: 'Four Timbres', looser: 1.7 },
]

export function practiceAt(session: PreviewSession, now: Seconds): PracticeData {
  const beats = session.beats.filter(({ time }) => time <= now)
  return {
    beats,
    beatsInBar: session.beatsInBar,
    zones: session.zones,
    bias: beats.at(-1)?.bias ?? null,
    player: beats.flatMap(({ time, playerBpm }) => (playerBpm === null ? [] : [{ time, bpm: playerBpm }])),
    history: BEFORE.map(({ when, title, looser }): PastSession => {
      const looserBy = (deviation: Milliseconds | null): Milliseconds | null =>
        deviation === null ? null : (deviation + 20) * looser - 20
      return {
        when,
        title,
        summary: summarise(session.beats.map((beat) => ({ ...beat, deviation: looserBy(beat.deviation) }))),
      }
    }),
  }
}
