import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Limiter } from '../../../runtime/audio/dsp/limiter.ts'
import { AudioEngine } from '../../../runtime/audio/engine.ts'
import { MOST_WAITING } from '../../../runtime/audio/event-queue.ts'
import { tellEngine } from '../../../runtime/audio/messages.ts'
import { chokePatch, patchOf } from '../../../runtime/audio/palette/patches.ts'
import { timbreOfText } from '../../../runtime/timbre/prompt.ts'
import { runs } from '../../harness/runs.ts'
import { level, peak, RATE, truePeak } from './measure.ts'
import { engineWithPatches, event, VOICES } from './some-voices.ts'
import { hertz } from './strike.ts'
import { tinyBank } from './tiny-bank.ts'

function run(
  engine: AudioEngine,
  frames: number,
  blocks: readonly number[] = [128],
): [Float32Array, Float32Array] {
  const left = new Float32Array(frames)
  const right = new Float32Array(frames)
  for (let at = 0, b = 0; at < frames; b++) {
    const count = Math.min(blocks[b % blocks.length] ?? 128, frames - at)
    engine.process(left.subarray(at, at + count), right.subarray(at, at + count), count)
    at += count
  }
  return [left, right]
}

const arbitraryEvents = fc.array(
  fc.record({
    frame: fc.integer({ min: 0, max: 4000 }),
    patch: fc.integer({ min: 0, max: VOICES.length - 1 }),
    channel: fc.integer({ min: 0, max: 4 }),
    velocity: fc.double({ min: 0.05, max: 1, noNaN: true }),
    pitch: fc.integer({ min: 30, max: 90 }).map(hertz),
    hold: fc.integer({ min: 0, max: 3000 }),
    gain: fc.double({ min: 0, max: 2, noNaN: true }),
    pan: fc.double({ min: -1, max: 1, noNaN: true }),
    key: fc.integer({ min: -1000, max: 1000 }),
  }),
  { maxLength: 24 },
)

describe('the engine', () => {
  it('starts every event on its frame, to the sample', () => {
    VOICES.forEach((_, patch) => {
      for (const frame of [0, 1, 127, 128, 129, 1000, 4097]) {
        const engine = engineWithPatches()
        engine.schedule(event({ frame, patch }))
        const [left] = run(engine, 6000)
        expect(left.findIndex((x) => x !== 0) - engine.latency, `${VOICES[patch]?.[1]} at ${frame}`).toBe(
          frame,
        )
      }
    })
  })

  it('gives the same samples whatever the blocks are', () => {
    fc.assert(
      fc.property(
        arbitraryEvents,
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 }),
        (events, blocks) => {
          const one = engineWithPatches()
          const other = engineWithPatches()
          for (const each of events) {
            one.schedule(each)
            other.schedule(each)
          }
          expect(run(other, 6000, blocks)).toEqual(run(one, 6000, [6000]))
        },
      ),
      runs(40),
    )
  })

  it('does not care in which order events come', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 4000 }), { minLength: 2, maxLength: 12 }),
        fc.infiniteStream(fc.integer()),
        (frames, shuffle) => {
          const events = frames.map((frame, i) => event({ frame, patch: i % VOICES.length, key: i }))
          const inOrder = engineWithPatches()
          const shuffled = engineWithPatches()
          for (const each of [...events].sort((a, b) => a.frame - b.frame)) inOrder.schedule(each)
          const draws = events.map(() => shuffle.next().value ?? 0)
          const order = events.map((_, i) => i).sort((a, b) => (draws[a] ?? 0) - (draws[b] ?? 0))
          for (const i of order) shuffled.schedule(events[i] ?? event({}))
          expect(run(shuffled, 5000)).toEqual(run(inOrder, 5000))
        },
      ),
      runs(25),
    )
  })

  it('keeps its true peak under −1 dB whatever is thrown at it', () => {
    for (const seed of [1, 2, 3]) {
      const engine = engineWithPatches()
      engine.setMaster(4)
      for (let i = 0; i < 120; i++)
        engine.schedule(
          event({ frame: (i * 7919 * seed) % 20000, patch: i % VOICES.length, velocity: 1, gain: 1, key: i }),
        )
      const [left, right] = run(engine, 24000)
      for (const side of [left, right]) {
        expect(20 * Math.log10(truePeak(side))).toBeLessThan(-1)
        expect(peak(side)).toBeGreaterThan(0.8)
      }
    }
  })

  it('is finite and under the ceiling for messages of any kind', () => {
    const number = fc.oneof(
      fc.double(),
      fc.integer({ min: -10, max: 1e6 }),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 1e300, -0, 1e-310),
    )
    const message = fc.oneof(
      fc.record({
        kind: fc.constant('patch'),
        index: number,
        instrument: fc.constantFrom('percussion', 'string', 'keys', 'sampled', 'choke', 'gong', 7),
        values: fc.array(fc.oneof(number, fc.constant({ toString: 1, valueOf: 1 })), { maxLength: 40 }),
      }),
      fc.record({
        kind: fc.constant('patch'),
        index: fc.integer({ min: 0, max: 7 }),
        instrument: fc.constantFrom('percussion', 'string', 'keys', 'sampled'),
        values: fc.array(number, { minLength: 28, maxLength: 28 }),
      }),
      fc.record({
        kind: fc.constant('events'),
        events: fc.array(number, { maxLength: 36 }).map((list) => Float64Array.from(list)),
      }),
      fc
        .array(fc.tuple(fc.nat(3000), fc.nat(7), fc.double({ min: 0, max: 1, noNaN: true }), number), {
          maxLength: 20,
        })
        .map((list) => ({
          kind: 'events',
          events: Float64Array.from(
            list.flatMap(([frame, patch, velocity, x]) => [frame, patch, 0, velocity, x, 0, 1, 0, 1]),
          ),
        })),
      fc.record({ kind: fc.constant('master'), gain: number }),
      fc
        .tuple(fc.constantFrom(...Object.keys(tinyBank)), fc.oneof(number, fc.constant(new Float64Array(6))))
        .map(([field, value]) => ({ kind: 'samples', bank: { ...tinyBank, [field]: value } })),
      fc.record({ kind: fc.constant('channel'), channel: number, gain: number }),
      fc.constantFrom({ kind: 'panic' }, { kind: 'clear' }, null, 7, 'x', [], { kind: 'nonsense' }),
    )
    fc.assert(
      fc.property(fc.array(message, { maxLength: 30 }), (messages) => {
        const engine = engineWithPatches()
        for (const each of messages) tellEngine(engine, each)
        const [left, right] = run(engine, 5000, [128, 33, 441])
        for (const side of [left, right])
          for (const x of side) if (!(Math.abs(x) <= 0.9)) throw new Error(`${x}`)
      }),
      runs(80),
    )
  })

  it('chokes an open hat within 30 ms, by the next stroke of the hat and by nothing else', () => {
    // What the room keeps is no ringing hat: its share is the last number.
    const dry = (values: readonly number[]) => [...values.slice(0, -1), 0]
    const open = patchOf('drummer', 'hat', timbreOfText('hi-hat'), 'open')
    const sounding = (patch: ReturnType<typeof patchOf> | null): Float32Array => {
      const engine = new AudioEngine({ sampleRate: RATE })
      engine.setPatch(0, open.instrument, dry(open.values))
      engine.schedule(event({ frame: 0, patch: 0 }))
      if (patch !== null) {
        engine.setPatch(1, patch.instrument, patch.instrument === 'choke' ? patch.values : dry(patch.values))
        engine.schedule(event({ frame: 4800, patch: 1, velocity: 0.0001 }))
      }
      return run(engine, 12000)[0].slice(engine.latency)
    }
    const late = (sound: Float32Array) => level(sound, 4800 + 1440, 4800 + 2400)
    const ringing = late(sounding(null))
    const by = (voice: string) => late(sounding(patchOf('drummer', voice, timbreOfText(voice), 'normal')))
    expect(by('hat')).toBeLessThan(ringing - 60)
    expect(by('pedal')).toBeLessThan(ringing - 60)
    expect(late(sounding(chokePatch(1)))).toBeLessThan(ringing - 60)
    expect(by('ride')).toBeGreaterThan(ringing - 1)
    expect(by('snare')).toBeGreaterThan(ringing - 1)
  })

  it.each([7, 8])('takes more notes than it has voices without a click: sound %i', (patch) => {
    const engine = engineWithPatches()
    // Forty low piano notes, one every 10 ms, none let go.
    for (let i = 0; i < 60; i++)
      engine.schedule(
        event({ frame: 480 * i, patch, pitch: hertz(36 + (i % 12)), velocity: 0.4, gain: 0.2, key: i }),
      )
    const [left] = run(engine, 32000)
    let step = 0
    for (let i = 1; i < left.length; i++) step = Math.max(step, Math.abs((left[i] ?? 0) - (left[i - 1] ?? 0)))
    // What the notes themselves do from sample to sample.
    expect(step).toBeLessThan(0.12)
    expect(engine.voices).toBeLessThanOrEqual(38)
  })

  // Two guitars that strum 16ths over a bass's long note; a crash that rings under everything a drummer has.
  it.each([
    ['a long note of the bass', 5, 6, { pitch: hertz(28), hold: 2 * RATE }],
    ['a crash', 3, 0, { hold: 0 }],
  ] as const)('lets %s sound when many short ones need voices', (_name, long, short, fields) => {
    const sound = (many: boolean): Float32Array => {
      const engine = new AudioEngine({ sampleRate: RATE, stems: true })
      VOICES.forEach(([kind, voice, prompt], i) => {
        const { instrument, values } = patchOf(kind, voice, timbreOfText(prompt), 'normal')
        engine.setPatch(i, instrument, values)
      })
      engine.schedule(event({ patch: long, ...fields }))
      for (let i = 0; many && i < 16; i++)
        for (let k = 0; k < 8; k++) {
          const place = { frame: 6000 * i + 20, channel: 1 + k, key: 8 * i + k }
          engine.schedule(event({ ...place, patch: short, pitch: hertz(50 + 3 * k), hold: 6000 }))
        }
      const left = new Float32Array(1.5 * RATE)
      const right = new Float32Array(left.length)
      const block = new Float32Array(128)
      for (let at = 0; at < left.length; at += 128) {
        engine.process(block, block, 128)
        engine.readStem(0, left, right, at, Math.min(128, left.length - at))
      }
      return left
    }
    // To the sample: whatever others do, it goes on as if it were alone.
    const [among, alone] = [sound(true), sound(false)]
    expect(level(alone, RATE, 1.5 * RATE)).toBeGreaterThan(-60)
    expect(among.findIndex((x, n) => x !== alone[n])).toBe(-1)
  })

  it('lets thirty-two notes of any instrument with a pitch sound at once', () => {
    for (const patch of [5, 6, 7, 8]) {
      const engine = engineWithPatches()
      for (let i = 0; i < 32; i++)
        engine.schedule(event({ frame: 10 * i, patch, pitch: hertz(36 + i), hold: RATE, key: i }))
      run(engine, 4800)
      expect(engine.voices, VOICES[patch]?.[2]).toBe(32)
    }
  })

  it('changes the gain of a member and of everything without a click', () => {
    const bent = (change: (engine: AudioEngine) => void): [number, number] => {
      const engine = engineWithPatches()
      engine.schedule(
        event({ patch: VOICES.findIndex(([kind]) => kind === 'bassist'), pitch: 110, hold: 96000 }),
      )
      run(engine, 12800)
      change(engine)
      const [left] = run(engine, 4800)
      // How far a sample lies from the line through its neighbours: a low note is smooth, a step is not.
      let most = 0
      for (let i = 1; i + 1 < left.length; i++)
        most = Math.max(most, Math.abs((left[i + 1] ?? 0) - 2 * (left[i] ?? 0) + (left[i - 1] ?? 0)))
      return [most, level(left, 2400, 4800)]
    }
    const [plain, loud] = bent(() => {})
    for (const [gain, change] of [
      [0, (engine: AudioEngine) => engine.setChannelGain(0, 0)],
      [0.1, (engine: AudioEngine) => engine.setMaster(0.1)],
    ] as const) {
      const [changed, left] = bent(change)
      expect(changed).toBeLessThan(1.5 * plain)
      expect(left).toBeLessThan((gain + 0.02) * loud)
    }
  })

  it('changes the gain of everything without a click while only the room still sounds', () => {
    const steps = (change: boolean): number => {
      const engine = engineWithPatches()
      engine.schedule(event({ patch: 1, velocity: 1, gain: 1 }))
      while (engine.voices > 0 || engine.frame < 4800) run(engine, 1280)
      if (change) engine.setMaster(0)
      const [left] = run(engine, 9600)
      let most = 0
      for (let i = 1; i + 1 < left.length; i++)
        most = Math.max(most, Math.abs((left[i + 1] ?? 0) - 2 * (left[i] ?? 0) + (left[i - 1] ?? 0)))
      return most
    }
    expect(steps(false)).toBeGreaterThan(0)
    expect(steps(true)).toBeLessThan(1.5 * steps(false))
  })

  it('is silent at once after a panic, and plays on after it', () => {
    const engine = engineWithPatches()
    for (let i = 0; i < 30; i++) engine.schedule(event({ frame: i * 100, patch: i % VOICES.length }))
    run(engine, 2000)
    engine.panic()
    const [left] = run(engine, 4000)
    expect(peak(left)).toBe(0)
    engine.schedule(event({ frame: engine.frame + 10 }))
    expect(peak(run(engine, 4000)[0])).toBeGreaterThan(0.01)
  })

  it('leaves out what finds no place in a full queue, and counts it', () => {
    const engine = engineWithPatches()
    for (let i = 0; i < MOST_WAITING + 5; i++) engine.schedule(event({ frame: 1e6 + i }))
    expect(engine.waiting).toBe(MOST_WAITING)
    expect(engine.dropped).toBe(5)
  })

  it('leaves out what nobody would live to hear, and counts it', () => {
    const engine = engineWithPatches()
    const day = 86_400 * RATE
    for (const frame of [1e300, Number.MAX_SAFE_INTEGER, 2 * day]) engine.schedule(event({ frame }))
    expect(engine.waiting).toBe(0)
    expect(engine.dropped).toBe(3)
    engine.schedule(event({ frame: day / 2 }))
    expect(engine.waiting).toBe(1)
  })

  it('adds up the levels of a member and of its voice, the highest as well', () => {
    const sound = (gain: number): number => {
      const engine = engineWithPatches()
      engine.setMaster(1e-3)
      engine.schedule(event({ patch: 0, gain }))
      return peak(run(engine, 4800)[0])
    }
    expect(20 * Math.log10(sound(10 ** (48 / 20)) / sound(1))).toBeCloseTo(48, 3)
  })

  it('plays in the middle what says no side', () => {
    const panned = (pan: number) => {
      const engine = engineWithPatches()
      engine.schedule(event({ pan }))
      return run(engine, 2000)
    }
    expect(panned(Number.NaN)).toEqual(panned(0))
    expect(panned(Number.NEGATIVE_INFINITY)).toEqual(panned(-1))
    expect(panned(-1)).not.toEqual(panned(0))
  })

  it.each([8000, 22050, 44100, 96000, 192000])('plays at %i Hz', (rate) => {
    const engine = engineWithPatches(rate)
    VOICES.forEach((_, patch) => {
      engine.schedule(event({ frame: patch * 50, patch }))
    })
    const [left] = run(engine, Math.round(rate / 4))
    expect(peak(left)).toBeGreaterThan(0.05)
    expect(peak(left)).toBeLessThan(0.9)
  })

  it('refuses sample rates that nothing has', () => {
    for (const rate of [0, -1, Number.NaN, 1e9])
      expect(() => new AudioEngine({ sampleRate: rate })).toThrow(RangeError)
  })
})

describe('the limiter', () => {
  it('leaves what is quiet as it is, later by its latency', () => {
    const limiter = new Limiter(RATE)
    const left = Float64Array.from({ length: 4000 }, (_, i) => 0.3 * Math.sin(i / 9))
    const kept = left.slice()
    limiter.process(left, new Float64Array(4000), 4000)
    for (let i = 0; i < 3000; i++) expect(left[i + limiter.latency]).toBe(kept[i])
    expect(limiter.leastGain).toBe(1)
  })

  it('holds a single sample of 4 at the ceiling and lets go of it again', () => {
    const limiter = new Limiter(RATE)
    const left = new Float64Array(40000).fill(0.05)
    left[1000] = 4
    limiter.process(left, new Float64Array(40000), 40000)
    expect(left[1000 + limiter.latency]).toBeLessThan(0.8913)
    expect(left[1000 + limiter.latency]).toBeGreaterThan(0.7)
    expect(left[39000]).toBeCloseTo(0.05, 3)
  })

  it('keeps peaks between the samples under −1 dB', () => {
    // A quarter of the rate at 45 degrees: the samples see 3 dB less than there is.
    const limiter = new Limiter(RATE)
    const left = Float64Array.from({ length: 9600 }, (_, i) => 2 * Math.sin((Math.PI / 2) * i + Math.PI / 4))
    limiter.process(left, new Float64Array(9600), 9600)
    expect(20 * Math.log10(truePeak(Float32Array.from(left.slice(2000, 9000))))).toBeLessThan(-1)
  })
})
