/** The band's engine with a clock of the test's own, and a sound that only notes what it was told. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RuntimeBundle } from '../../compiler/compile-api.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import type { Program } from '../../studio/compile-protocol.ts'
import type { BandCommand, BandReport, BeatMark, NoteMark } from '../../studio/protocol.ts'
import { checkedProgram } from '../../studio/service/program.ts'
import { createEngine } from '../../studio/workers/engine.ts'
import { repositoryTop } from '../harness/sil.ts'

const runtime: RuntimeBundle = JSON.parse(
  readFileSync(join(repositoryTop, 'dist', 'runtime', 'standalone.json'), 'utf8'),
)

export function compiled(text: string, loop: string | null = null): Program {
  const host = { read: () => ({ kind: 'missing' }) as const }
  const { program, problems } = checkedProgram({
    version: 1,
    path: 'a.sil',
    text,
    host,
    runtime,
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

export function fakeBand(latency = 0) {
  let now = 10
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
  })
  let revision = 0

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
    take: (command: BandCommand) => engine.take(command),
    async load(text: string, at: 'bar' | 'beat' | 'now' = 'bar') {
      await engine.take({ kind: 'load', code: compiled(text).code, at, revision: ++revision, slots: null })
      return loaded().at(-1)
    },
    async play(fromBar = 1, tempo: number | null = null, input = { latency: 0, calibrated: false }) {
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
