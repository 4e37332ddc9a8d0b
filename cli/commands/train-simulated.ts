/** `sil train FILE --simulate --out F.slots.json` */

import { cpus } from 'node:os'
import { basename } from 'node:path'
import { slotsFromValues } from '../../runtime/slots.ts'
import { slotsInSpace } from '../../runtime/slots-space.ts'
import { populationOf } from '../../training/contextual/population.ts'
import { lawOf } from '../../training/offline/slots-file.ts'
import { contextualSpace } from '../../training/optimise/contextual-space.ts'
import { type Candidate, fileOfCandidate, type SearchSpace } from '../../training/optimise/search-space.ts'
import { slotSpace } from '../../training/optimise/slot-space.ts'
import type { LearningAcross } from '../../training/players/condition.ts'
import { configOf, type RunConfig } from '../../training/search/config.ts'
import { FROM, peopleSeed } from '../../training/search/evaluate.ts'
import { openRun, type RunFolder, RunProblem } from '../../training/search/folder.ts'
import type { SearchResult } from '../../training/search/result.ts'
import { type Found, runSearch } from '../../training/search/run.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { type EndedStatus, onInterrupt } from '../interrupt.ts'
import { inputsOfPiece, refuseInputs } from '../io/inputs.ts'
import { refuseUnwritable, writeAll } from '../io/write.ts'
import { rewardOf } from '../learning.ts'
import { filesOfRun } from '../offline-run.ts'
import { DONE, type ExitStatus, Failure, fileFailure, INPUT_ERROR, MACHINE_FAILED } from '../outcome.ts'
import { packageVersion } from '../package-files.ts'
import { loadPolicy, type Policy } from '../policy.ts'
import { printableLine } from '../print/printable.ts'
import { searchProgress } from '../print/search-progress.ts'
import { slotInWords } from '../print/slot-words.ts'
import { warn } from '../print/warn.ts'
import { runBeside, writeRunReport } from '../run-report.ts'
import { simulatedPool, workFailure } from '../workers.ts'

export interface TrainSimulatedCommand {
  readonly reward: string | null
  readonly generations: number
  readonly players: number
  readonly sessions: number
  readonly bars: number
  readonly heldOut: number
  readonly across: LearningAcross
  /** Names of slots, or of what they belong to; null: all. */
  readonly only: readonly string[] | null
  /** Null: as many as the machine has cores. */
  /** Units of the hidden layer of contextual slots' networks; 0: linear. */
  readonly hidden: number
  /** Contextual slots as one value for everybody. */
  readonly constants: boolean
  readonly workers: number | null
  /** Null: beside the slots file. */
  readonly run: string | null
  readonly resume: boolean
  readonly out: string
}

/** Where ranks are mostly luck a candidate plays with so many times more people, and no more. */
const MOST_TIMES = 4

export async function runTrainSimulated(
  context: Context,
  file: string,
  options: TrainSimulatedCommand,
): Promise<ExitStatus> {
  const { ir, opened } = await checkedOrFail(context, file)
  const path = options.run ?? runBeside(options.out)
  refuseInputs([options.out, ...filesOfRun(path)], inputsOfPiece(opened))
  refuseUnwritable(options.out, path)
  const policy = await loadPolicy(ir, opened)
  const { definition } = policy
  const reward = rewardOf(context, policy, options.reward)
  const seed = context.seed ?? definition.seed ?? 0
  const { generations, players, sessions, bars, heldOut, across } = options
  const space = spaceOf(policy, options, seed)
  const config = configOf(
    definition,
    reward,
    space,
    {
      seed,
      generations,
      players,
      most_players: MOST_TIMES * players,
      sessions,
      bars,
      held_out: heldOut,
      learning_across: across,
    },
    packageVersion(),
  )
  if (!(config.reward.max > config.reward.min))
    throw new Failure(
      INPUT_ERROR,
      `The reward \`${reward}\` is always ${config.reward.min}: there is nothing to learn for.`,
    )
  const folder = folderAt(path, config, options.resume)
  for (const warning of folder.warnings) warn(context, warning)
  const workers = options.workers ?? cpus().length
  const pool = simulatedPool({ policy, ir, opened, slots: null, workers })
  const progress = searchProgress(context, generations, folder.state?.generation ?? 0)
  // The second time nobody waits.
  let stopped: EndedStatus | null = null
  const off = onInterrupt((status) => {
    stopped = status
    void pool.cancel()
  })
  let found: Found | null
  try {
    found = await runSearch({ definition, space, config, folder, pool }, progress)
  } catch (error) {
    throw error instanceof RunProblem ? problem(error) : workFailure(error)
  } finally {
    off()
    progress.done()
    await pool.cancel()
    folder.close()
  }
  if (found === null) {
    context.err(`Stopped. The same command with --resume goes on where ${printableLine(path)} stands.\n`)
    process.exit(stopped ?? undefined)
  }
  const { result, candidate } = found
  const note = {
    method: 'CMA-ES in simulation',
    data: `${result.held_out.people} simulated players that took no part in it`,
    seed,
    // The same run gives the same file, whenever it is run.
    date: '',
    // As sil train --sessions and sil evaluate say it, whatever the reward's own bounds.
    estimate: inUnit(result.trained.mean, config.reward),
    interval: result.trained.interval.map((one) => inUnit(one, config.reward)) as [number, number],
  }
  writeAll([
    {
      path: options.out,
      data: `${JSON.stringify({ ...fileOfCandidate(definition, candidate, note), ...scatterOf(policy, candidate) }, null, 2)}\n`,
    },
  ])
  writeRunReport(policy, basename(opened.shown), path)
  if (context.json) printJson(context, { out: options.out, run: path, ...result })
  else tell(context, policy, options, path, result)
  return DONE
}

/** A mean of the reward, moved to 0..1 by the reward's bounds. */
const inUnit = (mean: number, { min, max }: { readonly min: number; readonly max: number }): number =>
  (mean - min) / (max - min)

function spaceOf(policy: Policy, options: TrainSimulatedCommand, seed: number): SearchSpace {
  const { slots } = policy.definition
  const { only, sessions, bars, across, hidden, constants } = options
  const names = slots.map(({ name }) => name)
  const belongs = (name: string, to: string): boolean => name === to || name.startsWith(`${to}.`)
  const stray = only?.find((one) => names.every((name) => !belongs(name, one)))
  if (stray !== undefined)
    throw new Failure(
      INPUT_ERROR,
      `The piece has no slot \`${stray}\`, and none that begins with \`${stray}.\`.`,
      `It has: ${names.join(', ') || 'none'}.`,
    )
  try {
    const space = slotSpace(slots, (name) => only === null || only.some((one) => belongs(name, one)))
    const byPlayer = slots.some(({ kind, name }) => kind === 'contextual' && space.names.includes(name))
    if (constants || !byPlayer) return space
    const people = { seed: peopleSeed(seed, 'population', 0), sessions, bars, from: FROM, across }
    return contextualSpace(space, slots, populationOf(policy, people), { hidden })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Failure(INPUT_ERROR, `${error.message}.`, 'Write one as in: snap learn 20 ms in 5 ms..60 ms')
  }
}

/**
 * Around a network a slot would scatter by where it has been put, another σ for each player, and of such sessions nothing can be learned on:
 * with networks the file says how far, as far as the piece's train explores around what somebody usual plays.
 */
function scatterOf({ definition }: Policy, { slots, networks }: Candidate): { readonly sigma?: object } {
  if (networks === null) return {}
  const { sigma } = lawOf(definition, slotsFromValues(definition.slots, slots, []))
  return {
    sigma: Object.fromEntries(slotsInSpace(definition.slots).map(({ name }, i) => [name, sigma[i] ?? 0])),
  }
}

function folderAt(path: string, config: RunConfig, resume: boolean): RunFolder {
  try {
    return openRun(path, config, resume)
  } catch (error) {
    throw error instanceof RunProblem ? problem(error) : fileFailure(path, error, 'write')
  }
}

const problem = ({ message, hint, busy }: RunProblem): Failure =>
  new Failure(busy ? MACHINE_FAILED : INPUT_ERROR, message, hint)

function tell(
  context: Context,
  { definition }: Policy,
  { out }: TrainSimulatedCommand,
  run: string,
  result: SearchResult,
): void {
  const { dim } = context.colors
  const { trained, written, gain, held_out: heldOut, parts, timing, slots } = result
  const wide = Math.max(...definition.slots.map(({ name }) => name.length))
  for (const spec of definition.slots) {
    const move = slots[spec.name]
    if (move === undefined) continue
    const [from, to] = [move.from, move.to].map((value) =>
      printableLine(slotInWords(spec, value)).padStart(10),
    )
    context.err(`  ${spec.name.padEnd(wide)}  ${from} → ${to}\n`)
  }
  const [low, high] = gain.interval
  context.err(
    `${printableLine(out)}: ${result.reward} ${trained.mean.toFixed(4)}, with the slots as written ${written.mean.toFixed(4)}: ` +
      `${signed(gain.mean)} (95 %: ${signed(low)} to ${signed(high)}), ` +
      `on ${heldOut.people} simulated players that took no part in it\n`,
  )
  for (const { label, trained: after, written: before } of parts)
    if (after !== null && before !== null)
      context.err(dim(`  ${printableLine(label)}: ${before.toFixed(4)} → ${after.toFixed(4)}\n`))
  if (timing.trained !== null && timing.written !== null)
    context.err(
      dim(
        `  spread of their own timing: ${percent(timing.written)} → ${percent(timing.trained)} of the beat\n`,
      ),
    )
  if (low <= 0) warn(context, 'the interval is not above 0: this may be no better than what is written')
  if (heldOut.unmeasured > 0)
    warn(
      context,
      `${heldOut.unmeasured} of ${heldOut.sessions} sessions have no reward, and count as the least that it can be: give it an \`else\``,
    )
  context.err(
    dim(
      `  ${printableLine(run)} has the run. When simulated people stop and whether they come back are assumptions: config.json names them.\n`,
    ),
  )
}

const signed = (value: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(4)}`
const percent = (value: number): string => `${(100 * value).toFixed(2)} %`
