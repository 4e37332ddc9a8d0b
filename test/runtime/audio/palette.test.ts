import { describe, expect, it } from 'vitest'
import type { AudioEngine } from '../../../runtime/audio/engine.ts'
import type { EngineEvent } from '../../../runtime/audio/event-queue.ts'
import { gainOfBand } from '../../../runtime/audio/level.ts'
import { integratedLoudness } from '../../../runtime/audio/loudness.ts'
import { createPalette } from '../../../runtime/audio/palette/palette.ts'
import type { Instrument } from '../../../runtime/audio/patch.ts'
import { render } from '../../../runtime/audio/render.ts'
import type { MemberDef } from '../../../runtime/policy.ts'
import { type BeatFields, makeBeat } from '../../../runtime/score/beat.ts'
import { timbreOfText } from '../../../runtime/timbre/prompt.ts'
import { gainOfDecibels } from '../../../runtime/units.ts'
import { level, peak, RATE } from './measure.ts'
import { engineWithPatches, event } from './some-voices.ts'

const KIT = [{ name: 'kit', kind: 'drummer' }] as const

const stroke = (fields: Partial<BeatFields>) =>
  makeBeat({ timestamp: 1, beatNumber: 1, measure: 1, member: 'kit', voice: 'snare', ...fields })

/** What a stroke on frame 48000 becomes. */
function played(fields: Partial<BeatFields>): readonly (EngineEvent & { instrument: Instrument })[] {
  const instruments: Instrument[] = []
  const events: EngineEvent[] = []
  const palette = createPalette({
    sampleRate: RATE,
    sink: {
      setPatch: (index, instrument) => {
        instruments[index] = instrument
      },
      schedule: (each) => events.push(each),
    },
  })
  palette.setMembers(KIT)
  palette.play(stroke(fields), RATE)
  return events.map((each) => ({ ...each, instrument: instruments[each.patch] ?? 'choke' }))
}

describe('strokes', () => {
  it('have their grace notes before them, softer', () => {
    const [main, ...none] = played({})
    expect(main).toMatchObject({ frame: RATE, velocity: 1 })
    expect(none).toEqual([])
    const flam = played({ articulation: 'flam' })
    expect(flam.map(({ frame }) => frame)).toEqual([RATE - 1440, RATE])
    const drag = played({ articulation: 'drag' })
    expect(drag.map(({ frame }) => frame)).toEqual([RATE - 3360, RATE - 1680, RATE])
    for (const { velocity } of [...flam.slice(0, -1), ...drag.slice(0, -1)])
      expect(velocity).toBeLessThan(0.5)
  })

  it('of a roll fill its length, softer than the first and each a little different', () => {
    const roll = played({ articulation: 'roll', duration: 0.2 })
    expect(roll.map(({ frame }) => frame - RATE)).toEqual([0, 2016, 4032, 6048, 8064])
    expect(roll[0]?.velocity).toBe(1)
    for (const { velocity } of roll.slice(1)) expect(velocity).toBeLessThan(0.8)
    expect(new Set(roll.map(({ key }) => key)).size).toBe(roll.length)
  })

  it('of a roll come no nearer to the stroke after it than half of what lies between them', () => {
    for (const duration of [0.1261, 0.136, 0.15, 0.25, 0.2521, 0.5]) {
      const roll = played({ articulation: 'roll', duration })
      const gap = (RATE * (1 + duration) - (roll.at(-1)?.frame ?? 0)) / 2016
      expect(gap, `${duration} s`).toBeGreaterThan(0.49)
      expect(gap, `${duration} s`).toBeLessThan(1.51)
    }
  })

  it('that are choked end by a hand, and open hats where they are written to end', () => {
    const choked = played({ voice: 'crash', articulation: 'choke', duration: 1 })
    expect(choked.map(({ instrument }) => instrument)).toEqual(['percussion', 'choke'])
    expect(choked[1]?.frame).toBe(RATE + 6720)
    const open = played({ voice: 'hat', articulation: 'open', duration: 0.5 })
    expect(open.map(({ instrument }) => instrument)).toEqual(['percussion', 'choke'])
    expect(open[1]?.frame).toBe(RATE + 24000)
  })

  it('that are choked are silent soon after', () => {
    const sound = (articulation: 'normal' | 'choke') =>
      render({
        beats: [stroke({ timestamp: 0, voice: 'crash', articulation, timbre: timbreOfText('crash cymbal') })],
        members: KIT,
        sampleRate: RATE,
        seconds: 1.6,
        gain: 1,
      }).left.subarray(RATE)
    expect(peak(sound('choke'))).toBeLessThan(0.2 * peak(sound('normal')))
  })

  // People and players come early: what a stroke was to end is then struck again already.
  it.each([
    ['an open hat', 'hat', 'open', 0.49, 'open'],
    ['a choked crash', 'crash', 'choke', 0.1, 'normal'],
  ] as const)('that come before the end of %s ring on', (_name, voice, articulation, after, rings) => {
    const timbre = timbreOfText(voice)
    const beats = [
      stroke({ timestamp: 0, voice, articulation, timbre, duration: 0.5 }),
      stroke({ timestamp: after, cell: 1, voice, articulation: rings, timbre, duration: 0.5 }),
    ]
    const sound = (from: number) =>
      render({ beats: beats.slice(from), members: KIT, sampleRate: RATE, seconds: 1, gain: 1 }).left
    const ringing = (from: number) => level(sound(from), (after + 0.1) * RATE, (after + 0.3) * RATE)
    expect(Math.abs(ringing(0) - ringing(1))).toBeLessThan(1)
  })

  it('that are choked end what rang before them, too', () => {
    const timbre = timbreOfText('crash')
    const late = (articulation: 'normal' | 'choke') => {
      const beats = [
        stroke({ timestamp: 0, voice: 'crash', timbre }),
        stroke({ timestamp: 0.3, cell: 1, voice: 'crash', articulation, timbre }),
      ]
      const { left } = render({ beats, members: KIT, sampleRate: RATE, seconds: 1, gain: 1 })
      return level(left, 0.7 * RATE, 0.9 * RATE)
    }
    // What is left is in the room.
    expect(late('choke')).toBeLessThan(late('normal') - 20)
  })
})

it('a cymbal struck on and on keeps few rings', () => {
  const engine: AudioEngine = engineWithPatches()
  const left = new Float32Array(RATE)
  for (let i = 0; i < 12; i++) engine.schedule(event({ frame: i * 2000, patch: 3, key: i }))
  // Those that have been struck over since are gone three quarters of a second later.
  engine.process(left, new Float32Array(RATE), RATE)
  engine.process(left, new Float32Array(RATE), RATE / 2)
  expect(engine.voices).toBeGreaterThan(0)
  expect(engine.voices).toBeLessThanOrEqual(4)
})

/** How loud six quarters at 120 are, in LUFS. */
function loudnessOf(
  kind: MemberDef['kind'],
  voice: string,
  words: string,
  pitches: readonly (number | null)[] = [null],
): number {
  const timbre = timbreOfText(words)
  const beats = Array.from({ length: 6 }, (_, i) =>
    pitches.map((pitch) => stroke({ timestamp: i / 2, voice, timbre, pitch, velocity: 0.7, duration: 0.45 })),
  ).flat()
  const members = [{ name: 'kit', kind }] as const
  const { left, right } = render({ beats, members, sampleRate: RATE, seconds: 3.2, gain: 1 })
  return integratedLoudness([left, right], RATE)
}

it('a fill goes from the snare to the toms without a jump, and no tom is louder than the kick', () => {
  const snare = loudnessOf('drummer', 'snare', 'snare drum')
  const kick = loudnessOf('drummer', 'kick', 'kick drum')
  for (const voice of ['tom1', 'tom2', 'tom3']) {
    const tom = loudnessOf('drummer', voice, 'tom drum')
    expect(tom - snare, voice).toBeLessThan(5)
    expect(tom - kick, voice).toBeLessThan(0)
    expect(tom - kick, voice).toBeGreaterThan(-5)
  }
})

// Four notes at once are twice as loud as one. As they come, they would lie over bass and drums.
it.each([
  ['pianist', 'mellow upright piano'],
  ['pianist', 'bright grand piano'],
  ['pianist', 'dark electric piano'],
  ['pianist', 'hammond organ'],
  ['guitarist', 'clean electric guitar'],
  ['guitarist', 'bright steel acoustic guitar'],
] as const)("a %s's chord is as loud as a note of the bass, within 3 LU: %s", (kind, words) => {
  const bass = loudnessOf('bassist', 'line', 'round upright bass', [40])
  expect(Math.abs(loudnessOf(kind, 'comp', words, [52, 55, 59, 62]) - bass)).toBeLessThan(3)
})

it('a band that is all peaks stays below −16 LUFS: the limiter takes 3 dB at most', () => {
  const beats = [0, 1, 2, 3].map((timestamp) => stroke({ timestamp, voice: 'rim' }))
  const options = { beats, members: KIT, sampleRate: RATE, seconds: 4 }
  const gain = gainOfBand(options)
  const free = render({ ...options, gain: gainOfDecibels(gain - 40) })
  const most = 20 * Math.log10(Math.max(peak(free.left), peak(free.right))) + 40
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThan(2)
})
