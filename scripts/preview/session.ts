/**
 * A real session for the preview of the studio's views: examples/pocket-trio, performed with a player whose mistakes
 * are written down here. What the views are told comes from the band itself.
 */

import { openSource } from '../../cli/io/workspace.ts'
import { loadPolicy } from '../../cli/policy.ts'
import { check } from '../../compiler/compile.ts'
import { Habit } from '../../runtime/follow/habit.ts'
import type { Performer } from '../../runtime/performer.ts'
import { gaussian } from '../../runtime/random.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import type { SessionLog } from '../../runtime/session/log.ts'
import type { Milliseconds, Ratio, Seconds } from '../../runtime/units.ts'
import type { NoteMark, TapMark } from '../../studio/protocol.ts'
import type { PreviewBeat, PreviewSession } from '../../studio/views/preview/told.ts'

/** What the player does, bar by bar; after the last they play on as before. */
interface Phase {
  readonly bars: number
  /** `with` goes along with the band, `own` keeps a tempo of its own, `rest` plays nothing. */
  readonly way: 'with' | 'own' | 'rest'
  /** Of the band's beat: how much faster than at its begin. */
  readonly faster?: Ratio
  readonly off: Milliseconds
  readonly spread: Milliseconds
}

const PLAYER: readonly Phase[] = [
  { bars: 8, way: 'with', off: -24, spread: 9 },
  { bars: 5, way: 'own', faster: 0.045, off: -20, spread: 8 },
  { bars: 4, way: 'with', off: -8, spread: 16 },
  { bars: 5, way: 'rest', off: 0, spread: 0 },
  { bars: 6, way: 'with', off: 22, spread: 14 },
  { bars: 2, way: 'with', off: 124, spread: 12 },
  { bars: 12, way: 'with', off: -22, spread: 10 },
]

const SEED = 7
const BARS = 36
/** How far ahead the band is asked for music, and how finely the two listen to each other. */
const AHEAD: Seconds = 0.12
const STEP: Seconds = 0.01

export async function previewSession(file: string): Promise<PreviewSession> {
  const opened = openSource(file)
  const { ir } = check({ path: opened.path, text: opened.text, host: opened.host })
  if (ir === null) throw new Error(`${file} has errors`)
  const policy = await loadPolicy(ir, opened)
  const band = policy.start({ seed: SEED })
  const events: Beat[] = []
  playAlong(band, events)
  const log = band.end()
  const timeline = band.timeline()
  return {
    title: 'Pocket Trio',
    beatsInBar: 4,
    ...marksOf(log, timeline),
    notes: events.map(noteMark),
    zones: { name: 'pocket', snap: 20, follow: 100, limit: 200, strength: 0.5, adapt: 0.2, curve: 'smooth' },
    members: [
      { name: 'click', kind: 'metronome', level: -6 },
      { name: 'kit', kind: 'drummer', level: 0 },
      { name: 'bass', kind: 'bassist', level: -2 },
      { name: 'keys', kind: 'pianist', level: -4 },
    ],
    moments: { quiet: 0, ...momentsOf(timeline) },
  }
}

function playAlong(band: Performer, events: Beat[]): void {
  let now: Seconds = 0
  let known = 0
  /** A late player has not yet played a beat when the band sounds it. */
  const due: { time: Seconds; velocity: Ratio }[] = []
  let own: { from: Seconds; beat: Seconds; count: number; phase: Phase } | null = null
  while (!band.ended) {
    now += STEP
    const [tap] = due
    if (tap !== undefined && tap.time < now) {
      band.onset(tap.time, { velocity: tap.velocity })
      due.shift()
    }
    for (const event of band.advance(now + AHEAD)) events.push(event)
    for (const beat of band.timeline(known)) {
      if (beat.time > now) break
      known += 1
      if (beat.measure > BARS) return
      const next = beat.n + 1
      const phase = next < 1 ? undefined : phaseAt(Math.floor((next - 1) / 4))
      if (phase === undefined || phase.way === 'rest') {
        own = null
        continue
      }
      const noise = gaussian(SEED, 1, 2, next, 0, 9) * phase.spread
      const velocity = 0.55 + 0.3 * Math.abs(Math.sin(next * 1.7)) + (next % 4 === 1 ? 0.15 : 0)
      if (phase.way === 'with') {
        own = null
        due.push({ time: beat.time + beat.length + (phase.off + noise) / 1000, velocity })
        continue
      }
      if (own === null || own.phase !== phase) {
        own = { from: beat.time, beat: beat.length / (1 + (phase.faster ?? 0)), count: 0, phase }
      }
      own.count += 1
      due.push({ time: own.from + own.count * own.beat + (phase.off + noise) / 1000, velocity })
    }
  }
}

function phaseAt(bar: number): Phase | undefined {
  let first = 0
  for (const phase of PLAYER) {
    if (bar < first + phase.bars) return phase
    first += phase.bars
  }
  return PLAYER.at(-1)
}

function marksOf(
  log: SessionLog,
  timeline: ReturnType<Performer['timeline']>,
): { beats: readonly PreviewBeat[]; taps: readonly TapMark[] } {
  const habit = new Habit()
  const beats: PreviewBeat[] = []
  const recent: Seconds[] = []
  let place = 0
  log.beats.forEach((beat, i) => {
    const { bpm = 96, length = 0.625, section = '' } = timeline[i] ?? {}
    const before = beats.at(-1)
    place = before?.measure === beat.measure ? place + 1 : 1
    if (beat.onset === null) recent.length = 0
    else recent.push(beat.onset)
    const intervals = recent.slice(-9)
    const [first = 0] = intervals
    const span = (intervals.at(-1) ?? 0) - first
    beats.push({
      n: i,
      measure: beat.measure,
      beatNumber: place,
      section,
      time: beat.time,
      grid: beat.grid,
      length,
      bpm,
      mode: beat.mode,
      confidence: beat.confidence,
      onset: beat.onset,
      deviation: beat.deviation === null ? null : beat.deviation * 1000,
      bias: habit.known ? habit.bias * 1000 : null,
      playerBpm: intervals.length > 4 ? (60 * (intervals.length - 1)) / span : null,
      vamping: beat.measure > 20,
    })
    if (beat.onset !== null && beat.deviation !== null) {
      habit.learn(beat.onset, i, beat.deviation, 60 / bpm, length, 0)
    }
  })
  const taps = log.onset_times.map((time, i): TapMark => {
    const met = beats.find((beat) => beat.onset === time)
    const velocity = 0.5 + 0.12 * (i % 5)
    return met === undefined
      ? { time, velocity, deviation: null, n: null, mode: null }
      : { time, velocity, deviation: met.deviation, n: met.n, mode: met.mode }
  })
  return { beats, taps }
}

function noteMark(event: Beat): NoteMark {
  return {
    time: event.timestamp,
    grid: event.gridTimestamp,
    duration: event.duration,
    measure: event.measure,
    beatNumber: event.beatNumber,
    member: event.member,
    voice: event.voice,
    pitch: event.pitch,
    velocity: event.velocity,
    mode: event.responseMode,
    cell: event.cell,
  }
}

function momentsOf(timeline: ReturnType<Performer['timeline']>) {
  const bar = (measure: number, place: number): Seconds => {
    const first = timeline.findIndex((beat) => beat.measure === measure)
    const beat = timeline[first + Math.floor(place)]
    return beat === undefined ? 0 : beat.time + (place % 1) * beat.length
  }
  return { mid: bar(8, 1.12), rushing: bar(12, 2.1), coasting: bar(22, 2.3), limit: bar(29, 2.3) }
}
