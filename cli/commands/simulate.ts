/** `sil simulate FILE --players N --sessions M --out DIR` */

import { isInstant } from '../../runtime/instant.ts'
import * as life from '../../training/players/life.ts'
import { HABITS_DIFFER, NOISE_DIFFERS, WHO_COMES } from '../../training/players/people.ts'
import { createStore } from '../../training/sessions/writer.ts'
import { type Simulation, sessionsOf } from '../../training/simulate/simulate.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { DONE, type ExitStatus, Failure, fileFailure, INPUT_ERROR, WRONG_USAGE } from '../outcome.ts'
import { applySlots, loadPolicy } from '../policy.ts'
import { progressBar } from '../print/progress.ts'

export interface SimulateCommand {
  readonly players: number
  readonly sessions: number
  readonly bars: number
  readonly from: string
  readonly explore: boolean
  readonly slots: string | null
  readonly out: string
}

export async function runSimulate(
  context: Context,
  file: string,
  options: SimulateCommand,
): Promise<ExitStatus> {
  const { players, sessions, bars, from, explore, slots, out } = options
  const start = /^\d{4}-\d\d-\d\d$/.test(from) ? `${from}T00:00:00.000Z` : ''
  if (!isInstant(start)) throw new Failure(WRONG_USAGE, `--from ${from} is no day.`, 'As in 2026-01-31.')
  const { ir, opened } = checkedOrFail(context, file)
  const policy = await loadPolicy(ir, opened)
  applySlots(context, policy, slots)
  if (explore && policy.definition.train.length === 0)
    throw new Failure(
      INPUT_ERROR,
      'The piece has no `train`: nothing says how far to explore.',
      'Add one, or say --no-explore.',
    )
  if (explore && policy.definition.slots.length === 0)
    throw new Failure(
      INPUT_ERROR,
      'The piece has no slots: there is nothing to explore.',
      'Write one as in: snap learn 20 ms in 5 ms..60 ms, or say --no-explore.',
    )
  const seed = context.seed ?? policy.definition.seed ?? 0
  const simulation: Simulation = { seed, players, sessions, bars, from: start, explore }
  const store = storeAt(out)
  const bar = progressBar(context, 'playing', players)
  let count = 0
  const stop = (): void => {
    store.abandon()
    process.exit(INTERRUPTED)
  }
  process.once('SIGINT', stop)
  try {
    for (let number = 0; number < players; number++) {
      for (const log of sessionsOf(policy, number, simulation)) {
        store.add(log)
        count++
      }
      bar.step()
      // A Ctrl-C is heard between two people.
      if (number % 16 === 15) await new Promise((resolve) => setImmediate(resolve))
    }
  } catch (error) {
    store.abandon()
    throw error
  } finally {
    process.off('SIGINT', stop)
  }
  bar.done()
  const manifest = store.finish({ ...simulation, policy: policy.definition.name, assumptions: ASSUMPTIONS })
  const bytes = manifest.partitions.reduce((sum, one) => sum + one.bytes, 0)
  if (context.json)
    printJson(context, {
      version: 1,
      out,
      players,
      sessions: count,
      days: manifest.partitions.length,
      bytes,
      seed,
    })
  else {
    context.err(
      `${out}: ${count} sessions of ${players} simulated players on ${manifest.partitions.length} days, ${(bytes / 1e6).toFixed(1)} MB\n`,
    )
    context.err(
      `${context.colors.dim('  When they stop and whether they come back are assumptions; manifest.json names them.')}\n`,
    )
  }
  return DONE
}

/** As a shell has it: 128 and the signal. */
const INTERRUPTED = 130

/** What no data say: it stands in the manifest of what was made with it. */
const ASSUMPTIONS = {
  who_comes: Object.fromEntries(WHO_COMES),
  habits_differ_ms: HABITS_DIFFER,
  noise_differs: NOISE_DIFFERS,
  felt_as_off: life.FELT_AS_OFF,
  stops_anyway: life.STOPS_ANYWAY,
  stops_in_despair: life.STOPS_IN_DESPAIR,
  comes_back_at_none: life.COMES_BACK_AT_NONE,
  comes_back_more: life.COMES_BACK_MORE,
  learning_across_sessions: 0,
}

function storeAt(out: string) {
  try {
    return createStore(out)
  } catch (error) {
    if (error instanceof Error && error.message.includes('not empty'))
      throw new Failure(INPUT_ERROR, `${error.message}.`, 'Choose another folder, or delete that one.')
    throw fileFailure(out, error, 'write')
  }
}
