/** `sil perform FILE --onsets F --out DIR` */

import { createHash } from 'node:crypto'
import { basename, join } from 'node:path'
import { inBrief } from '../../runtime/host/report/in-brief.ts'
import { renderReport } from '../../runtime/host/report/report.ts'
import { isInstant } from '../../runtime/instant.ts'
import { scoreToJsonText } from '../../runtime/score/json.ts'
import { scoreToMidi } from '../../runtime/score/midi.ts'
import { scoreToProtobuf } from '../../runtime/score/protobuf.ts'
import { sessionText } from '../../runtime/session/log.ts'
import { onsetsOf } from '../../runtime/session/metrics.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { inputsOfPiece, namedBy, refuseInputs } from '../io/inputs.ts'
import type { OnsetFile } from '../io/onsets.ts'
import { signalsFree } from '../io/signals.ts'
import { refuseFolder, writeInto } from '../io/write.ts'
import { DONE, type ExitStatus, Failure, WRONG_USAGE } from '../outcome.ts'
import { type Performed, perform } from '../performance.ts'
import { applySlots, loadPolicy, type Policy } from '../policy.ts'
import { printableLine } from '../print/printable.ts'
import { progressBar } from '../print/progress.ts'
import { warn } from '../print/warn.ts'
import { reportInput } from '../report-input.ts'
import { readTake } from '../take.ts'

export interface PerformCommand {
  readonly onsets: string
  readonly slots: string | null
  readonly startedAt: string | null
  readonly user: string | null
  readonly out: string
}

/** What it writes. */
const RESULTS = ['session.json', 'score.json', 'score.pb', 'score.mid', 'report.html'] as const

export async function runPerform(
  context: Context,
  file: string,
  options: PerformCommand,
): Promise<ExitStatus> {
  const startedAt = readStart(options.startedAt)
  refuseFolder(options.out)
  const { ir, opened } = await checkedOrFail(context, file)
  const at = (name: string): string => join(options.out, name)
  refuseInputs(RESULTS.map(at), [
    ...inputsOfPiece(opened),
    ...namedBy('--onsets', options.onsets),
    ...namedBy('--slots', options.slots),
  ])
  const policy = await loadPolicy(ir, opened)
  applySlots(context, policy, options.slots)
  // A recording of an hour is listened to for a while: what can be refused has been.
  await signalsFree()
  const take = readTake(context, options.onsets)
  const seed = context.seed ?? policy.definition.seed ?? 0
  const user = options.user ?? 'anonymous'
  const bar = progressBar(context, 'performing', take.onsets.length)
  const performed = perform(
    policy,
    take.onsets,
    {
      seed,
      source: take.source,
      sessionId: sessionId(policy, take, seed, user, startedAt),
      startedAt,
      userId: user,
      onError: (problem) => warn(context, problem.message),
    },
    () => bar.step(),
  )
  bar.done()
  const { beyond } = performed
  if (beyond > 0)
    warn(
      context,
      `${beyond === 1 ? 'an onset comes' : `${beyond} onsets come`} after the end of the piece: the log has ${beyond === 1 ? 'it' : 'them'}, and nobody answers.`,
    )
  const input = reportInput(policy, performed, basename(opened.shown), seed)
  const data: Readonly<Record<(typeof RESULTS)[number], string | Uint8Array>> = {
    'session.json': sessionText(performed.session),
    'score.json': scoreToJsonText(performed.score),
    'score.pb': scoreToProtobuf(performed.score),
    'score.mid': scoreToMidi(performed.score),
    'report.html': renderReport(input),
  }
  const files = RESULTS.map((name) => ({ path: at(name), data: data[name] }))
  writeInto(options.out, files)
  tell(
    context,
    performed,
    files.map((f) => f.path),
    inBrief(input),
  )
  return DONE
}

/** The same inputs give the same id, so that a log sent twice is one session. */
function sessionId(policy: Policy, take: OnsetFile, seed: number, user: string, startedAt: string): string {
  const { behaviour, slotSchema } = policy.definition
  const hash = createHash('sha256')
  hash.update(JSON.stringify([behaviour, slotSchema, [...policy.slots], seed, user, startedAt, take.source]))
  for (const { time, velocity, pitch } of take.onsets) hash.update(`${time},${velocity},${pitch};`)
  return hash.digest('hex').slice(0, 32)
}

function readStart(text: string | null): string {
  if (text === null) return '1970-01-01T00:00:00.000Z'
  // Some write the zone without its colon.
  const written = text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')
  const time =
    /T.*(?:Z|[+-]\d\d:\d\d)$/.test(written) && isInstant(written) ? Date.parse(written) : Number.NaN
  if (Number.isNaN(time)) {
    throw new Failure(
      WRONG_USAGE,
      `--started-at ${text} is no ISO 8601 time with a zone.`,
      'As in 2026-01-31T18:30:00Z.',
    )
  }
  return new Date(time).toISOString()
}

function tell(
  context: Context,
  performed: Performed,
  paths: readonly string[],
  brief: readonly string[],
): void {
  const { session, events } = performed
  const modes = { snap: 0, follow: 0, limit: 0 }
  let heard = 0
  for (const beat of session.beats) {
    if (beat.onset === null) continue
    modes[beat.mode]++
    heard++
  }
  const shares = Object.fromEntries(
    Object.entries(modes).map(([mode, n]) => [mode, heard === 0 ? 0 : n / heard]),
  )
  if (context.json) {
    printJson(context, {
      version: 1,
      files: paths,
      session_id: session.session_id,
      source: session.source,
      duration_seconds: session.duration_seconds,
      completed: session.completed,
      onsets: onsetsOf(session),
      beats: session.beats.length + (session.left_out?.beats ?? 0),
      ...(session.left_out === undefined ? {} : { left_out: session.left_out }),
      events: events.length,
      modes: shares,
    })
    return
  }
  for (const line of [...brief, '', ...paths]) context.err(`${printableLine(line)}\n`)
}
