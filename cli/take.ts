/** A take of a player, read with a bar while a recording is listened to; what is odd about it is said. */

import type { Context } from './context.ts'
import { type OnsetFile, readOnsets } from './io/onsets.ts'
import { printableLine } from './print/printable.ts'
import { type Progress, progressBar } from './print/progress.ts'

export function readTake(context: Context, path: string): OnsetFile {
  const bars: Progress[] = []
  const take = readOnsets(path, (piece, pieces) => {
    if (piece === 1) bars.push(progressBar(context, 'listening', pieces))
    bars[0]?.step()
  })
  bars[0]?.done()
  const shown = printableLine(path)
  if (take.truncated) context.err(`${shown} was cut off; I heard what there is of it.\n`)
  if (take.sorted) context.err(`${shown} was not in order; its onsets have been sorted.\n`)
  if (take.onsets.length === 0) context.err(`${shown} holds no onsets: the band plays alone.\n`)
  const apart = usuallyApart(take)
  if (apart >= SLOWEST)
    context.err(
      `${shown}: its onsets lie ${Math.round(apart)} s apart. Times are in seconds; are these milliseconds?\n`,
    )
  return take
}

/** Nobody plays three notes a minute. Seconds. */
const SLOWEST = 20
/** So many onsets say how far apart they usually lie. */
const ENOUGH = 4

/** The median of the gaps, in seconds; NaN of a few onsets. */
function usuallyApart({ onsets }: OnsetFile): number {
  if (onsets.length < ENOUGH) return Number.NaN
  const gaps = onsets.slice(1).map(({ time }, i) => time - (onsets[i]?.time ?? time))
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? Number.NaN
}
