/** The page of `sil evaluate`, `sil gate` and `sil train --sessions`: what units that others drew say of a candidate. */

import { type Markup, markup, type Piece, shorten } from '../../runtime/host/report/markup.ts'
import { count, percent, whole } from '../../runtime/host/report/numerals.ts'
import { chapter, pageOf } from '../../runtime/host/report/page.ts'
import { weightsChart } from './charts.ts'
import type { Interval, Judged } from './input.ts'
import { fixed, short, signed } from './numbers.ts'
import { STYLE } from './style.ts'
import { fitsTable, forest, movesTable, zonesTable } from './tables.ts'
import { type Judgement, verdictChapters, verdictHeadline, verdictLede, verdictTiles } from './verdict.ts'

export interface JudgedPage {
  readonly title: string
  /** Name of the `.sil` file. */
  readonly source: string
  /** Of the slots file. */
  readonly candidate: string
  readonly judged: Judged
  /** What these units are: those that judge, those that it was learned from, or of both halves, of which nobody knows. */
  readonly units: 'judging' | 'learned from' | 'everyone'
  /** What may be promised of a candidate that was learned from these units; without it the estimates are taken at their word. */
  readonly promised?: Interval
  /** Null for `sil evaluate` and `sil train`. */
  readonly judgement: Judgement | null
  /** The command that made the page. */
  readonly command: string
  /** Chapters of the caller's own, after the estimates. */
  readonly more?: Piece
}

export function judgedPage(page: JudgedPage): string {
  const { title, judged, judgement } = page
  return pageOf({
    title: `${shorten(title, 100)}: ${judgement === null ? 'what the slots would earn' : 'the verdict'}`,
    style: STYLE,
    body: markup`${hero(page)}
${tiles(page)}
${judgement === null ? null : verdictChapters(judgement, judged)}
${judgement?.verdict.looked === false ? null : estimates(page)}
${page.more ?? null}
${weights(judged)}
${moves(judged)}
${zones(judged)}
${fits(judged)}
${notes(judged)}
${footer(page)}`,
  })
}

function hero({ title, source, candidate, judged, judgement, units, promised }: JudgedPage): Markup {
  const badge = judged.simulated ? markup`<p class="badge">Simulated players, not people</p>` : null
  const headline =
    judgement === null
      ? gainInWords(judged, promised)
      : markup`<span class="verdict ${judgement.verdict.verdict}">${verdictHeadline(judgement)}</span>`
  const lede = judgement === null ? evaluationLede(judged, units, promised) : verdictLede(judgement, judged)
  return markup`<header class="top"><div>${badge}<h1>${shorten(title, 120)} <span>${shorten(source, 60)}, with ${shorten(candidate, 60)}</span></h1><p class="headline">${headline}</p><p class="lede">${lede}</p></div></header>`
}

function gainInWords({ gain, logged, reward }: Judged, promised?: Interval): string {
  const off = promised === undefined ? gain.value : promised.value - logged.value
  const half = promised === undefined ? halfOf(gain) : Math.hypot(halfOf(promised), halfOf(logged))
  const name = shorten(reward, 40)
  return Math.abs(off) < half
    ? `In ${name} the candidate and what runs cannot be told apart by these units.`
    : `In ${name} the candidate would have earned ${fixed(Math.abs(off))} ${off > 0 ? 'more' : 'less'} than what ran.`
}

const halfOf = ({ low, high }: Interval): number => (high - low) / 2

const WHOSE: Readonly<Record<JudgedPage['units'], string>> = {
  judging: 'that took no part in the training',
  'learned from': 'that it was learned from, which flatters it',
  everyone: 'of both halves (it flatters what was learned from any of them)',
}

function evaluationLede(
  { units, users, effective, estimates, logged, gain }: Judged,
  which: JudgedPage['units'],
  promised?: Interval,
): string {
  const promise =
    promised === undefined
      ? ''
      : `Promised: ${fixed(promised.value)} ± ${fixed(halfOf(promised))}, by players that took no part: each fifth of them judges what the others taught. `
  return `${promise}${count(units, 'unit')} ${WHOSE[which]}, of ${count(users, 'player')}, are worth ${whole(effective)} of the candidate. Doubly robust: ${fixed(estimates.dr.value)} ± ${fixed(halfOf(estimates.dr))}; as it ran: ${fixed(logged.value)} ± ${fixed(halfOf(logged))}; the gain, unit by unit: ${signed(gain.value)} ± ${fixed(halfOf(gain))}. Intervals are for looking at; sil gate decides.`
}

function tiles({ judged, judgement, units, promised }: JudgedPage): Markup {
  const off = promised === undefined ? judged.gain.value : promised.value - judged.logged.value
  const facts: (readonly [string, string])[] =
    judgement === null
      ? [[signed(off), promised === undefined ? 'gain, doubly robust' : 'gain, promised']]
      : [...verdictTiles(judgement)]
  facts.push(
    [whole(judged.units), units === 'learned from' ? 'units were learned from' : 'units judge'],
    [whole(judged.effective), 'is what they are worth'],
    [fixed(judged.meanRatio.value, 3), 'mean ratio; should be 1'],
  )
  return markup`<ul class="tiles">${facts.map(([value, name]) => markup`<li><b>${value}</b><span>${name}</span></li>`)}</ul>`
}

function estimates({ judged }: JudgedPage): Markup {
  const { logged, estimates: of, intervals, reward } = judged
  return chapter(
    'estimates',
    'Four estimates side by side',
    `${shorten(reward, 40)}, moved to 0 to 1, with intervals of 95 % by ${intervals}. Where they disagree, ask why before you believe any of them.`,
    forest('Estimates with intervals', [
      { name: 'what ran', interval: logged, words: 'as it earned', reference: true },
      { name: 'DR', interval: of.dr, words: 'model and ratios: right where either is' },
      { name: 'SNIPS', interval: of.snips, words: 'ratios, normalised: steadier, slightly biased' },
      { name: 'IPS', interval: of.ips, words: 'ratios alone: unbiased, scatters most' },
      { name: 'DM', interval: of.dm, words: 'the model alone: as wrong as the model' },
    ]),
  )
}

function weights({ ratios, effective, expectedEffective, units, meanRatio }: Judged): Markup {
  const greatest = ratios.reduce((most, w) => Math.max(most, w), 0)
  return chapter(
    'weights',
    'How much each unit says',
    `w: as how many units of the candidate each one counts. ${count(units, 'unit')} are worth ${whole(effective)} (${percent(units === 0 ? 0 : effective / units)}); by the laws alone it would be ${whole(expectedEffective)}. The greatest w is ${short(greatest)}, their mean ${fixed(meanRatio.value, 3)} ± ${fixed(halfOf(meanRatio), 3)}.`,
    weightsChart(ratios),
  )
}

function moves(judged: Judged): Markup | null {
  return judged.moves.length === 0
    ? null
    : chapter(
        'moves',
        'Where the slots went',
        'Each in its own range: grey what ran, in colour the candidate, both with one σ to either side.',
        movesTable(judged.moves),
      )
}

function zones({ before, after }: Judged): Markup {
  return chapter(
    'zones',
    'The zones before and after',
    'How far from the beat a player may be until the band leans towards them (follow) and where it stops (limit), by the means of the slots.',
    zonesTable(before, after),
  )
}

function fits({ fits: all }: Judged): Markup | null {
  return all.length === 0
    ? null
    : chapter(
        'fits',
        'Are the draws what they say?',
        'Every draw, put through the distribution that its log claims (PIT), must be uniform: as many in each column. A tilt means that rows are missing by what was drawn, and then nothing on this page holds.',
        fitsTable(all),
      )
}

function notes({ leftOut, simulated }: Judged): Markup | null {
  const list = [
    ...(simulated
      ? [
          'These players are simulated. When they stop and whether they come back are assumptions: what is learned from them is no truer than those.',
        ]
      : []),
    ...leftOut
      .filter(([, n]) => n > 0)
      .map(([why, n]) => `${count(n, 'session')} not used: ${shorten(why, 160)}.`),
    'First sessions are not explored: what is best for them cannot be learned from these logs.',
  ]
  return markup`<section class="notes"><h2>Good to know</h2><ul>${list.map((note) => markup`<li>${note}</li>`)}</ul></section>`
}

function footer({ source, candidate, command, judged }: JudgedPage): Markup {
  return markup`<footer><p>A unit is what shares a draw of the slots: as the piece's train says, a session or a player's week. Its reward is the mean of its sessions. DM, IPS, SNIPS and DR: Dudík, Langford &amp; Li 2011; the model is a ridge regression, cross-fitted by player. Bounds: betting, Waudby-Smith &amp; Ramdas 2024.</p><p>Made by <code>${command}</code> from ${shorten(source, 60)}, ${shorten(candidate, 60)} and ${count(judged.rows, 'session')}.</p></footer>`
}
