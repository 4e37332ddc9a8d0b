/** The band of the studio, whatever is said to it, in whatever order, and whichever of its threads die of it. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SessionLog } from '../../runtime/session/log.ts'
import { createRecovery } from '../../studio/page/recovery.ts'
import type { BandCommand, BandReport, SwapMoment } from '../../studio/protocol.ts'
import { runs } from '../harness/runs.ts'
import { compiled, fakeBand } from '../studio/fake-band.ts'

const ZONES = 'zones z { snap 20 ms  follow 100 ms strength 0.5  limit 200 ms }\nplayer { zones z }\n'
/** Edits of one piece, and another one that they may hand over to. */
const TEXTS = [
  `tempo 200 bpm in 100 bpm..300 bpm\n${ZONES}metronome click { beat |X x x x| }\n`,
  `tempo 200 bpm in 100 bpm..300 bpm\n${ZONES}metronome click { beat |X x x x| }\ndrummer kit { hat |xxxxxxxx|\n  kick |x.x.|\n  human 6 ms }\n`,
  `tempo 240 bpm\nmetronome click { beat |X x x x| }\ndrummer kit follows grid { snare |.x.x|\n  feel ahead 30 ms }\n`,
  `tempo 200 bpm\n${ZONES}bassist bass { line |1 5 1 5| }\nsection a { bars 2  chords | C | F | }\nsection b { bars 1  chords | G | }\nform vamp a until cue, b * 2\n`,
].map((text) => compiled(text).code)

type Deed =
  | { readonly k: 'tap'; readonly velocity: number }
  | { readonly k: 'load'; readonly piece: number; readonly at: SwapMoment }
  | { readonly k: 'next'; readonly piece: number }
  | { readonly k: 'mute'; readonly muted: boolean }
  | { readonly k: 'play' | 'stop' | 'pause' | 'resume' | 'cue' | 'die' }

const piece = fc.nat(TEXTS.length - 1)
const at = fc.constantFrom<SwapMoment>('bar', 'beat', 'now')
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ k: fc.constant('tap' as const), velocity: fc.constantFrom(0.4, 0.8) }),
  },
  { weight: 3, arbitrary: fc.record({ k: fc.constant('load' as const), piece, at }) },
  { weight: 1, arbitrary: fc.record({ k: fc.constant('next' as const), piece }) },
  { weight: 1, arbitrary: fc.record({ k: fc.constant('mute' as const), muted: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constant({ k: 'die' as const }) },
  ...(['play', 'stop', 'pause', 'resume', 'cue'] as const).map((k) => ({
    weight: 1,
    arbitrary: fc.constant({ k } as const),
  })),
)

const after = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 5, max: 60 }) }, fc.nat(5))
/** So many looks of the engine, and then this. */
const script = fc.array(fc.record({ after, deed }), { minLength: 8, maxLength: 40, size: 'max' })
type Script = readonly { readonly after: number; readonly deed: Deed }[]

/** Seconds between two looks of the engine, which sum up without an error. */
const LOOK = 1 / 32
/** So many are missed before anybody takes a thread for dead: all that it had handed out has sounded. */
const MISSED = 16

/** A page and the threads that it has one after the other. */
async function perform(steps: Script, dies: boolean) {
  const recovery = createRecovery()
  let band = fakeBand()
  let told = 0
  let revision = 0
  const reports: BandReport[] = []
  const notes: string[] = []
  let sent = 0

  const listen = (): void => {
    for (; told < band.reports.length; told++) {
      const one = band.reports[told]
      if (one === undefined) continue
      if (one.kind !== 'went-on' && one.kind !== 'beats')
        recovery.heard(one as Parameters<typeof recovery.heard>[0])
      reports.push(one)
    }
    for (; sent < band.sent.length; sent++) {
      const one = band.sent[sent]
      if (one === undefined) continue
      const { member, voice, measure, beatNumber, cell, pitch } = one.beat
      notes.push(`${one.at} ${member} ${voice} ${measure}.${beatNumber} ${cell} ${pitch}`)
    }
  }
  const run = (looks: number): void => {
    for (let look = 0; look < looks; look++) {
      band.pass(LOOK)
      band.engine.tick()
    }
    listen()
  }
  const say = async (command: BandCommand): Promise<void> => {
    recovery.sent(command as Parameters<typeof recovery.sent>[0])
    await band.take(command)
    listen()
  }
  const input = { latency: 0, calibrated: false }
  const code = (piece: number) => ({ code: TEXTS[piece] ?? '', revision: ++revision })
  const begin = () => say({ kind: 'play', seed: 3, tempo: null, fromBar: 1, input })

  await say({ kind: 'load', ...code(0), at: 'bar', slots: null })
  await begin()
  for (const { after, deed } of steps) {
    run(after)
    switch (deed.k) {
      case 'tap':
        await say({ kind: 'tap', contextTime: band.now, latency: 0.01, velocity: deed.velocity, pitch: null })
        break
      case 'load':
        await say({ kind: 'load', ...code(deed.piece), at: deed.at, slots: null })
        break
      case 'next':
        await say({ kind: 'next', ...code(deed.piece), gain: null, seed: 3, tempo: null, input })
        break
      case 'mute':
        await say({ kind: 'mute', member: 'kit', muted: deed.muted })
        break
      case 'play':
        await begin()
        break
      case 'die': {
        if (!dies) {
          run(MISSED)
          break
        }
        const commands = recovery.renew()
        band = fakeBand(0, band.now + MISSED * LOOK)
        told = 0
        sent = 0
        for (const command of commands) await band.take(command)
        listen()
        break
      }
      default:
        await say({ kind: deed.k })
    }
  }
  run(40)
  await say({ kind: 'stop' })
  const logs = reports.flatMap((one) => (one.kind === 'ended' ? [one.log] : []))
  const problems = reports.flatMap((one) => (one.kind === 'problem' ? [one.message] : []))
  return { logs, problems, notes, reports }
}

const twice = (all: readonly string[]): readonly string[] => all.filter((one, i) => all.indexOf(one) < i)

/** What does not say in which thread it was. */
function music({ session_id: _, replay: __, clock: ___, ...log }: SessionLog): string {
  return JSON.stringify(log)
}

describe('any performance in the studio', () => {
  test('hands out every event once, in time, and ends each session once, without a complaint', async () => {
    await fc.assert(
      fc.asyncProperty(script, async (steps) => {
        const { notes, problems, reports } = await perform(steps, false)
        expect(problems).toEqual([])
        expect(twice(notes)).toEqual([])
        const kinds = reports.flatMap(({ kind }) => (kind === 'began' || kind === 'ended' ? [kind] : []))
        expect(kinds).toEqual(kinds.map((_, i) => (i % 2 === 0 ? 'began' : 'ended')))
      }),
      runs(40),
    )
  })

  test('goes on when its thread dies, as often as it likes: nothing sounds twice, each session ends once', async () => {
    await fc.assert(
      fc.asyncProperty(script, async (steps) => {
        const { notes, problems, reports } = await perform(steps, true)
        expect(problems).toEqual([])
        expect(twice(notes)).toEqual([])
        const kinds = reports.flatMap(({ kind }) => (kind === 'began' || kind === 'ended' ? [kind] : []))
        expect(kinds).toEqual(kinds.map((_, i) => (i % 2 === 0 ? 'began' : 'ended')))
      }),
      runs(40),
    )
  })

  test('is the same session with a thread that died as without, where the player was silent', async () => {
    // What is said after the last checkpoint is heard anew with more of the music still open: near, and not the same to the bit.
    const told = ['mute', 'play', 'stop', 'die']
    await fc.assert(
      fc.asyncProperty(script, async (all) => {
        const steps = all.filter(({ deed }) => told.includes(deed.k))
        const whole = await perform(steps, false)
        const broken = await perform(steps, true)
        expect(broken.problems).toEqual([])
        expect(broken.logs.map(music)).toEqual(whole.logs.map(music))
        // Nothing sounds that would not have.
        expect(broken.notes.filter((note) => !whole.notes.includes(note))).toEqual([])
      }),
      runs(40),
    )
  })
})
