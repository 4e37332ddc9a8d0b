import type {
  ReportEvent,
  ReportInput,
  ResponseMode,
  SessionBeat,
  ZoneWidths,
} from '../../../runtime/host/report/input.ts'

/**
 * A session to draw: a small band and a player who corrects part of each asynchrony, taps a little early, pushes
 * in the middle and comes back. Not the project's simulator: only what a report needs, and fast for hours of it.
 */
export interface SimulatedSession {
  readonly minutes: number
  readonly seed?: number
  /** ms */
  readonly habit?: number
  readonly jitter?: number
  /** Does the band learn the habit? */
  readonly expectsPlayer?: boolean
  readonly source?: 'app' | 'recorded' | 'simulated'
  readonly bpm?: number
}

const METER = 4
const ZONES = { snapMs: 20, followMs: 100, limitMs: 200, strength: 0.5, curve: 'smooth' } as const
const FORM = ['head', 'head', 'bridge', 'head', 'stop', 'solo', 'solo', 'head', 'outro']

export function simulatedSession(options: SimulatedSession): ReportInput {
  const random = mulberry32(options.seed ?? 7)
  // A sum of twelve uniforms is close enough to a bell.
  const bell = () => Array.from({ length: 12 }, random).reduce((a, b) => a + b, -6)
  const habit = (options.habit ?? -14) / 1000
  const jitter = (options.jitter ?? 19) / 1000
  const bpm = options.bpm ?? 96
  const count = METER
  const total = Math.round((options.minutes * bpm) / METER) * METER + count

  const beats: SessionBeat[] = []
  const events: ReportEvent[] = []
  const onsets: number[] = []
  const tempo: { time: number; bpm: number }[] = []
  let time = 0
  let period = 60 / bpm
  let error = 0
  let bias = 0
  for (let i = 0; i < total; i++) {
    const measure = Math.floor((i - count) / METER) + 1
    const beatNumber = (i % METER) + 1
    const progress = (i - count) / (total - count)
    const inBridge = sectionAt(measure) === 'bridge'
    const silent = measure <= 0 || (measure % 24 === 11 && beatNumber > 2) || random() < 0.015
    const push = progress > 0.35 && progress < 0.55 ? -0.011 : 0
    error = 0.55 * error + push + jitter * bell() * (inBridge ? 1.5 : 1 - 0.3 * progress)
    const onset = silent ? null : time + habit + error
    const asynchrony = onset === null ? 0 : onset - time
    const expected = options.expectsPlayer === true ? bias : 0
    const deviation = asynchrony - expected
    const zones = fitted(ZONES, period)
    const mode = zoneOf(deviation * 1000, zones)
    const correction = onset === null ? 0 : response(deviation, mode, zones)
    beats.push({
      measure,
      time,
      mode,
      confidence: silent && measure > 0 ? 0.28 : 0.95,
      onset,
      units: 1,
      written: bpm,
      zones: {
        name: 'pocket',
        ...zones,
        shrunken: zones.limitMs < ZONES.limitMs,
        centre: onset === null ? null : expected * 1000,
      },
    })
    tempo.push({ time, bpm: 60 / period })
    if (onset !== null) {
      onsets.push(onset)
      if (options.expectsPlayer === true) bias += (asynchrony - bias) / Math.min(i, 32)
      if (random() < 0.06) onsets.push(onset + period * (0.5 + 0.02 * bell()))
    }
    events.push(...bandAt({ measure, beatNumber, time, period, mode, random, n: i }))
    period = Math.min(60 / (bpm * 0.8), Math.max(60 / (bpm * 1.25), period + 0.12 * correction))
    time += period + correction
    error -= correction
  }
  return {
    title: 'Pocket Trio',
    source: 'pocket-trio.sil',
    seed: options.seed ?? 7,
    session: {
      session_id: '5d1f0c9ab2e44c0b',
      started_at: '2026-03-12T18:04:00Z',
      source: options.source ?? 'simulated',
      policy: { name: 'pocket-trio', behaviour: 'b1946ac92492d2347c6235b4d2611184' },
      slots: {
        'pocket.snap': 20,
        'pocket.follow.strength': 0.5,
        swing: 0.58,
        'keys.voicing': 'rootless',
        'bass.line[1:3]': [0.7, 0.3],
      },
      exploration: null,
      latency: { calibrated: true },
      beats,
      onset_times: onsets,
      segments: [{}],
      players: 1,
      duration_seconds: time,
      end_reason: 'completed',
    },
    events,
    zones: [{ name: 'pocket', ...ZONES }],
    tempo,
    sections: sectionsOf(beats, time),
    endless: false,
    tempoMovers: { written: false, rules: false },
    saysPlays: false,
  }
}

export function emptySession(): ReportInput {
  const full = simulatedSession({ minutes: 1, source: 'recorded' })
  return {
    ...full,
    session: {
      ...full.session,
      beats: full.session.beats.map((b) => ({ ...b, onset: null, confidence: 0.2 })),
      onset_times: [],
    },
  }
}

/** Keeps the first `n` taps of a session. */
export function withTaps(input: ReportInput, n: number): ReportInput {
  let left = n
  const beats = input.session.beats.map((b) => (b.onset !== null && left-- > 0 ? b : { ...b, onset: null }))
  return {
    ...input,
    session: {
      ...input.session,
      beats,
      onset_times: beats.flatMap((b) => (b.onset === null ? [] : [b.onset])),
    },
  }
}

/** The same session with other zones, whatever the band answered. */
export function withZones(input: ReportInput, widths: ZoneWidths): ReportInput {
  const beats = input.session.beats.map((beat) => ({ ...beat, zones: { ...beat.zones, ...widths } }))
  return { ...input, session: { ...input.session, beats } }
}

/** No zone reaches past half a beat. */
function fitted({ snapMs, followMs, limitMs }: ZoneWidths, period: number): ZoneWidths {
  const shrink = Math.min(1, (period * 500) / limitMs)
  return { snapMs: snapMs * shrink, followMs: followMs * shrink, limitMs: limitMs * shrink }
}

function sectionAt(measure: number): string {
  return FORM[Math.floor((measure - 1) / 8) % FORM.length] ?? 'head'
}

function sectionsOf(beats: readonly SessionBeat[], end: number): ReportInput['sections'] {
  const starts = beats.filter(
    (b, i) => b.measure > 0 && (b.measure - 1) % 8 === 0 && beats[i - 1]?.measure !== b.measure,
  )
  return starts.map((b, i) => ({
    name: sectionAt(b.measure),
    start: b.time,
    end: starts[i + 1]?.time ?? end,
  }))
}

function zoneOf(ms: number, zones: ZoneWidths): ResponseMode {
  const d = Math.abs(ms)
  return d < zones.snapMs ? 'snap' : d < zones.followMs ? 'follow' : 'limit'
}

function response(deviation: number, mode: ResponseMode, zones: ZoneWidths): number {
  if (mode === 'snap') return 0
  const blend = Math.min(1, (Math.abs(deviation) * 1000 - zones.snapMs) / (zones.followMs - zones.snapMs))
  return blend * ZONES.strength * deviation
}

interface Moment {
  readonly measure: number
  readonly beatNumber: number
  readonly time: number
  readonly period: number
  readonly mode: ResponseMode
  readonly random: () => number
  readonly n: number
}

function bandAt(moment: Moment): ReportEvent[] {
  const { measure, beatNumber, time, period, random, n } = moment
  const event = (
    member: string,
    voice: string,
    at: number,
    pitch: number | null,
    velocity: number,
    beats: number,
  ) => ({
    timestamp: time + at * period,
    gridTimestamp: time + at * period,
    measure,
    beatNumber,
    member,
    voice,
    pitch,
    velocity,
    duration: beats * period,
    responseMode: moment.mode,
  })
  const click = event('click', 'beat', 0, null, beatNumber === 1 ? 1 : 0.7, 0.1)
  if (measure <= 0) return [click]
  const root = [38, 43, 36, 45][(measure - 1) % 4] ?? 38
  const walk = root + ([0, 4, 7, 9][beatNumber - 1] ?? 0)
  const stop = sectionAt(measure) === 'stop'
  const chord = beatNumber === 2 || beatNumber === 4 ? [root + 16, root + 19, root + 22, root + 26] : []
  return [
    click,
    ...(stop
      ? []
      : [
          event('kit', 'hat', 0, 42, 0.7, 0.1),
          event('kit', 'hat', 0.58, 42, 0.4, 0.1),
          ...(beatNumber % 2 === 1
            ? [event('kit', 'kick', 0, 36, 0.75, 0.1)]
            : [event('kit', 'snare', 0, 38, 1, 0.1)]),
          ...(random() < 0.3 ? [event('kit', 'snare', 0.79, 38, 0.25, 0.1)] : []),
          ...chord.map((pitch) => event('keys', 'comp', 0.58, pitch, 0.6, 0.5)),
          ...(n % 32 === 31 ? [event('kit', 'crash', 1, 49, 0.9, 0.1)] : []),
        ]),
    event('bass', 'line', 0, walk, 0.7, 0.92),
  ]
}

/** Tommy Ettinger's generator: good enough to draw with, the same everywhere. */
export function mulberry32(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = a
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
