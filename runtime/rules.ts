/**
 * Adaptive rules: conditions over the player, and what the band does while they hold.
 *
 * Evaluated once a beat. Two rules on one thing: the one that became true latest wins, in a tie the name that comes
 * first in the alphabet. Effects end with their condition unless they are kept; a hold must be earned again after
 * the condition broke.
 */

import { type BandRun, type MemberRun, spanInBeats } from './band/parts.ts'
import { PlayerTracker } from './follow/player-tracker.ts'
import type { Slots } from './policy.ts'
import type { PlayerView, RuleAction, RuleDef, RuleSpan } from './policy-rules.ts'
import type { BeatCount, TempoPlan } from './tempo.ts'
import type { Beats, Bpm, Decibels, Quarters, Seconds } from './units.ts'

/** The moment at which rules are read. */
export interface RuleMoment {
  readonly at: BeatCount
  readonly beat: Seconds
  /** The same in quarters. */
  readonly length: Quarters
  readonly followed: Bpm
  /** The level that the section gives a member. */
  writtenLevel(member: MemberRun): Decibels
}

/** What a rule may ask of a form. */
interface Form {
  cue(): void
  jumpTo(section: number): void
}

/** What lasts, on a thing. */
type Effect = Extract<RuleAction, { readonly keep: boolean }>

/** What moves something over a while. */
type Move = Extract<Effect, { readonly do: 'level' | 'tempo' }>

interface RuleState {
  def: RuleDef
  /** Beats for which the condition has held without a break. */
  held: number
  active: boolean
  /** Order of becoming true: the count of beats then. */
  since: number
}

/** An effect of a rule that is true, on one thing. */
interface Claim {
  readonly rule: RuleState
  readonly action: Effect
  /** Whom it is on; for a tempo nobody. */
  readonly member: string
}

export class Rules {
  #rules: readonly RuleState[]
  #slots: Slots
  #band: BandRun
  /** A jump or a cue is the whole band's. */
  readonly #lanes: readonly Form[]
  readonly #plan: TempoPlan
  readonly #onError: (rule: string, error: unknown) => void
  /**
   * Effects by the thing they are on: `tempo`, `level kit`, `mute kit`. The winner is first, and what a beat has added is last until
   * the beat is settled: sorted then, once, however many there are.
   */
  readonly #claims = new Map<string, Claim[]>()
  /** The things on which effects began or ended with this beat, and whose they were before. */
  readonly #touched = new Map<string, Claim | undefined>()
  /** With this beat a rule has said where to go. */
  #jumps = false
  /** Mutes that were kept, by member. */
  readonly #keptMutes = new Map<string, boolean>()

  constructor(
    rules: readonly RuleDef[],
    slots: Slots,
    band: BandRun,
    lanes: readonly Form[],
    plan: TempoPlan,
    onError: (rule: string, error: unknown) => void,
  ) {
    this.#rules = inOrder(rules.map(newState))
    this.#slots = slots
    this.#band = band
    this.#lanes = lanes
    this.#plan = plan
    this.#onError = onError
  }

  /**
   * Other rules take over. One that is called as before and does the same goes on, and what it holds; the effects of the
   * others end here.
   */
  swap(rules: readonly RuleDef[], slots: Slots, band: BandRun, moment: RuleMoment): void {
    const before = new Map(this.#rules.map((rule) => [rule.def.name, rule]))
    const kept = rules.map((def) => {
      const state = before.get(def.name)
      const same =
        state !== undefined &&
        JSON.stringify(state.def.actions(this.#slots)) === JSON.stringify(def.actions(slots))
      if (same) before.delete(def.name)
      return { state: same ? state : newState(def), def }
    })
    for (const rule of before.values()) rule.active = false
    this.#settle(moment)
    for (const { state, def } of kept) state.def = def
    this.#rules = inOrder(kept.map(({ state }) => state))
    this.#slots = slots
    this.#band = band
  }

  /** A beat is over: reads every condition, and then starts and ends effects. */
  evaluate(view: PlayerView, moment: RuleMoment): void {
    this.#jumps = false
    for (const rule of this.#rules) {
      if (this.#holds(rule, view)) {
        rule.held++
        if (!rule.active && rule.held >= this.#neededBeats(rule, moment)) this.#start(rule, moment)
      } else {
        rule.held = 0
        rule.active = false
      }
    }
    this.#settle(moment)
  }

  #holds(rule: RuleState, view: PlayerView): boolean {
    try {
      return rule.def.when(view, this.#slots)
    } catch (error) {
      this.#onError(rule.def.name, error)
      return false
    }
  }

  #neededBeats(rule: RuleState, moment: RuleMoment): number {
    const hold = rule.def.hold
    return hold === null ? 1 : inBeats(hold(this.#slots), moment)
  }

  #start(rule: RuleState, moment: RuleMoment): void {
    rule.active = true
    rule.since = moment.at.beats
    for (const action of rule.def.actions(this.#slots)) {
      switch (action.do) {
        case 'section':
          // In the order of their names: the first to speak on a beat is the one who wins.
          if (!this.#jumps) for (const lane of this.#lanes) lane.jumpTo(action.section)
          this.#jumps = true
          break
        case 'cue':
          for (const lane of this.#lanes) lane.cue()
          break
        case 'mute':
        case 'unmute':
          for (const member of action.members) this.#touch(`mute ${member}`).push({ rule, action, member })
          break
        case 'level':
          this.#touch(`level ${action.member}`).push({ rule, action, member: action.member })
          break
        case 'tempo':
          this.#touch('tempo').push({ rule, action, member: '' })
      }
    }
  }

  /** Its effects, of which the first is that of the winner until the beat is settled. */
  #touch(thing: string): Claim[] {
    const claims = this.#claims.get(thing) ?? []
    if (!this.#touched.has(thing)) this.#touched.set(thing, claims[0])
    this.#claims.set(thing, claims)
    return claims
  }

  /** All that began and ended with a beat is known: each thing goes, once, where its winner has it. */
  #settle(moment: RuleMoment): void {
    for (const [thing, claims] of this.#claims) if (!claims.every(lasts)) this.#touch(thing)
    for (const [thing, before] of this.#touched) {
      const claims = this.#touch(thing).filter(lasts).sort(winnerFirst)
      // What is kept never ends: those that it wins over will not have their turn again.
      const kept = claims.findIndex(({ action }) => action.keep)
      const lasting = kept < 0 ? claims : claims.slice(0, kept)
      this.#claims.set(thing, lasting)
      const now = lasting[0]
      // Where another is heard before it, what is kept moves unheard.
      if (kept >= 0) this.#act(claims[kept], moment, spanOf(now))
      if (now !== before) this.#act(now, moment)
      if (now === undefined && kept < 0) this.#release(before, moment)
    }
    this.#touched.clear()
  }

  #act(claim: Claim | undefined, moment: RuleMoment, over = spanOf(claim)): void {
    if (claim === undefined) return
    const { action, member } = claim
    if (action.do === 'level' || action.do === 'tempo') this.#pull(action, moment, over ?? action.over)
    else {
      const mute = action.do === 'mute'
      if (action.keep) this.#keptMutes.set(member, mute)
      this.#mute(member, mute)
    }
  }

  /** The winning effect on a thing is over, and no other takes its place. */
  #release(claim: Claim | undefined, moment: RuleMoment): void {
    if (claim === undefined) return
    const { action, member } = claim
    if (action.do === 'level' || action.do === 'tempo') this.#letGo(action, moment)
    else this.#mute(member, this.#keptMutes.get(member) ?? null)
  }

  #mute(name: string, mute: boolean | null): void {
    const member = this.#member(name)
    if (member !== undefined) member.ruledMute = mute
  }

  #pull(action: Move, moment: RuleMoment, span: RuleSpan): void {
    const { mode, keep } = action
    const { at, followed } = moment
    const over = inBeats(span, moment)
    if (action.do === 'tempo') this.#plan.pull(mode, action.bpm, keep, over, at, followed)
    else {
      const member = this.#member(action.member)
      if (member === undefined) return
      const base = moment.writtenLevel(member)
      if (keep) member.level.keep(mode, action.db, base, at.beats, over)
      else member.level.hold(mode, action.db, base, at.beats, over)
    }
  }

  #letGo(action: Move, moment: RuleMoment): void {
    const { at, followed } = moment
    const over = inBeats(action.over, moment)
    if (action.do === 'tempo') this.#plan.release(over, at, followed, action.mode === 'by')
    else {
      const member = this.#member(action.member)
      member?.level.release(moment.writtenLevel(member), at.beats, over)
    }
  }

  #member(name: string): MemberRun | undefined {
    return this.#band.members.find((member) => member.name === name)
  }
}

const spanOf = (claim: Claim | undefined): RuleSpan | undefined =>
  claim !== undefined && 'over' in claim.action ? claim.action.over : undefined

/** A length in beats of the moment. */
function inBeats(span: RuleSpan, { at, beat, length }: RuleMoment): Beats {
  const { amount, unit } = span
  return unit === 'steps' ? amount / 4 / length : spanInBeats({ amount, unit }, at.beatsInBar, beat)
}

const newState = (def: RuleDef): RuleState => ({ def, held: 0, active: false, since: 0 })

const inOrder = (rules: RuleState[]): readonly RuleState[] =>
  rules.sort((a, b) => (a.def.name < b.def.name ? -1 : 1))

const lasts = ({ rule }: Claim): boolean => rule.active

function winnerFirst(a: Claim, b: Claim): number {
  if (a.rule.since !== b.rule.since) return b.rule.since - a.rule.since
  if (a.rule !== b.rule) return a.rule.def.name < b.rule.def.name ? -1 : 1
  // What a rule keeps is where its own other effect on the thing starts from.
  return Number(a.action.keep) - Number(b.action.keep)
}

/** The feature `ruling`: rules, and what they know of the player. */
export const ruling = {
  rules: (...of: ConstructorParameters<typeof Rules>): Rules => new Rules(...of),
  tracker: (): PlayerTracker => new PlayerTracker(),
} as const
