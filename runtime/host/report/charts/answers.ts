import type { Analysis } from '../analysis.ts'
import { type Markup, markup } from '../markup.ts'
import { clock, count, whole } from '../numerals.ts'
import { percentages } from '../shares.ts'
import { widthInWords } from '../zone-words.ts'
import { percentage } from './frame.ts'

type Kind = 'snap' | 'follow' | 'limit' | 'silent'

const ORDER: readonly Kind[] = ['snap', 'follow', 'limit', 'silent']

/** Beats in each zone: one bar for all of the session, and the four numbers. */
export function answersChart(analysis: Analysis): Markup {
  const beats = ORDER.map((kind) => analysis.answers[kind].beats)
  const total = beats.reduce((sum, n) => sum + n, 0)
  const told = percentages(beats)
  let from = 0
  const parts = ORDER.map((kind) => {
    const width = total > 0 ? analysis.answers[kind].beats / total : 0
    const part =
      width === 0
        ? null
        : markup`<rect class="fill ${kind}" x="${percentage(from)}" width="${percentage(width)}" y="0" height="36"/>`
    from += width
    return part
  })
  return markup`<svg class="share" width="100%" height="36" role="img" aria-labelledby="answers-title" aria-describedby="answers-caption">${parts}</svg><ul class="answers">${ORDER.map(
    (kind, i) =>
      markup`<li class="${kind}"><b>${told[i] ?? ''}</b><span>${nameOf(kind, analysis)}</span><small>${meaning(kind, analysis)}</small><small>${count(analysis.answers[kind].beats, 'beat')}, ${clock(analysis.answers[kind].seconds)}</small></li>`,
  )}</ul>`
}

const ANSWER_NAMES: Readonly<Record<Kind, string>> = {
  snap: 'held the beat',
  follow: 'followed',
  limit: 'at the limit',
  silent: 'no tap',
}

function nameOf(kind: Kind, { goesAlong }: Analysis): string {
  return goesAlong && kind === 'limit' ? 'went along' : ANSWER_NAMES[kind]
}

function meaning(kind: Kind, analysis: Analysis): string {
  const width = (of: 'snapMs' | 'followMs' | 'limitMs') => widthInWords(analysis, of)
  switch (kind) {
    case 'snap':
      return `within ${width('snapMs')}: the band stayed right there`
    case 'follow':
      return `up to ${width('followMs')}: the band leaned towards the taps`
    case 'limit':
      return analysis.goesAlong
        ? `beyond: the band went where the taps were, up to ${width('limitMs')}`
        : `beyond: the band stretches to ${width('limitMs')}, no further`
    case 'silent':
      return `nothing near the beat: ${alone(analysis)}`
  }
}

/** What the tempo did on the beats that nothing was heard on. */
function alone({ movedAlone, answers }: Analysis): string {
  const kept = answers.silent.beats - movedAlone
  const why = 'by other onsets or back to what is written'
  if (movedAlone === 0) return 'the band kept its tempo'
  return kept <= 0
    ? `the tempo still moved, ${why}`
    : `on ${whole(kept)} the band kept its tempo, on ${whole(movedAlone)} it still moved, ${why}`
}
