/** A take of a player, read with a bar while a recording is listened to; what is odd about it is said. */

import type { Context } from './context.ts'
import { type OnsetFile, readOnsets } from './io/onsets.ts'
import { type Progress, progressBar } from './print/progress.ts'

export function readTake(context: Context, path: string): OnsetFile {
  const bars: Progress[] = []
  const take = readOnsets(path, (piece, pieces) => {
    if (piece === 1) bars.push(progressBar(context, 'listening', pieces))
    bars[0]?.step()
  })
  bars[0]?.done()
  if (take.truncated) context.err(`${path} was cut off; I heard what there is of it.\n`)
  if (take.sorted) context.err(`${path} was not in order; its onsets have been sorted.\n`)
  if (take.onsets.length === 0) context.err(`${path} holds no onsets: the band plays alone.\n`)
  return take
}
