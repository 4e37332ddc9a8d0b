import fc from 'fast-check'
import { parseMidi } from 'midi-file'
import { expect, test } from 'vitest'
import { type BeatFields, makeBeat } from '../../../runtime/score/beat.ts'
import { scoreToMidi } from '../../../runtime/score/midi.ts'
import { faultOfEvents } from '../../../runtime/score/midi-events.ts'
import { onsetsOfMidi } from '../../../runtime/score/midi-onsets.ts'
import { Score, type ScoreFields } from '../../../runtime/score/score.ts'
import { timbreOfGrades } from '../../../runtime/timbre/embedding.ts'
import { runs } from '../../harness/runs.ts'
import { anyScore } from './arbitrary-score.ts'

function scoreOf(beats: readonly Partial<BeatFields>[], fields: Partial<ScoreFields> = {}): Score {
  return new Score({
    bpm: 120,
    timeSignature: [4, 4],
    ...fields,
    beats: beats.map((beat) => makeBeat({ timestamp: 0, beatNumber: 1, measure: 1, member: 'kit', ...beat })),
  })
}

/** The events of track `index`, with absolute ticks. */
function track(score: Score, index: number) {
  let tick = 0
  return (parseMidi(scoreToMidi(score)).tracks[index] ?? []).map((event) => {
    tick += event.deltaTime
    return { tick, event }
  })
}

const notes = (score: Score, index = 1) =>
  track(score, index).flatMap(({ tick, event }) =>
    event.type === 'noteOn'
      ? [{ tick, key: event.noteNumber, channel: event.channel, velocity: event.velocity }]
      : [],
  )

function onsets(bytes: Uint8Array) {
  const reading = onsetsOfMidi(bytes)
  if (!reading.ok) throw new Error(reading.problems[0]?.message)
  return reading.value
}

test('every onset comes back within a tick, through any tempo map', () => {
  fc.assert(
    fc.property(anyScore, (score) => {
      const plain = new Score({
        ...score,
        beats: score.beats.map((beat) =>
          makeBeat({ ...beat, articulation: 'normal', timestamp: Math.max(0, beat.timestamp) }),
        ),
      })
      const slowest = Math.min(score.bpm, ...score.tempoMap.map(({ bpm }) => bpm)) * score.tempoUnit
      // The slowest tempo a MIDI file can say is 16.8 s a quarter; ticks are never longer than at the slowest here.
      const tick = 60 / slowest / 960
      const heard = onsets(scoreToMidi(plain)).map((onset) => onset.time)
      expect(heard.length).toBe(plain.beats.length)
      plain.beats.forEach((beat, i) => {
        expect(Math.abs((heard[i] ?? -1) - beat.timestamp)).toBeLessThanOrEqual(tick)
      })
    }),
    runs(150),
  )
})

test('the same score gives the same bytes, and any score can be written', () => {
  fc.assert(
    fc.property(anyScore, (score) => {
      const bytes = scoreToMidi(score)
      expect(scoreToMidi(new Score({ ...score }))).toEqual(bytes)
      expect(parseMidi(bytes).tracks.length).toBe(1 + new Set(score.beats.map((beat) => beat.member)).size)
    }),
    runs(60),
  )
})

test('every note that starts also ends, later, and no note is cut by an earlier one of its key', () => {
  fc.assert(
    fc.property(anyScore, (score) => {
      for (const events of parseMidi(scoreToMidi(score)).tracks) {
        const sounding = new Map<number, number>()
        for (const event of events) {
          if (event.type !== 'noteOn' && event.type !== 'noteOff') continue
          const key = event.channel * 128 + event.noteNumber
          const count = (sounding.get(key) ?? 0) + (event.type === 'noteOn' ? 1 : -1)
          expect(count).toBeGreaterThanOrEqual(0)
          sounding.set(key, count)
        }
        expect([...sounding.values()].every((count) => count === 0)).toBe(true)
      }
    }),
    runs(100),
  )
})

test('the first track says tempo, metre and name', () => {
  const score = scoreOf([{ timestamp: 0 }], {
    name: 'Größe 🎷',
    bpm: 80,
    timeSignature: [6, 8],
    tempoMap: [
      { time: 0, bpm: 80 },
      { time: 3, bpm: 100 },
    ],
  })
  const events = track(score, 0)
  const name = events.find(({ event }) => event.type === 'trackName')?.event
  const bytes =
    name?.type === 'trackName' ? Uint8Array.from(name.text, (c) => c.charCodeAt(0)) : new Uint8Array()
  expect(new TextDecoder().decode(bytes)).toBe('Größe 🎷')
  expect(events.find(({ event }) => event.type === 'timeSignature')?.event).toMatchObject({
    numerator: 6,
    denominator: 8,
    metronome: 36,
  })
  // 80 dotted quarters a minute are 120 quarters: 500000 µs. 3 s are 4 dotted quarters, 6 quarters.
  expect(
    events.flatMap(({ tick, event }) =>
      event.type === 'setTempo' ? [[tick, event.microsecondsPerBeat]] : [],
    ),
  ).toEqual([
    [0, 500000],
    [6 * 960, 400000],
  ])
})

test('a pickup is a short bar of its own, so that bar lines fall where they are written', () => {
  const metres = (pickup: number, timeSignature: readonly [number, number]) =>
    track(scoreOf([{ timestamp: 0 }], { bpm: 60, timeSignature, pickup }), 0).flatMap(({ tick, event }) =>
      event.type === 'timeSignature' ? [[tick, event.numerator, event.denominator]] : [],
    )
  expect(metres(0, [4, 4])).toEqual([[0, 4, 4]])
  expect(metres(2, [4, 4])).toEqual([
    [0, 2, 4],
    [2 * 960, 4, 4],
  ])
  expect(metres(1.5, [6, 8])).toEqual([
    [0, 3, 8],
    [1.5 * 960, 6, 8],
  ])
})

test('where the metre changes, so do the bar lines, however the ticks of the tempo map were rounded', () => {
  const metres = (fields: Partial<ScoreFields>) =>
    track(scoreOf([{ timestamp: 0 }], fields), 0).flatMap(({ tick, event }) =>
      event.type === 'timeSignature' ? [[tick, event.numerator, event.denominator, event.metronome]] : [],
    )
  const quarter = 60 / 397
  const meterMap = [
    { time: 400 * quarter, timeSignature: [3, 4] as const },
    { time: 406 * quarter, timeSignature: [6, 8] as const },
    { time: 409 * quarter, timeSignature: [7, 8] as const },
  ]
  // A quarter is no whole number of microseconds there: after 400 of them the ticks are one off.
  expect(metres({ bpm: 397, meterMap })).toEqual([
    [0, 4, 4, 24],
    [400 * 960, 3, 4, 24],
    [406 * 960, 6, 8, 36],
    [409 * 960, 7, 8, 24],
  ])
  // What is no place of a bar line is not moved to one: a player may count in for part of a bar.
  const counted = [{ time: 5.5, timeSignature: [3, 4] as const }]
  expect(metres({ bpm: 60, meterMap: counted })[1]).toEqual([5.5 * 960, 3, 4, 24])
})

test('of tempo changes at one time the last is written', () => {
  const tempoMap = [60, 90, 150].map((bpm) => ({ time: 0, bpm }))
  const tempi = track(scoreOf([{ timestamp: 1 }], { tempoMap }), 0)
  expect(
    tempi.flatMap(({ event }) => (event.type === 'setTempo' ? [event.microsecondsPerBeat] : [])),
  ).toEqual([400000])
})

test('a ramp of a thousand tempi adds up no error', () => {
  const tempoMap = Array.from({ length: 1000 }, (_, i) => ({ time: i * 0.37, bpm: 61.7 + i / 11 }))
  const times = Array.from({ length: 400 }, (_, i) => i)
  const heard = onsets(
    scoreToMidi(
      scoreOf(
        times.map((timestamp) => ({ timestamp })),
        { tempoMap },
      ),
    ),
  )
  // Half a tick at the slowest of these tempi, and the rounding of a double.
  times.forEach((time, i) => {
    expect(Math.abs((heard[i]?.time ?? -1) - time)).toBeLessThanOrEqual(30 / 61.7 / 960 + 1e-9)
  })
})

test('drums go to channel 10 by the General MIDI map, open and pedal hat by articulation', () => {
  const score = scoreOf([
    { voice: 'kick' },
    { timestamp: 0.5, voice: 'snare' },
    { timestamp: 1, voice: 'hat' },
    { timestamp: 1.5, voice: 'hat', articulation: 'open' },
    { timestamp: 2, voice: 'hat', articulation: 'pedal' },
    { timestamp: 2.5, voice: 'rim' },
    { timestamp: 3, voice: 'ride' },
    { timestamp: 3.5, voice: 'bell' },
    { timestamp: 4, voice: 'crash' },
    { timestamp: 4.5, voice: 'tom1' },
    { timestamp: 5, voice: 'tom2' },
    { timestamp: 5.5, voice: 'tom3' },
  ])
  expect(notes(score).map(({ key }) => key)).toEqual([36, 38, 42, 46, 44, 37, 51, 53, 49, 50, 47, 43])
  expect(notes(score).every(({ channel }) => channel === 9)).toBe(true)
})

test('a metronome clicks on wood blocks, the high one for accents', () => {
  const score = scoreOf([
    { voice: 'beat', emphasis: 1 },
    { timestamp: 0.5, voice: 'beat', emphasis: 0.7 },
  ])
  expect(notes(score).map(({ key }) => key)).toEqual([76, 77])
})

test('members with pitch have a track, a channel and a program each', () => {
  const score = scoreOf([
    { member: 'bass', pitch: 40, duration: 0.5, timbre: timbreOfGrades({ bass: 1, wood: 0.6 }) },
    { timestamp: 1, member: 'keys', pitch: 60, timbre: timbreOfGrades({ keys: 1, electronic: 0.7 }) },
    { timestamp: 1, member: 'keys', pitch: 64, timbre: timbreOfGrades({ keys: 1, electronic: 0.7 }) },
    { timestamp: 2, member: 'guitar', pitch: 52, timbre: timbreOfGrades({ guitar: 1, brightness: 0.5 }) },
  ])
  const programs = [1, 2, 3].map((i) =>
    track(score, i).flatMap(({ event }) =>
      event.type === 'programChange' ? [[event.channel, event.programNumber]] : [],
    ),
  )
  expect(programs).toEqual([[[0, 32]], [[1, 4]], [[2, 25]]])
  expect(notes(score, 2).map(({ key }) => key)).toEqual([60, 64])
})

test('a level becomes velocity by the General MIDI curve', () => {
  const score = scoreOf([
    { voice: 'kick', velocity: 1 },
    { timestamp: 1, voice: 'kick', velocity: 1, level: -12 },
    { timestamp: 2, voice: 'kick', velocity: 0.5, level: -80 },
    { timestamp: 3, voice: 'kick', velocity: 1, level: 12 },
  ])
  // 127 · 10^(−12/40) = 63.65; never 0, which would be a note-off, never above 127.
  expect(notes(score).map(({ velocity }) => velocity)).toEqual([127, 64, 1, 127])
})

test('flams, drags and rolls are written out', () => {
  const count = (articulation: BeatFields['articulation'] & string, duration = 0) =>
    notes(scoreOf([{ timestamp: 1, voice: 'snare', articulation, duration }]))
  expect(count('flam').map(({ tick, velocity }) => [tick, velocity])).toEqual([
    [1920 - 58, 64],
    [1920, 127],
  ])
  expect(count('drag').length).toBe(3)
  // A quarter at 60, 80, 100, 120, 140 and 180 bpm: 32nds, or their triplets.
  const quarters = [60, 80, 100, 120, 140, 180].map((bpm) => count('roll', 60 / bpm).length)
  expect(quarters).toEqual([16, 12, 8, 8, 6, 4])
  expect([0.01, 0.15, 4].map((seconds) => count('roll', seconds).length)).toEqual([2, 2, 64])
  // Evenly to its end, where what comes next begins.
  expect(count('roll', 0.5).map(({ tick }) => tick)).toEqual(
    Array.from({ length: 8 }, (_, i) => 1920 + 120 * i),
  )
  expect(count('roll', 0.6)[0]).toMatchObject({ tick: 1920, velocity: 127 })
})

test('a roll is as long as MIDI can count, and of no more strokes than anybody can hear', () => {
  const roll = (duration: number) =>
    scoreOf([{ timestamp: 1, voice: 'snare', articulation: 'roll', duration }])
  expect(() => scoreToMidi(roll(1e7))).toThrow(RangeError)
  expect(() => scoreToMidi(roll(1e300))).toThrow(RangeError)
  // A day.
  expect(notes(roll(86_400))).toHaveLength(16_384)
})

test('a key struck again ends where it is struck', () => {
  const score = scoreOf([
    { member: 'bass', pitch: 40, duration: 5 },
    { timestamp: 1, member: 'bass', pitch: 40, duration: 1 },
  ])
  const events = track(score, 1).flatMap(({ tick, event }) =>
    event.type === 'noteOn' || event.type === 'noteOff' ? [`${event.type} ${tick}`] : [],
  )
  expect(events).toEqual(['noteOn 0', 'noteOff 1920', 'noteOn 1920', 'noteOff 3840'])
})

test('a pan is a controller of the member that has a pitch', () => {
  const score = scoreOf([{ member: 'bass', pitch: 40, pan: -1 }])
  const pan = track(score, 1).find(({ event }) => event.type === 'controller')?.event
  expect(pan).toMatchObject({ controllerType: 10, value: 1 })
})

test('a time that MIDI cannot count is refused', () => {
  expect(() => scoreToMidi(scoreOf([{ timestamp: 1e6 }]))).toThrow(RangeError)
  expect(() => scoreToMidi(scoreOf([{ timestamp: Number.NaN }]))).toThrow(RangeError)
})

// Bytes by hand, after the standard: a header and tracks.
const file = (format: number, division: readonly number[], ...tracks: readonly (readonly number[])[]) =>
  Uint8Array.from([
    ...[0x4d, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, format, 0, tracks.length, ...division],
    ...tracks.flatMap((bytes) => [0x4d, 0x54, 0x72, 0x6b, 0, 0, 0, bytes.length, ...bytes]),
  ])

test('onsets are read through tempo changes in another track, with running status', () => {
  const tempi = [0, 0xff, 0x51, 3, 0x0f, 0x42, 0x40, 96, 0xff, 0x51, 3, 0x07, 0xa1, 0x20, 0, 0xff, 0x2f, 0]
  // 96 ticks a quarter: the first quarter takes 1 s, later ones 0.5 s. 0x90 once, then running status; velocity 0 is an off.
  const line = [0, 0x90, 60, 127, 48, 60, 0, 48, 62, 64, 48, 62, 0, 48, 64, 1, 0, 0xff, 0x2f, 0]
  expect(onsets(file(1, [0, 96], tempi, line))).toEqual([
    { time: 0, velocity: 1, pitch: 60 },
    { time: 1, velocity: 64 / 127, pitch: 62 },
    { time: 1.5, velocity: 1 / 127, pitch: 64 },
  ])
})

test('without a tempo a quarter is half a second; with SMPTE frames there are no quarters', () => {
  const line = [96, 0x99, 38, 100, 0, 0xff, 0x2f, 0]
  expect(onsets(file(0, [0, 96], line))[0]?.time).toBe(0.5)
  // 25 frames of 40 ticks: milliseconds.
  expect(onsets(file(0, [0xe7, 40], line))[0]?.time).toBe(0.096)
})

const chunk = (name: string, ...bytes: readonly number[]) => [
  ...new TextEncoder().encode(name),
  ...[0, 0, bytes.length >> 8, bytes.length & 0xff],
  ...bytes,
]

test('chunks of other kinds are skipped, before, between and behind the tracks', () => {
  const header = chunk('MThd', 0, 1, 0, 2, 0, 96)
  const tempo = chunk('MTrk', 0, 0xff, 0x51, 3, 0x0f, 0x42, 0x40, 0, 0xff, 0x2f, 0)
  const notes = chunk('MTrk', 96, 0x90, 60, 127, 0, 0xff, 0x2f, 0)
  const other = chunk('XFIH', 1, 2, 3)
  for (const chunks of [
    [other, tempo, notes],
    [tempo, other, other, notes],
    [tempo, notes, other],
    [tempo, chunk('XFKM'), notes, [1, 2, 3]],
  ])
    expect(onsets(Uint8Array.from([...header, ...chunks.flat()]))).toEqual([
      { time: 1, velocity: 1, pitch: 60 },
    ])
})

/** A tempo of no length, twice: three bytes that are 0, and bytes that are not there. */
const standing = [
  [0, 0x90, 60, 127, 0, 0xff, 0x51, 3, 0, 0, 0, 96, 0x90, 60, 127, 0, 0xff, 0x2f, 0],
  [0, 0x90, 60, 127, 0, 0xff, 0x51, 3],
]

test('a tempo does not matter where there are no quarters', () => {
  for (const bytes of standing) expect(onsets(file(0, [0xe7, 40], bytes))[0]?.time).toBe(0)
})

test.each([
  ...standing.map((bytes, i) => ({
    name: `a tempo of no length (${i + 1})`,
    bytes: file(0, [0, 96], bytes),
    says: 'has a tempo of 0 µs a quarter: all that follows would be at once',
  })),
  {
    name: 'something else where a track should begin',
    bytes: Uint8Array.from([
      ...file(1, [0, 96], [0, 0xff, 0x2f, 0], []).slice(0, -8),
      0,
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
    ]),
    says: 'is damaged: what stands between its tracks is no chunk',
  },
  {
    name: 'another chunk that is cut off',
    bytes: Uint8Array.from([
      ...file(1, [0, 96], [0, 0xff, 0x2f, 0], []).slice(0, -8),
      ...chunk('XFIH', 1, 2).slice(0, -1),
    ]),
    says: 'is cut off: its last track is not whole',
  },
  {
    name: 'a header that is too short',
    bytes: Uint8Array.from([...chunk('MThd', 0, 0, 0, 1), ...chunk('MTrk', 0, 0xff, 0x2f, 0)]),
    says: 'is damaged: its header is too short',
  },
  {
    name: 'an event that MIDI does not know',
    bytes: file(0, [0, 96], [0, 0xf4, 1, 0, 0xff, 0x2f, 0]),
    says: 'is damaged: what stands in a track is no MIDI event',
  },
  {
    name: 'other letters',
    bytes: new TextEncoder().encode('RIFF0000RMIDdata'),
    says: 'is not a MIDI file: it does not begin with MThd',
  },
  { name: 'no letters', bytes: new Uint8Array(), says: 'is not a MIDI file: it does not begin with MThd' },
])('$name is said in our words', ({ bytes, says }) => {
  expect(onsetsOfMidi(bytes)).toEqual({ ok: false, problems: [{ path: '', message: says }] })
})

test.each([
  { name: 'text', bytes: new TextEncoder().encode('hello, this is no MIDI'), says: 'is not a MIDI file' },
  { name: 'nothing', bytes: new Uint8Array(), says: 'is not a MIDI file' },
  { name: 'format 2', bytes: file(2, [0, 96], [0, 0xff, 0x2f, 0]), says: 'format 2' },
  {
    name: 'a key beyond the keyboard',
    bytes: file(0, [0, 96], [0, 0x90, 200, 100, 0, 0xff, 0x2f, 0]),
    says: 'is damaged',
  },
  {
    name: 'a velocity beyond the hardest',
    bytes: file(0, [0, 96], [0, 0x90, 60, 200, 0, 0xff, 0x2f, 0]),
    says: 'is damaged',
  },
  {
    name: 'a number that never ends',
    bytes: file(0, [0, 96], [0x8f, 0xff, 0xff, 0xff, 0x7f, 0x90, 60, 1]),
    says: 'is damaged',
  },
  {
    name: 'a header and no track',
    bytes: file(0, [0, 96], [0, 0xff, 0x2f, 0]).slice(0, 14),
    says: 'is cut off',
  },
  { name: 'half a header', bytes: file(0, [0, 96], [0, 0xff, 0x2f, 0]).slice(0, 12), says: 'is cut off' },
  {
    name: 'half a track',
    bytes: file(0, [0, 96], [0, 0x90, 60, 100, 96, 0x90, 62, 100, 0, 0xff, 0x2f, 0]).slice(0, -8),
    says: 'is cut off',
  },
  {
    name: 'the second of two tracks missing',
    bytes: file(1, [0, 96], [0, 0x90, 60, 1, 0, 0xff, 0x2f, 0], []).slice(0, -8),
    says: 'is cut off',
  },
  { name: 'quarters of no ticks', bytes: file(0, [0, 0], [0, 0xff, 0x2f, 0]), says: 'no ticks' },
])('$name is a clear error', ({ bytes, says }) => {
  const reading = onsetsOfMidi(bytes)
  expect(reading.ok ? '' : reading.problems[0]?.message).toContain(says)
})

test.each([
  ['of the event before it', [0x8f, 0xff, 0xff, 0xff, 0x79]],
  ['of two thousand millions', [0x88, 0x80, 0x80, 0x80, 0]],
  ['of more than MIDI can say', [0x81, 0x80, 0x80, 0x80, 0]],
])('a length %s is a clear error, and ends', (_, length) => {
  // 0xf0 begins a system exclusive message, 0xff 1 a text: both say how long they are.
  for (const event of [[0xf0], [0xff, 1]]) {
    const bytes = file(0, [0, 96], [0, 0x90, 60, 1, 0, ...event, ...length, 0, 0xff, 0x2f, 0])
    const message = 'is damaged: a number in a track is larger than MIDI can say'
    expect(onsetsOfMidi(bytes)).toEqual({ ok: false, problems: [{ path: '', message }] })
  }
})

test('events are counted as the parser makes them, before it does', () => {
  const data = () => fc.nat({ max: 127 })
  const event = fc.oneof(
    fc.tuple(fc.constantFrom(0x80, 0x90, 0xa5, 0xb1, 0xe9), data(), data()),
    fc.tuple(fc.constantFrom(0xc0, 0xd3), data()),
    // The status of the event before.
    fc.tuple(data(), data()),
    fc.constantFrom(
      [0xff, 1, 2, 65, 66],
      [0xff, 0x51, 3, 7, 1, 2],
      [0xf0, 0x81, 0, ...new Array(128).fill(1)],
    ),
  )
  const delta = fc.constantFrom([0], [96], [0x81, 0], [0xff, 0xff, 0xff, 0x7f])
  const events = fc.array(fc.tuple(delta, event), { maxLength: 20 })
  fc.assert(
    fc.property(fc.array(events, { minLength: 1, maxLength: 3 }), (given) => {
      const tracks = given.map((track) => chunk('MTrk', 0, 0x90, 60, 1, ...track.flat(2)))
      const bytes = Uint8Array.from([...chunk('MThd', 0, 1, 0, tracks.length, 0, 96), ...tracks.flat()])
      const made = parseMidi(bytes).tracks.reduce((sum, track) => sum + track.length, 0)
      expect(faultOfEvents(bytes, made)).toBe(null)
      expect(faultOfEvents(bytes, made - 1)).toBe(`has more than ${made - 1} events`)
    }),
    runs(300),
  )
})

test('no bytes make the reader crash or tell a time that is none', () => {
  const whole = scoreToMidi(scoreOf([{ voice: 'kick' }, { timestamp: 1, voice: 'snare' }]))
  fc.assert(
    fc.property(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }), (place, byte) => {
      const reading = onsetsOfMidi(whole.with(place, byte))
      if (reading.ok) expect(reading.value.every(({ time }) => Number.isFinite(time) && time >= 0)).toBe(true)
    }),
    runs(500),
  )
})

test('a choked cymbal ends under the hand, and one that is not rings on', () => {
  const score = scoreOf([
    { voice: 'crash', articulation: 'choke', duration: 2 },
    { voice: 'ride', timestamp: 4, duration: 2 },
  ])
  const events = track(score, 1).map(({ event }) => event)
  const hands = events.flatMap((event, i) => (event.type === 'noteAftertouch' ? [i] : []))
  expect(hands).toHaveLength(1)
  const [hand = 0] = hands
  expect(events.slice(hand - 1, hand + 2)).toMatchObject([
    { type: 'noteOn', noteNumber: 49 },
    { type: 'noteAftertouch', noteNumber: 49, amount: 127 },
    { type: 'noteOff', noteNumber: 49, deltaTime: 0 },
  ])
})

test('of a name as long as a text may be the beginning is written, which every program can read', () => {
  const long = '\u{1d11e}'.repeat(300_000)
  const score = scoreOf([{ member: long }], { name: long, sectionMap: [{ name: long, time: 0 }] })
  expect(onsets(scoreToMidi(score)).length).toBe(1)
  const names = [0, 1].flatMap((index) =>
    track(score, index).flatMap(({ event }) => ('text' in event ? [Buffer.from(event.text, 'latin1')] : [])),
  )
  expect(names.map(String)).toEqual(Array(3).fill('\u{1d11e}'.repeat(1000)))
})
