/**
 * A piece is tried before it is needed: does it load, does it play its first bars, and how loud is it? In a thread of its
 * own, which may take its time and may be stopped: the band that plays hears nothing of it.
 */

import { messageOf } from '../../runtime/problems.ts'
import type { TrialAnswer } from '../band-protocol.ts'
import { levelOfBand } from './band-level.ts'
import { isPolicy, readyToBegin } from './performing.ts'

export async function tried(code: string, load: (code: string) => Promise<unknown>): Promise<TrialAnswer> {
  try {
    const loaded = await load(code)
    if (!isPolicy(loaded)) return { ok: false, problem: 'it exports no policy' }
    const problems: string[] = []
    readyToBegin(loaded, { onError: ({ message }) => problems.push(message) })
    const [problem] = problems
    return problem === undefined ? { ok: true, gain: levelOfBand(loaded) } : { ok: false, problem }
  } catch (error) {
    return { ok: false, problem: messageOf(error) }
  }
}
