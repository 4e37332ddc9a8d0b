import { describe, expect, test } from 'vitest'
import { createRecovery } from '../../studio/page/recovery.ts'
import { compiled, fakeBand } from './fake-band.ts'

const click = 'tempo 120 bpm\nmetronome click { beat |X x x x| }\n'
const kit = 'drummer kit { kick |x.x.| }\n'
/** Seconds that the band counts. */
const COUNT = 2

/** Place in the piece and who plays there, so that lost and doubled events show. */
const places = (band: ReturnType<typeof fakeBand>, member: string): readonly string[] =>
  band.notes
    .filter((note) => note.member === member && note.measure >= 1)
    .map((note) => `${note.measure}.${note.beatNumber}`)

/** Plays until bar 1 is about to begin. */
async function begin(band: ReturnType<typeof fakeBand>, tempo: number | null = null): Promise<void> {
  await band.play(1, tempo)
  band.run(tempo === null ? COUNT : (COUNT * 120) / tempo)
}

describe('the band of the studio', () => {
  test('sends every event ahead of its moment, and each once', async () => {
    const band = fakeBand()
    await band.load(click)
    await begin(band)
    band.run(4.2)
    expect(places(band, 'click')).toEqual(['1.1', '1.2', '1.3', '1.4', '2.1', '2.2', '2.3', '2.4', '3.1'])
    for (const { at, sentAt } of band.music) expect(at - sentAt).toBeGreaterThan(0.05)
    for (const [i, { at }] of band.music.entries())
      expect(at).toBeCloseTo((band.music[0]?.at ?? 0) + i / 2, 9)
  })

  test('a tap falls on the beat that sounded when it was heard', async () => {
    const band = fakeBand(0.03)
    await band.load(click)
    await begin(band)
    band.run(2.1)
    const beat = band.music[3]
    // What is heard has its place on the context's clock, however long it takes to the ear.
    await band.take({
      kind: 'tap',
      contextTime: (beat?.at ?? 0) + 0.02,
      latency: 0,
      velocity: 0.7,
      pitch: null,
    })
    const [report] = band.of('tap')
    expect(report?.tap).toMatchObject({ n: 7, mode: 'snap' })
    expect(report?.tap.deviation).toBeCloseTo(20, 6)
    expect(band.beats[7]?.deviation).toBeCloseTo(20, 6)
  })

  test('a tap before its beat is decided meets that beat', async () => {
    const band = fakeBand()
    await band.load(click)
    await begin(band)
    band.run(2.1)
    const beat = band.music.at(-1)
    await band.take({
      kind: 'tap',
      contextTime: (beat?.at ?? 0) + 0.32,
      latency: 0,
      velocity: 0.7,
      pitch: null,
    })
    expect(band.of('tap')[0]?.tap).toMatchObject({ n: band.music.length + 4, mode: 'limit' })
    expect(band.of('tap')[0]?.tap.deviation).toBeCloseTo(-180, 6)
  })

  test('a tap is told as the log has it: its beat, how far off, and what the band made of it', async () => {
    const band = fakeBand()
    const zones = 'zones z { snap 12 ms  follow 45 ms strength 0.5  limit 120 ms }\nplayer { zones z }\n'
    await band.load(`${click}${zones}`)
    await begin(band)
    // Somebody who is early by habit and not steady, and strikes twice at times.
    const off = (k: number): number => -0.035 + 0.04 * Math.sin(2.3 * k) + 0.02 * Math.sin(7.1 * k)
    for (let k = 0; k < 48; k++) {
      band.run(0.5)
      const beat = band.music.at(-1)?.at ?? 0
      const strikes = k % 5 === 2 ? [off(k), off(k) + 0.14, 0.24] : [off(k)]
      for (const strike of strikes)
        await band.take({
          kind: 'tap',
          contextTime: beat + strike,
          latency: 0,
          velocity: 0.7,
          pitch: null,
        })
    }
    await band.take({ kind: 'stop' })
    const { beats } = band.of('ended').at(-1)?.log ?? { beats: [] }
    // A beat may take a nearer strike after all: then it is said what became of the other.
    const displaced = band.of('displaced').map(({ tap }) => tap)
    expect(displaced.length).toBeGreaterThan(0)
    const taps = band.of('tap').map(({ tap }) => displaced.find(({ time }) => time === tap.time) ?? tap)
    const logged = beats.flatMap(({ onset, deviation, mode }) => {
      const tap = taps.find(({ time }) => onset !== null && Math.abs(time - onset) < 1e-9)
      return onset === null || tap === undefined ? [] : [{ deviation, mode, tap }]
    })
    expect(logged.length).toBeGreaterThan(40)
    expect(new Set(logged.map(({ mode }) => mode)).size).toBe(3)
    for (const { deviation, mode, tap } of logged) {
      expect(tap.mode).toBe(mode)
      expect(tap.deviation).toBeCloseTo(1000 * (deviation ?? Number.NaN), 6)
    }
    // What lies between the beats is nobody's: it has no verdict.
    const others = taps.filter((tap) => !logged.some((one) => one.tap === tap))
    expect(others.length).toBeGreaterThan(9)
    expect(others.filter(({ mode }) => mode !== null)).toEqual([])
  })

  test('each source’s latency is its own, and the log names the one that the session began with', async () => {
    const band = fakeBand(0.03)
    await band.load(click)
    await band.play(1, null, { latency: 0.061, calibrated: true })
    band.run(2.1)
    // The same moment of the music, by a microphone and by a key.
    for (const [beat, latency] of [
      [1, 0.061],
      [3, 0.008],
    ] as const) {
      band.run(1)
      const contextTime = (band.music[beat]?.at ?? 0) + 0.02 + latency
      await band.take({ kind: 'tap', contextTime, latency, velocity: 0.7, pitch: null })
    }
    const met = band.beats.filter(({ onset }) => onset !== null)
    expect(met).toHaveLength(2)
    for (const { deviation } of met) expect(deviation).toBeCloseTo(20, 6)
    for (const { tap } of band.of('tap')) expect(tap.deviation).toBeCloseTo(20, 6)
    await band.take({ kind: 'stop' })
    expect(band.of('ended')[0]?.log.latency).toEqual({ input: 0.061, output: 0.03, calibrated: true })
    expect(band.of('ended')[0]?.log.onset_times).toEqual(
      band.of('tap').map(({ tap }) => expect.closeTo(tap.time, 9)),
    )
  })

  test('what is heard now follows the way to the ear, when another device takes the sound', async () => {
    const band = fakeBand(0.01)
    await band.load(click)
    await begin(band)
    band.run(1)
    const before = band.of('view').at(-1)?.view.now ?? 0
    await band.take({ kind: 'latency', output: 0.21 })
    band.run(0.025)
    expect(band.of('view').at(-1)?.view.now).toBeCloseTo(before + 0.025 - 0.2, 6)
    await band.take({ kind: 'stop' })
    await begin(band)
    await band.take({ kind: 'stop' })
    expect(band.of('ended').map(({ log }) => log.latency.output)).toEqual([0.01, 0.21])
  })

  test('notes say where on the audio clock the session began', async () => {
    const band = fakeBand()
    await band.load(click)
    await begin(band)
    band.run(3)
    const told = band.of('notes').flatMap(({ notes, zero }) => notes.map(({ time }) => zero + time))
    expect(told).toEqual(band.sent.map(({ at }) => expect.closeTo(at, 9)))
    expect(told.length).toBeGreaterThan(4)
  })

  test('a tap tells the player’s tempo and habit', async () => {
    const band = fakeBand()
    await band.load(click)
    await begin(band)
    for (let beat = 0; beat < 12; beat++) {
      band.run(0.5)
      const heard = band.music[beat]
      await band.take({
        kind: 'tap',
        contextTime: (heard?.at ?? 0) - 0.015,
        latency: 0,
        velocity: 0.7,
        pitch: null,
      })
    }
    band.run(0.1)
    const view = band.of('view').at(-1)?.view
    expect(view?.playerBpm).toBeCloseTo(120, 0)
    expect(view?.bias).toBeLessThan(-5)
  })

  test('an edit takes over at the barline: beats go on, nothing is lost, nothing doubled', async () => {
    const band = fakeBand()
    await band.load(click)
    await begin(band)
    band.run(2.9)
    const answer = await band.load(click + kit)
    expect(answer).toMatchObject({ problem: null })
    band.run(3.4)
    expect(answer?.at).toBeCloseTo(6, 6)
    expect(places(band, 'click')).toEqual([
      '1.1',
      '1.2',
      '1.3',
      '1.4',
      '2.1',
      '2.2',
      '2.3',
      '2.4',
      '3.1',
      '3.2',
      '3.3',
      '3.4',
      '4.1',
    ])
    expect(places(band, 'kit')).toEqual(['3.1', '3.3', '4.1'])
    expect(band.beats.map(({ n }) => n)).toEqual(band.beats.map((_, i) => i))
    const times = band.beats.map(({ time }) => time)
    for (const [i, time] of times.entries()) expect(time).toBeCloseTo(i * 0.5, 6)
  })

  test('is brought to its level before it plays, and an edit that is louder is louder', async () => {
    const band = fakeBand()
    await band.load(click)
    await begin(band)
    expect(band.gains).toEqual([-1, -1])
    await band.load(click + kit)
    expect(band.gains.at(-1)).toBe(-1)
    await band.take({ kind: 'stop' })
    await band.play()
    expect(band.gains.at(-1)).toBe(-2)
  })

  test('an edit may take over with the next beat', async () => {
    const band = fakeBand()
    await band.load(click)
    await begin(band)
    band.run(2.55)
    await band.load(click + kit.replace('|x.x.|', '|xxxx|'), 'beat')
    band.run(1.6)
    expect(places(band, 'kit')[0]).toMatch(/^2\.[34]$/)
    expect(new Set(places(band, 'click')).size).toBe(places(band, 'click').length)
    expect(places(band, 'click')).toHaveLength(9)
  })

  test('of two edits before a barline the later one plays', async () => {
    const band = fakeBand()
    await band.load(click)
    await begin(band)
    band.run(2.3)
    await band.load(click + kit)
    await band.load(`${click}drummer kit { snare |x.x.| }\n`)
    band.run(3)
    expect(new Set(band.notes.filter(({ member }) => member === 'kit').map(({ voice }) => voice))).toEqual(
      new Set(['snare']),
    )
  })

  test('code that cannot play is refused, and the band plays on', async () => {
    const band = fakeBand()
    await band.load(click)
    await begin(band)
    band.run(1)
    for (const code of ['throw new Error("sour")', 'export default 1', 'this is no code']) {
      await band.take({ kind: 'load', code, at: 'now', revision: 99, slots: null })
    }
    expect(
      band
        .of('loaded')
        .slice(1)
        .map(({ problem }) => problem),
    ).toEqual(['sour', 'the compiled module exports no policy', expect.any(String)])
    band.run(3.2)
    expect(places(band, 'click')).toHaveLength(9)
  })

  test('an edit while the last beat sounds is what plays next, and no fault', async () => {
    const band = fakeBand()
    const form = 'section a { bars 1 }\nform a\n'
    await band.load(click + form)
    await begin(band)
    // The form is through, and what is left of it handed out.
    band.run(2.05)
    expect(band.of('ended')).toEqual([])
    expect(await band.load(click + kit + form)).toMatchObject({ problem: null, at: null })
    band.run(1)
    expect(band.of('problem')).toEqual([])
    expect(band.of('ended')).toHaveLength(1)
    await begin(band)
    band.run(1)
    expect(places(band, 'kit')).not.toEqual([])
  })

  test('an edit that loads after a newer one is dropped', async () => {
    const band = fakeBand()
    await band.load(click)
    await band.take({ kind: 'load', code: 'export default 1', at: 'bar', revision: 5, slots: null })
    const late = await band.load(click)
    expect(late?.problem).toBe('a newer edit took its place')
  })

  test('what is to be played waits for the code that is on its way', async () => {
    const band = fakeBand()
    const loading = band.load(click)
    await begin(band)
    await loading
    band.run(0.6)
    expect(places(band, 'click')).toEqual(['1.1', '1.2'])
  })

  test('panic silences and ends, and the session is told', async () => {
    const band = fakeBand()
    await band.load(click)
    await begin(band)
    band.run(1)
    await band.take({ kind: 'panic' })
    const sent = band.music.length
    band.run(1)
    expect(band.panics).toBe(1)
    expect(band.cleared).toBe(1)
    expect(band.music).toHaveLength(sent)
    expect(band.of('ended')[0]?.log).toMatchObject({ end_reason: 'stopped', completed: false })
    expect(band.of('view').at(-1)?.view.playing).toBe(false)
  })

  test('a pause stops time, and nothing is lost over it', async () => {
    const band = fakeBand()
    await band.load(click)
    await begin(band)
    band.run(1.2)
    await band.take({ kind: 'pause' })
    const before = band.music.length
    band.run(3)
    expect(band.music).toHaveLength(before)
    expect(band.of('view').at(-1)?.view.paused).toBe(true)
    await band.take({ kind: 'resume' })
    band.run(3)
    const numbers = places(band, 'click')
    expect(numbers.slice(0, 8)).toEqual(['1.1', '1.2', '1.3', '1.4', '2.1', '2.2', '2.3', '2.4'])
    for (const { at, sentAt } of band.music) expect(at).toBeGreaterThanOrEqual(sentAt)
  })

  test('a muted member is silent, and keeps its place', async () => {
    const band = fakeBand()
    await band.load(click + kit)
    await begin(band)
    band.run(0.9)
    await band.take({ kind: 'mute', member: 'kit', muted: true })
    band.run(2)
    expect(places(band, 'kit')).toEqual(['1.1', '1.3'].slice(0, places(band, 'kit').length))
    await band.take({ kind: 'mute', member: 'kit', muted: false })
    band.run(1.2)
    expect(places(band, 'kit').at(-1)).toMatch(/^[23]\./)
    expect(places(band, 'click')).toHaveLength(9)
  })

  test('begins at a bar, after the count', async () => {
    const band = fakeBand()
    await band.load(`${click}section a { bars 2 }\nsection b { bars 2 }\nform a, b\n`)
    await band.play(3)
    band.run(4)
    expect(band.sent.map(({ beat }) => `${beat.measure}.${beat.beatNumber}`)).toEqual([
      '0.1',
      '0.2',
      '0.3',
      '0.4',
      '3.1',
      '3.2',
      '3.3',
      '3.4',
    ])
    for (const [i, { at }] of band.sent.entries()) expect(at).toBeCloseTo((band.sent[0]?.at ?? 0) + i / 2, 6)
    expect(band.of('view').at(-1)?.view.section).toBe('b')
  })

  test('plays at another tempo', async () => {
    const band = fakeBand()
    await band.load(click)
    await begin(band, 100)
    band.run(2)
    expect(band.music).toHaveLength(4)
    for (const [i, { at }] of band.music.entries())
      expect(at).toBeCloseTo((band.music[0]?.at ?? 0) + i * 0.6, 9)
  })

  test('a vamp waits for its cue, and says so', async () => {
    const band = fakeBand()
    await band.load(`${click}section a { bars 1 }\nsection b { bars 1 }\nform vamp a until cue, b\n`)
    await begin(band)
    band.run(5)
    expect(band.of('view').at(-1)?.view).toMatchObject({ vamping: true, section: 'a' })
    await band.take({ kind: 'cue' })
    band.run(2.2)
    expect(band.of('view').at(-1)?.view).toMatchObject({ vamping: false, section: 'b' })
  })

  test('ends with the form, and hands over the log', async () => {
    const band = fakeBand()
    await band.load(`${click}section a { bars 1 }\n`)
    await begin(band)
    band.run(4)
    expect(band.of('ended')).toHaveLength(1)
    expect(band.of('ended')[0]?.log).toMatchObject({ completed: true })
    expect(places(band, 'click')).toHaveLength(4)
  })

  test('waits for a player who counts in', async () => {
    const band = fakeBand()
    await band.load('tempo 120 bpm\nplayer { count player 4 beats }\nmetronome click { beat |X x x x| }\n')
    await begin(band)
    band.run(1)
    expect(band.of('view').at(-1)?.view).toMatchObject({ waiting: true, count: { heard: 0, wanted: 4 } })
    expect(band.music).toHaveLength(0)
    for (let i = 0; i < 4; i++) {
      await band.take({ kind: 'tap', contextTime: band.now, latency: 0, velocity: 0.7, pitch: null })
      band.run(0.5)
      const heard = i + 1
      const count = heard < 4 ? { heard, wanted: 4 } : null
      expect(band.of('view').at(-1)?.view.count).toEqual(count)
    }
    band.run(1)
    expect(band.music.length).toBeGreaterThan(1)
    expect(band.of('view').at(-1)?.view).toMatchObject({ waiting: false, count: null })
  })

  describe('at a change of pieces', () => {
    const other = click.replace('click', 'other')
    const beatOf = (band: ReturnType<typeof fakeBand>) => band.music.map(({ at }) => at)

    test('the next one begins where the bar of this one would have: on its grid, with its own bar 1', async () => {
      const band = fakeBand()
      await band.load(click)
      await begin(band)
      band.run(2.7)
      await band.next(other)
      band.run(6)
      expect(places(band, 'click')).toEqual(['1.1', '1.2', '1.3', '1.4', '2.1', '2.2', '2.3', '2.4'])
      expect(places(band, 'other').slice(0, 5)).toEqual(['1.1', '1.2', '1.3', '1.4', '2.1'])
      expect(band.beats.some(({ pickup }) => pickup)).toBe(false)
      const at = beatOf(band)
      for (const [i, time] of at.entries()) expect(time).toBeCloseTo((at[0] ?? 0) + i / 2, 9)
      for (const { at: sounds, sentAt } of band.music) expect(sounds - sentAt).toBeGreaterThan(0.04)
      expect(band.of('began').map(({ title }) => title)).toHaveLength(2)
      const [first] = band.of('ended')
      expect(first?.log).toMatchObject({
        duration_seconds: expect.closeTo(COUNT + 4, 9),
        end_reason: 'stopped',
      })
    })

    test('a pickup of the next one is heard, and its bar 1 is on no barline of the old one', async () => {
      const band = fakeBand()
      await band.load(click)
      await begin(band)
      band.run(0.7)
      await band.next(
        'tempo 120 bpm\nsection a { bars 4  pickup 2 beats }\nform a\ndrummer other { kick |x x x x| }\n',
      )
      band.run(4)
      const later = band.notes.filter(({ member }) => member === 'other')
      expect(later.slice(0, 3).map(({ measure, beatNumber }) => [measure, beatNumber])).toEqual([
        [0, 3],
        [0, 4],
        [1, 1],
      ])
      expect(band.beats.filter(({ pickup }) => pickup)).toHaveLength(2)
    })

    test('an edit of what has not yet begun is what begins', async () => {
      const band = fakeBand()
      await band.load(click)
      await begin(band)
      band.run(0.7)
      await band.next(other)
      await band.load(other.replace('other', 'edited'))
      band.run(4)
      expect(new Set(band.music.map(({ beat }) => beat.member))).toEqual(new Set(['click', 'edited']))
      expect(places(band, 'edited')[0]).toBe('1.1')
      expect(band.of('ended')[0]?.log.segments).toHaveLength(1)
    })

    test('its level is taken with it, and found by nobody while music plays', async () => {
      const band = fakeBand()
      await band.load(click)
      await begin(band)
      await band.next(other, -7)
      band.run(4)
      expect(band.gains.at(-1)).toBe(-7)
      await band.take({ kind: 'stop' })
      await band.play()
      expect(band.gains.at(-1)).toBe(-7)
    })

    test('one that was still to begin is what plays after a stop', async () => {
      const band = fakeBand()
      await band.load(click)
      await begin(band)
      band.run(0.7)
      await band.next(other)
      await band.take({ kind: 'stop' })
      await band.play()
      band.run(3)
      expect(places(band, 'other').length).toBeGreaterThan(0)
    })

    test('that nobody has counted in yet, the other one is counted in', async () => {
      const band = fakeBand()
      await band.load(`${click}player { count player 4 beats }\n`)
      await band.play()
      band.run(1)
      await band.next(other)
      band.run(3)
      expect(places(band, 'other')[0]).toBe('1.1')
      expect(band.beats.some(({ measure }) => measure < 1)).toBe(true)
    })

    test('a form that ends before the barline hands over where it ends', async () => {
      const band = fakeBand()
      await band.load(`${click}section a { bars 2 }\nform a\n`)
      await begin(band)
      band.run(3.2)
      await band.next(other)
      band.run(3)
      const at = beatOf(band)
      for (const [i, time] of at.entries()) expect(time).toBeCloseTo((at[0] ?? 0) + i / 2, 9)
      expect(places(band, 'other').length).toBeGreaterThan(3)
    })
  })

  describe('after a fault', () => {
    test('what begins anew sounds from the next bar on, and no beat is missing', async () => {
      const band = fakeBand()
      await band.load(click + kit)
      await begin(band)
      band.run(1.2)
      const before = band.sent.length
      // The audio thread was away for a while, and its clock with it.
      band.pass(0.6)
      band.engine.renewed()
      band.run(3)
      const [first] = band.sent.slice(before)
      expect(first?.beat).toMatchObject({ measure: 2, beatNumber: 1 })
      expect(band.of('went-on')).toEqual([{ kind: 'went-on', measure: 2 }])
      expect(band.beats.map(({ n }) => n)).toEqual(band.beats.map((_, n) => n))
      expect(band.gains.length).toBeGreaterThan(1)
    })

    test('another thread plays on with the same session, to the bit', async () => {
      const text = `${click}${kit}zones z { snap 20 ms  follow 100 ms strength 0.5  limit 200 ms }\nplayer { zones z }\n`
      const taps = [0.03, -0.05, 0.07, 0.02, -0.09, 0.04, 0.06, 0.05]
      const play = async (dies: number | null) => {
        let band = fakeBand()
        await band.load(text)
        await begin(band)
        const recovery = createRecovery()
        let at = 0
        const beats: (readonly [string, number])[] = []
        for (const [i, off] of taps.entries()) {
          band.run(0.5)
          if (i === dies) {
            const { revision } = band.code
            const checkpoint = band.of('checkpoint').at(-1)
            if (checkpoint === undefined) throw new Error('nothing was kept')
            recovery.sent({ kind: 'load', ...band.code, at: 'bar', slots: null })
            recovery.heard({ kind: 'loaded', revision, at: null, problem: null })
            recovery.heard({ kind: 'began', revision, title: '', heard: 0 })
            for (const command of band.taken) recovery.sent(command)
            recovery.heard(checkpoint)
            const next = fakeBand(0, band.now)
            for (const command of recovery.renew()) await next.take(command)
            band = next
          }
          at = 10 + 0.12 + COUNT + (i + 1) * 0.5 + off
          await band.take({ kind: 'tap', contextTime: at, latency: 0, velocity: 0.7, pitch: null })
        }
        band.run(2)
        await band.take({ kind: 'stop' })
        for (const { beat, at: sounds } of band.music)
          beats.push([`${beat.measure}.${beat.beatNumber} ${beat.voice}`, sounds])
        return { log: band.of('ended').at(-1)?.log, beats, heard: band.of('went-on') }
      }
      const [whole, broken] = [await play(null), await play(4)]
      expect(broken.heard).toHaveLength(1)
      const plain = (log: typeof whole.log) => ({ ...log, replay: null, clock: null })
      expect(plain(broken.log)).toEqual(plain(whole.log))
      // What sounds after the fault is what would have sounded.
      const after = broken.beats.slice(-8)
      expect(whole.beats.slice(-8)).toEqual(after)
    })

    test('another piece that was to begin does so at a barline to come, and not at one that went by', async () => {
      const band = fakeBand()
      await band.load(click)
      await begin(band)
      const recovery = createRecovery()
      recovery.sent({ kind: 'load', ...band.code, at: 'bar', slots: null })
      recovery.heard({ kind: 'loaded', revision: band.code.revision, at: null, problem: null })
      recovery.heard({ kind: 'began', revision: band.code.revision, title: '', heard: 0 })
      for (const checkpoint of band.of('checkpoint')) recovery.heard(checkpoint)
      band.run(1)
      const input = { latency: 0, calibrated: false }
      const next = { code: compiled(click + kit).code, gain: null, seed: 0, tempo: null, input }
      recovery.sent({ kind: 'next', revision: 9, ...next })
      // Bar 2 began while nobody played.
      const renewed = fakeBand(0, band.now + 1.5)
      for (const command of recovery.renew()) await renewed.take(command)
      expect(renewed.of('began')).toEqual([])
      const { now } = renewed
      renewed.run(4)
      expect(renewed.of('began')).toHaveLength(1)
      expect(Math.min(...renewed.sent.map(({ at }) => at))).toBeGreaterThan(now)
    })

    test('a session that cannot be played again goes on as another one, with the next bar', async () => {
      const band = fakeBand()
      await band.load(click)
      await begin(band)
      band.run(2.7)
      const checkpoint = band.of('checkpoint').at(-1)?.checkpoint
      const last = band.beats.findLast(({ time }) => time <= COUNT + 2.7)
      if (checkpoint === undefined || last === undefined) throw new Error('nothing was kept')
      const next = fakeBand(0, band.now + 1)
      const { measure, beatNumber, time, length, bpm } = last
      const barline = { measure: measure + 1, time: time + (5 - beatNumber) * length, bar: 4 * length, bpm }
      await next.take({
        kind: 'go-on',
        codes: [band.code.code],
        whole: false,
        checkpoint,
        barline,
        since: [],
        muted: [],
      })
      next.run(3)
      expect(next.of('ended')[0]?.log.session_id).toBe(checkpoint.log.session_id)
      const [first] = next.sent
      expect(first?.beat).toMatchObject({ measure: 3, beatNumber: 1 })
      // On the grid that was there before.
      const steps = ((first?.at ?? 0) - (band.music[0]?.at ?? 0)) * 2
      expect(steps).toBeCloseTo(Math.round(steps), 6)
    })
  })
})
