/** What a scripted player can be told to do. */

import type { TimelineBeat } from '../performer.ts'
import type { Beats, Milliseconds, Ratio } from '../units.ts'
import type { Human, HumanTraits } from './humans.ts'
import { blankPage, type Page } from './page.ts'

/** What a player is told to do. Several moves are done together. */
export type PlayerMove =
  /** On the beat, as the band sounds it. */
  | { readonly k: 'steady' }
  /** Always that much before, or after, the band's beat. */
  | { readonly k: 'rushes' | 'drags'; readonly ms: Milliseconds }
  /** From the tempo of the count to `1 + change` times it, in a straight line; then it stays. Heeds no band. */
  | { readonly k: 'tempo'; readonly change: Ratio; readonly over: PlayerSpan }
  /** From the tempo of the count now `change` faster, now `change` slower, in straight lines, `over` each. Heeds no band. */
  | { readonly k: 'drifts'; readonly change: Ratio; readonly over: PlayerSpan }
  /** Plays nothing from bar 1 on for that long. */
  | { readonly k: 'silent'; readonly for: PlayerSpan }
  /** Plays so long and rests so long, again and again. */
  | { readonly k: 'pauses'; readonly after: PlayerSpan; readonly for: PlayerSpan }
  /** In place of a note on each beat these, bar by bar. */
  | { readonly k: 'groove'; readonly strokes: readonly Stroke[] }
  /** With the noise, the habit and the corrections of people; `but` for somebody who differs in some traits. */
  | { readonly k: 'simulated'; readonly who: Human; readonly but?: Partial<HumanTraits> }

export const MOVES: readonly PlayerMove['k'][] = [
  'steady',
  'rushes',
  'drags',
  'tempo',
  'drifts',
  'silent',
  'pauses',
  'groove',
  'simulated',
]

export interface Stroke {
  /** From the bar's first beat. */
  readonly at: Beats
  /** Default: that of a plain stroke. */
  readonly velocity?: Ratio
}

export interface PlayerSpan {
  readonly amount: number
  readonly unit: 'beats' | 'bars'
}

export interface ScriptOptions {
  readonly bars: number
  /** What the player reads: `pageOf(policy.definition)`. Default: bars of `beatsPerBar` beats, all alike. */
  readonly page?: Page
  /** Default: 4. */
  readonly beatsPerBar?: number
  readonly seed: number
  /** Asked on each beat that sounds: whether the player stops here. Default: never. */
  readonly leaves?: (heard: TimelineBeat) => boolean
}

export function pageIn({ page, beatsPerBar = 4 }: Pick<ScriptOptions, 'page' | 'beatsPerBar'>): Page {
  return page ?? blankPage(beatsPerBar)
}

/** A span in beats. */
export function beatsOf(span: PlayerSpan, page: Pick<Page, 'beatsIn'>): number {
  return span.unit === 'bars' ? page.beatsIn(span.amount) : span.amount
}
