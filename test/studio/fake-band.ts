/** The band's engine with a clock of the test's own, and a sound that only notes what it was told. */

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { check } from '../../compiler/compile.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import type { Program } from '../../studio/compile-protocol.ts'
import type { BandCommand, BandReport, BeatMark, NoteMark } from '../../studio/protocol.ts'
import { checkedProgram } from '../../studio/service/program.ts'
import { createEngine } from '../../studio/workers/engine.ts'
import { repositoryTop } from '../harness/sil.ts'

const runtime = pathToFileURL(join(repositoryTop, 'dist', 'runtime', 'index.js')).href

const NO_LATENCY = { latency: 0, calibrated: false }

export function compiled(text: string, loop: string | null = null): Program {
  const host = { read: () => ({ kind: 'missing' }) as const }
  const { program, problems } = checkedProgram({
    version: 1,
    path: 'a.sil',
    text,
    piece: { result: check({ path: 'a.sil', text, host }), notice: null },
    runtime,
    asked: 0,
    now: () => 0,
    loop,
    before: [],
  })
  if (program === null) throw new Error(problems.map(({ message }) => message).join('\n'))
  return program
}

export interface Sent {
  readonly beat: Beat
  /** Context time at which it is rendered. */
  readonly at: number
  /** Context time at which it was sent. */
  readonly sentAt: number
}

export function fakeBand(latency = 0, from = 10) {
  let now = from
  const sent: Sent[] = []
  const reports: BandReport[] = []
  let panics = 0
  let cleared = 0
  const gains: number[] = []
  const levels = new Map<string, number>()
  const engine = createEngine({
    output: {
      band(_members, gain) {
        gains.push(gain)
      },
      mute() {},
      clear() {
        cleared++
      },
      play(beats, zero) {
        for (const beat of beats) sent.push({ beat, at: zero + beat.timestamp, sentAt: now })
      },
      panic() {
        panics++
      },
      now: () => now,
      peaks: () => ({}),
    },
    report: (report) => reports.push(report),
    load: async (code) => {
      const module: unknown = await import(
        `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
      )
      return typeof module === 'object' && module !== null ? Reflect.get(module, 'default') : null
    },
    latency,
    // Each band that is heard for the first time is found louder than the one before.
    gainOf: ({ definition: { behaviour } }) => {
      const gain = levels.get(behaviour) ?? -1 - levels.size
      levels.set(behaviour, gain)
      return gain
    },
    today: () => '2026-01-01T00:00:00.000Z',
    sessionId: () => `session-${sessions++}`,
  })
  let revision = 0
  let sessions = 0
  let code = ''
  const taken: BandCommand[] = []

  return {
    sent,
    reports,
    engine,
    /** Without the count. */
    get music(): readonly Sent[] {
      return sent.filter(({ beat }) => beat.measure >= 1)
    },
    get now() {
      return now
    },
    gains,
    get cleared() {
      return cleared
    },
    get panics() {
      return panics
    },
    /** What was loaded last. */
    get code() {
      return { code, revision }
    },
    /** Taps and such, as they were said. */
    taken,
    async take(command: BandCommand) {
      if (command.kind === 'tap') taken.push(command)
      await engine.take(command)
    },
    async load(text: string, at: 'bar' | 'beat' | 'now' = 'bar') {
      code = compiled(text).code
      await engine.take({ kind: 'load', code, at, revision: ++revision, slots: null })
      return loaded().at(-1)
    },
    async next(text: string, gain: number | null = null) {
      code = compiled(text).code
      await engine.take({
        kind: 'next',
        code,
        revision: ++revision,
        gain,
        seed: 0,
        tempo: null,
        input: NO_LATENCY,
      })
    },
    /** Time passes, and nobody looks. */
    pass(seconds: number) {
      now += seconds
    },
    async play(fromBar = 1, tempo: number | null = null, input = NO_LATENCY) {
      await engine.take({ kind: 'play', seed: 0, tempo, fromBar, input })
    },
    /** Time passes, and the engine looks ahead as often as its worker would. */
    run(seconds: number) {
      for (const end = now + seconds; now < end - 1e-9; ) {
        now += 0.025
        engine.tick()
      }
    },
    of<K extends BandReport['kind']>(kind: K): (BandReport & { kind: K })[] {
      return reports.filter((report): report is BandReport & { kind: K } => report.kind === kind)
    },
    get beats(): readonly BeatMark[] {
      const byNumber = new Map<number, BeatMark>()
      for (const report of reports) {
        if (report.kind === 'beats') for (const beat of report.beats) byNumber.set(beat.n, beat)
      }
      return [...byNumber.values()].sort((a, b) => a.n - b.n)
    },
    get notes(): readonly NoteMark[] {
      return reports.flatMap((report) => (report.kind === 'notes' ? report.notes : []))
    },
  }

  function loaded(): (BandReport & { kind: 'loaded' })[] {
    return reports.filter((report): report is BandReport & { kind: 'loaded' } => report.kind === 'loaded')
  }
}
