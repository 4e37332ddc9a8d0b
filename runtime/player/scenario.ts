/**
 * Plays one scenario and judges its expectations: for `sil test`, and for editors that show scenarios as tests.
 *
 *     for (const { passed, found } of runScenario(policy, scenario, policy.definition.seed ?? 0)) …
 */

import type { Policy } from '../create-policy.ts'
import type { Performer } from '../performer.ts'
import type { SessionLog } from '../session/log.ts'
import type { Bpm, Decibels, Ratio } from '../units.ts'
import type { PlayerMove } from './moves.ts'
import { type Page, pageOf } from './page.ts'
import { playScript } from './scripted.ts'

/** Where it is written: offsets in the text. */
interface Place {
  readonly start: number
  readonly end: number
}

type Expectation = { readonly span: Place } & (
  | { readonly k: 'mode'; readonly mode: 'snap' | 'follow' | 'limit'; readonly share: Ratio }
  | { readonly k: 'tempo'; readonly within: Ratio; readonly bpm: Bpm }
  | {
      readonly k: 'level'
      readonly member: string
      readonly op: '<' | '<=' | '>' | '>='
      readonly db: Decibels
    }
)

/** As the compiler has it in its IR. */
export interface Scenario {
  /** To play. */
  readonly bars: number
  readonly player: readonly PlayerMove[]
  readonly expectations: readonly Expectation[]
}

export interface Judged {
  readonly span: Place
  readonly passed: boolean
  /** What was found, in words. */
  readonly found: string
}

export function runScenario(policy: Policy, scenario: Scenario, seed: number): readonly Judged[] {
  const performer = policy.start({ seed, source: 'simulated' })
  const page = pageOf(policy.definition)
  playScript(performer, scenario.player, { bars: scenario.bars, page, seed })
  // Read before the end: levels and tempo as they stand after the last beat.
  const judge = judgeOf(performer, scenario.bars, page)
  const session = performer.end()
  return scenario.expectations.map((e) => ({ span: e.span, ...judge(e, session) }))
}

function judgeOf(performer: Performer, bars: number, page: Page) {
  // The band may have decided the beat after the last: that one is in a bar that nobody asked for.
  const timeline = performer.timeline().filter(({ measure }) => measure <= bars)
  const bpm = timeline[timeline.length - 1]?.bpm ?? performer.bpm
  return (e: Expectation, session: SessionLog): Omit<Judged, 'span'> => {
    switch (e.k) {
      case 'mode': {
        // Where the player has no note on a beat, there is nothing to answer there.
        const beats = session.beats.filter(
          ({ n, measure }) => measure >= 1 && measure <= bars && page.playsOnBeat(n),
        )
        // A beat on which nobody was heard shows no answer at all.
        const answered = beats.filter((b) => b.onset !== null && b.mode === e.mode).length
        const share = beats.length === 0 ? 0 : answered / beats.length
        return { passed: share >= e.share, found: `${e.mode} on ${percent(share)} of ${beats.length} beats` }
      }
      case 'tempo':
        return { passed: Math.abs(bpm / e.bpm - 1) <= e.within, found: `${bpm.toFixed(1)} bpm at the end` }
      case 'level': {
        const level = performer.level(e.member)
        return { passed: compare(level, e.op, e.db), found: `${level.toFixed(1)} dB at the end` }
      }
    }
  }
}

function compare(a: number, op: '<' | '<=' | '>' | '>=', b: number): boolean {
  switch (op) {
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
  }
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`
}
