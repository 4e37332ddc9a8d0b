/** `sil score FILE --bars N --out F` */

import { extname } from 'node:path'
import type { ScoreOptions } from '../../runtime/create-policy.ts'
import { scoreToJsonText } from '../../runtime/score/json.ts'
import { scoreToMidi } from '../../runtime/score/midi.ts'
import { scoreToProtobuf } from '../../runtime/score/protobuf.ts'
import type { Score } from '../../runtime/score/score.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { inputsOfPiece, namedBy, refuseInputs } from '../io/inputs.ts'
import { signalsFree } from '../io/signals.ts'
import { refuseUnwritable, writeAll } from '../io/write.ts'
import { DONE, type ExitStatus, Failure, INPUT_ERROR, WRONG_USAGE } from '../outcome.ts'
import { applySlots, loadPolicy, type Policy } from '../policy.ts'
import { printableLine } from '../print/printable.ts'

export interface ScoreCommand {
  readonly bars: number | null
  readonly seconds: number | null
  readonly slots: string | null
  readonly out: string
}

/** A day of music; more is a typing error. */
const MAX_SECONDS = 86_400
const MAX_BARS = 100_000

export async function runScore(context: Context, file: string, options: ScoreCommand): Promise<ExitStatus> {
  const { bars, seconds, out } = options
  if ((bars === null) === (seconds === null)) {
    throw new Failure(
      WRONG_USAGE,
      'Give either --bars or --seconds.',
      'As in: sil score trio.sil --bars 8 --out trio.mid',
    )
  }
  if (bars !== null && (!Number.isInteger(bars) || bars > MAX_BARS)) {
    throw new Failure(WRONG_USAGE, `--bars takes a whole number up to ${MAX_BARS}.`)
  }
  if (seconds !== null && seconds > MAX_SECONDS)
    throw new Failure(WRONG_USAGE, `--seconds takes at most ${MAX_SECONDS}.`)
  const serialise = serialiser(out)
  const { ir, opened } = await checkedOrFail(context, file)
  refuseInputs([out], [...inputsOfPiece(opened), ...namedBy('--slots', options.slots)])
  refuseUnwritable(out)
  const policy = await loadPolicy(ir, opened)
  applySlots(context, policy, options.slots)
  await signalsFree()
  const seed = context.seed === null ? {} : { seed: context.seed }
  const score = scoreOf(policy, bars === null ? { seconds: seconds ?? 0, ...seed } : { bars, ...seed })
  writeAll([{ path: out, data: serialise(score) }])
  const last = score.beats[score.beats.length - 1]
  if (context.json)
    printJson(context, { version: 1, out, events: score.beats.length, seconds: last?.timestamp ?? 0 })
  else
    context.err(
      `${printableLine(out)}: ${score.beats.length} events, the last at ${(last?.timestamp ?? 0).toFixed(1)} s\n`,
    )
  return DONE
}

function scoreOf(policy: Policy, options: ScoreOptions): Score {
  try {
    return policy.score(options)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Failure(INPUT_ERROR, `I cannot write this: ${error.message}.`, 'Ask for fewer bars or seconds.')
  }
}

/** By the ending of the file's name; decided before any work. */
function serialiser(out: string): (score: Score) => string | Uint8Array {
  switch (extname(out).toLowerCase()) {
    case '.json':
      return scoreToJsonText
    case '.pb':
      return scoreToProtobuf
    case '.mid':
    case '.midi':
      return scoreToMidi
    default:
      throw new Failure(
        WRONG_USAGE,
        `I cannot tell what ${out} should be.`,
        'Let it end in .json, .pb or .mid.',
      )
  }
}
