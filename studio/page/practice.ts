/** The session that is played, for the practice charts: what was said of it, as far as it has come. */

import type { Bpm, Milliseconds, Seconds } from '../../runtime/units.ts'
import type { BandReport, BeatMark, ZoneView } from '../protocol.ts'
import { type SessionSummary, summarise } from '../views/charts/summary.ts'
import type { PracticeData } from '../views/practice-charts.ts'

export interface Practice {
  hear(report: BandReport): void
  /** All but the sessions before. */
  readonly data: Omit<PracticeData, 'history'>
  readonly summary: SessionSummary
  clear(): void
}

/** The player's tempo is noted no more often. */
const NOTE_EVERY: Seconds = 0.5

export function createPractice(): Practice {
  let beats = new Map<number, BeatMark>()
  let player: { readonly time: Seconds; readonly bpm: Bpm }[] = []
  let beatsInBar = 4
  let zones: ZoneView | null = null
  let bias: Milliseconds | null = null

  return {
    hear(report) {
      if (report.kind === 'beats') for (const beat of report.beats) beats.set(beat.n, beat)
      if (report.kind !== 'view' || !report.view.playing) return
      const { view } = report
      beatsInBar = view.beatsInBar
      zones = view.zones ?? zones
      bias = view.bias ?? bias
      const before = player.at(-1)?.time ?? Number.NEGATIVE_INFINITY
      if (view.playerBpm !== null && view.now - before >= NOTE_EVERY) {
        player.push({ time: view.now, bpm: view.playerBpm })
      }
    },
    get data() {
      return { beats: sorted(), beatsInBar, zones, bias, player }
    },
    get summary() {
      return summarise(sorted())
    },
    clear() {
      beats = new Map()
      player = []
      bias = null
    },
  }

  function sorted(): readonly BeatMark[] {
    return [...beats.values()].sort((a, b) => a.n - b.n)
  }
}
