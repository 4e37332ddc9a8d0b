import type { Analysis, Answer } from '../analysis.ts'
import { type Markup, markup } from '../markup.ts'
import { clock, count, milliseconds, percent } from '../numerals.ts'
import { percentage } from './frame.ts'

type Kind = 'snap' | 'follow' | 'limit' | 'silent'

const ORDER: readonly Kind[] = ['snap', 'follow', 'limit', 'silent']

/** Time in each zone: one bar for all of the session, and the four numbers. */
export function answersChart(analysis: Analysis): Markup {
  const total = ORDER.reduce((sum, kind) => sum + analysis.answers[kind].seconds, 0)
  const share = (answer: Answer) => (total > 0 ? answer.seconds / total : 0)
  let from = 0
  const parts = ORDER.map((kind) => {
    const width = share(analysis.answers[kind])
    const part =
      width === 0
        ? null
        : markup`<rect class="fill ${kind}" x="${percentage(from)}" width="${percentage(width)}" y="0" height="36"/>`
    from += width
    return part
  })
  return markup`<svg class="share" width="100%" height="36" role="img" aria-labelledby="answers-title" aria-describedby="answers-caption">${parts}</svg><ul class="answers">${ORDER.map(
    (kind) =>
      markup`<li class="${kind}"><b>${percent(share(analysis.answers[kind]))}</b><span>${nameOf(kind, analysis)}</span><small>${meaning(kind, analysis)}</small><small>${count(analysis.answers[kind].beats, 'beat')}, ${clock(analysis.answers[kind].seconds)}</small></li>`,
  )}</ul>`
}

export const ANSWER_NAMES: Readonly<Record<Kind, string>> = {
  snap: 'held the beat',
  follow: 'followed',
  limit: 'at the limit',
  silent: 'no tap',
}

function nameOf(kind: Kind, { goesAlong }: Analysis): string {
  return goesAlong && kind === 'limit' ? 'went along' : ANSWER_NAMES[kind]
}

function meaning(kind: Kind, analysis: Analysis): string {
  const { snapMs, followMs, limitMs } = analysis.zones
  switch (kind) {
    case 'snap':
      return `within ${milliseconds(snapMs)}: the band stayed right there`
    case 'follow':
      return `up to ${milliseconds(followMs)}: the band leaned towards the taps`
    case 'limit':
      return analysis.goesAlong
        ? `beyond: the band went where the taps were, up to ${milliseconds(limitMs)}`
        : `beyond: the band stretches to ${milliseconds(limitMs)}, no further`
    case 'silent':
      return 'nothing near the beat: the band kept its tempo'
  }
}
