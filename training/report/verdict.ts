/** The gate's part of the page: the verdict in plain words, and how it came about. */

import { type Markup, markup, shorten } from '../../runtime/host/report/markup.ts'
import { count, percent, whole } from '../../runtime/host/report/numerals.ts'
import { chapter } from '../../runtime/host/report/page.ts'
import type { Control } from '../gate/control.ts'
import type { GainCourse } from '../gate/gain.ts'
import type { Verdict } from '../gate/gate.ts'
import { courseChart, wealthChart } from './charts.ts'
import type { Judged } from './input.ts'
import { fixed, MINUS, signed } from './numbers.ts'
import { table } from './tables.ts'

export interface Judgement {
  readonly verdict: Verdict
  readonly alpha: number
  /** Null where nothing was looked at. */
  readonly courses: {
    readonly course: GainCourse
    /** By guard, in the order of the verdict's. */
    readonly guardCourses: readonly (readonly [metric: string, floor: number, course: GainCourse])[]
  } | null
  readonly control: Control
  readonly baseline: { readonly usual: number; readonly cap: number } | null
  /** What was spent of these units' α before, by this verdict, and what is left; null without a ledger. */
  readonly ledger: {
    readonly before: number
    readonly spent: number
    readonly left: number
    /** Candidates of which somebody has seen what they would earn by these units. */
    readonly tried: number
  } | null
  readonly signed: boolean
}

export function verdictHeadline({ verdict }: Judgement): string {
  switch (verdict.verdict) {
    case 'accept':
      return 'It may play.'
    case 'refuse':
      return 'It may not play.'
    case 'not-enough-data':
      return 'Not enough data to let it play.'
  }
}

/** What a verdict that looked at nothing leaves of the units' α. */
export const unspent = (ledger: Judgement['ledger']): string =>
  ledger === null || ledger.before === 0
    ? 'nothing of their α is spent'
    : `nothing more of their α is spent: ${Number(ledger.before.toFixed(9))} was before, ${ledger.left} is left`

export function verdictLede({ verdict, alpha, control, ledger }: Judgement, { reward }: Judged): string {
  const sure = percent(1 - alpha)
  const { gain, power, units } = verdict
  const name = shorten(reward, 40)
  if (!control.passed)
    return `Rewards that were dealt out anew were accepted ${control.accepted} times of ${control.shuffles}: this gate sees gains where there are none, and says nothing.`
  if (!verdict.looked)
    return `${sentence(verdict.reasons)} What ${count(units, 'unit')} earned was not looked at, and ${unspent(ledger)}.`
  const could = `A gain of ${power.at} would have been seen with probability ${fixed(power.probability, 2)}.`
  switch (verdict.verdict) {
    case 'accept':
      return `With a certainty of ${sure} it earns at least ${fixed(gain.lower)} more ${name} than what runs, by ${count(units, 'unit')} that took no part in the training, and breaks no guard. Best guess: ${signed(gain.estimate)}.`
    case 'refuse':
      return `${sentence(verdict.reasons)} Best guess of its gain: ${signed(gain.estimate)}, between ${signed(gain.lower)} and ${signed(gain.upper)}.${isKnownToBeWorse(verdict) ? '' : ` ${could}`}`
    case 'not-enough-data':
      return `${sentence(verdict.reasons)} That is no proof against it: best guess of its gain ${signed(gain.estimate)}, between ${signed(gain.lower)} and ${signed(gain.upper)}. ${could}`
  }
}

/** Then what a gain would have looked like is no part of why it may not play. */
const isKnownToBeWorse = ({ gain, guards }: Verdict): boolean =>
  gain.upper < 0 || Object.values(guards).some(({ upper, floor }) => upper < floor)

const sentence = (reasons: readonly string[]): string => {
  const text = reasons
    .map((reason) => shorten(reason, 160))
    .join('; ')
    .replace(/-(?=\d)/g, MINUS)
  return text === '' ? '' : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
}

export const verdictTiles = ({ verdict }: Judgement): readonly (readonly [string, string])[] =>
  verdict.looked
    ? [
        [signed(verdict.gain.estimate), 'gain, best guess'],
        [signed(verdict.gain.lower), 'at least'],
        [fixed(verdict.power.probability, 2), `chance to see a gain of ${verdict.power.at}`],
      ]
    : []

export function verdictChapters(judgement: Judgement, { reward }: Judged): readonly (Markup | null)[] {
  const { verdict, control, baseline, ledger } = judgement
  return [
    ...coursesIn(judgement, shorten(reward, 40)),
    chapter(
      'checks',
      'What was checked beside it',
      'Gains among rewards dealt out anew, too few units, and α that is spent would have stopped the verdict; for the rest it stands here that you know.',
      table(
        'Checks',
        ['check', 'found', 'asked for'],
        [
          row(
            'rewards dealt out anew',
            verdict.looked ? `accepted ${control.accepted} times of ${control.shuffles}` : 'not asked',
            verdict.looked ? `${control.most} times at most` : 'nothing, of units that were not looked at',
          ),
          row('units are worth', whole(verdict.effective), '--least-effective, or nothing is said'),
          row(
            'baseline and cap',
            baseline === null
              ? 'none: the plain bet is the narrower one'
              : `c = ${fixed(baseline.usual, 3)} from units that do not judge, w capped at ${fixed(baseline.cap, 1)}`,
            'chosen by the laws and the number of units alone',
          ),
          row(
            'α of these units',
            ledger === null
              ? 'no ledger'
              : `${fixed(ledger.before, 4)} spent before, ${fixed(ledger.spent, 4)} now, ${fixed(ledger.left, 4)} left${ledger.tried > 1 ? `; ${ledger.tried} candidates were tried on them` : ''}`,
            ledger === null ? 'nothing keeps count of repeated looks' : 'never more than all of it',
          ),
          row('signature', judgement.signed ? 'Ed25519' : 'none', 'one, for deploy tools'),
        ],
      ),
    ),
  ]
}

function coursesIn({ verdict, alpha, courses }: Judgement, reward: string): readonly (Markup | null)[] {
  if (courses === null) return []
  const { course, guardCourses } = courses
  const several = verdict.users < verdict.units
  return [
    chapter(
      'course',
      'What it gains, as units come in',
      `Bounds that each hold with a certainty of ${percent(1 - alpha)}. It may play once “at least” lies above 0${guardCourses.length > 0 ? ' and no guard is broken' : ''}. The order of the units is drawn (--seed), whatever they earned.${several ? ` They are those of ${count(verdict.users, 'player')}: drawn is the wider of two bounds, the bet on units, and Student’s t over people.` : ''}`,
      courseChart('course', course, 0),
    ),
    chapter(
      'wealth',
      'The bet',
      `Somebody starts with 1 and bets, unit by unit, that the candidate earns more ${reward}. Were there no gain they would multiply it by ${fixed(1 / alpha, 0)} with a probability of ${percent(alpha)} at most.${course.byPeople ? ' That is about those who played. Of other people less is known, and “at least” above is by them: these are too few, or differ too much.' : ''}`,
      wealthChart(course, alpha),
    ),
    ...guardCourses.map(([metric, floor, one], i) =>
      chapter(
        `guard-${i}`,
        `Guard: ${shorten(metric, 40)}`,
        guardInWords(verdict, metric, floor),
        courseChart(`guard-${i}`, one, floor),
      ),
    ),
  ]
}

const row = (what: string, found: string, asked: string): Markup =>
  markup`<tr><th scope="row">${what}</th><td class="words">${found}</td><td class="words">${asked}</td></tr>`

function guardInWords({ guards }: Verdict, metric: string, floor: number): string {
  const of = guards[metric]
  if (of === undefined) return ''
  const { estimate, lower, upper } = of
  const kept = lower >= floor ? 'kept' : upper < floor ? 'broken' : 'not proven'
  return `It may fall by ${fixed(Math.abs(floor), 3)} and no more: ${kept}. Best guess ${signed(estimate)}, at least ${signed(lower)}, at most ${signed(upper)}.`
}
