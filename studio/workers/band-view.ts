/** The band as the page shows it now. */

import type { Policy } from '../../runtime/create-policy.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import { writtenTempo } from '../../runtime/start-options.ts'
import type { Bpm, Decibels, Seconds } from '../../runtime/units.ts'
import type { BandView, BeatMark, NoteMark } from '../protocol.ts'
import { beatsIn } from './beats.ts'
import type { Performing } from './performing.ts'
import { zoneView } from './zone-view.ts'

export interface ViewInput {
  readonly performing: Performing | null
  readonly policy: Policy | null
  /** What is heard now, on the session's clock. */
  readonly at: Seconds
  readonly muted: ReadonlySet<string>
  readonly peaks: Readonly<Record<string, Decibels>>
  readonly playerBpm: (beat: BeatMark) => Bpm | null
}

export function viewOf({ performing, policy, at, muted, peaks, playerBpm }: ViewInput): BandView {
  const beat = performing?.marks.at(at) ?? null
  const members = policy?.definition.members ?? []
  return {
    playing: performing !== null,
    paused: performing?.pausedAt != null,
    waiting: performing !== null && beat === null && policy?.definition.player.count.who === 'player',
    count: performing?.set.counting ?? null,
    vamping: performing?.set.vamping ?? false,
    now: at,
    beat,
    beatsInBar: policy === null ? 4 : beatsIn(policy, { section: beat?.section ?? '' }),
    section: beat?.section ?? '',
    bpm: performing?.set.bpm ?? writtenBpm(policy),
    playerBpm: performing === null || beat === null ? null : playerBpm(beat),
    bias: performing === null || Number.isNaN(performing.set.habit) ? null : performing.set.habit * 1000,
    zones: policy === null ? null : zoneView(policy, beat),
    members: members.map(({ name, kind }) => ({
      name,
      kind,
      level: performing?.set.level(name) ?? 0,
      muted: muted.has(name),
      peak: performing === null ? Number.NEGATIVE_INFINITY : (peaks[name] ?? Number.NEGATIVE_INFINITY),
    })),
  }
}

/** Before anything sounds. */
function writtenBpm(policy: Policy | null): Bpm {
  return policy === null ? 120 : writtenTempo(policy.definition, policy.slots, undefined)
}

export function noteMark(beat: Beat): NoteMark {
  const { timestamp, gridTimestamp, duration, measure, beatNumber, member, voice } = beat
  const { pitch, velocity, responseMode, cell } = beat
  return {
    time: timestamp,
    grid: gridTimestamp,
    duration,
    measure,
    beatNumber,
    member,
    voice,
    pitch,
    velocity,
    mode: responseMode,
    cell,
  }
}
