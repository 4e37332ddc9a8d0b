/** What `sil train` understands: from sessions, or in simulation. */

import { type Command, InvalidArgumentError, Option } from 'commander'
import { LEARNING_ACROSS, type LearningAcross } from '../training/players/condition.ts'
import type { TrainCommand } from './commands/train.ts'
import type { TrainSimulatedCommand } from './commands/train-simulated.ts'
import { Failure, WRONG_USAGE } from './outcome.ts'

export interface TrainOptions {
  /** A folder of sessions, or with `simulate` how many. */
  readonly sessions?: string
  readonly simulate?: boolean
  readonly reward?: string
  readonly caution?: number
  readonly leastEffective?: number
  readonly against?: string
  readonly generations?: number
  readonly players?: number
  readonly bars?: number
  readonly heldOut?: number
  readonly learningAcross: LearningAcross
  readonly only?: readonly string[]
  readonly hidden?: number
  readonly constants?: boolean
  readonly workers?: number
  readonly run?: string
  readonly resume?: boolean
  readonly out: string
}

export function trainOptions(command: Command): Command {
  return command
    .option('--sessions <dir|n>', 'folder of sessions; with --simulate how often each player plays (3)')
    .option('--simulate', 'learn with simulated players in place of sessions')
    .option('--reward <name>', 'what to learn for (default: what the `train` that is first by name is for)')
    .option('--caution <n>', 'from sessions: standard errors that a change must make up for (1)', share)
    .option(
      '--least-effective <n>',
      'from sessions: units of the candidate that those it is learned from must be worth (half of them)',
      count,
    )
    .option(
      '--against <file>',
      'from sessions: the slots file that ran, where its slots depend on the player',
    )
    .option('--generations <n>', 'in simulation: how long to search (60)', count)
    .option('--players <n>', 'in simulation: people that a candidate plays with, at least (24)', count)
    .option('--bars <n>', 'in simulation: how long a session may be (32)', count)
    .option('--held-out <n>', 'in simulation: people that the result is measured on (400)', count)
    .addOption(learningAcross())
    .option(
      '--only <names>',
      'in simulation: slots to learn, or what they belong to, as in pocket,kit.fill.density (all)',
      names,
    )
    .option(
      '--hidden <n>',
      'in simulation: units of a hidden layer, of slots that depend on the player (0: linear)',
      hidden,
    )
    .option('--constants', 'in simulation: learn slots that depend on the player as one value for all')
    .option('--workers <n>', 'in simulation: threads (as many as cores); the bytes are the same', workers)
    .option('--run <dir>', 'folder of the run, with its report (F.run beside F.slots.json)')
    .option('--resume', 'in simulation: go on with the run that is in the folder')
    .requiredOption('-o, --out <file>', 'the slots file')
}

export const learningAcross = (): Option =>
  new Option('--learning-across <how>', 'whether simulated players learn from session to session')
    .choices([...LEARNING_ACROSS])
    .default('off')

const ONLY_SESSIONS = ['caution', 'leastEffective', 'against'] as const
const ONLY_SIMULATED = [
  'generations',
  'players',
  'bars',
  'heldOut',
  'only',
  'hidden',
  'constants',
  'workers',
  'resume',
] as const

export function fromSessions(options: TrainOptions): TrainCommand {
  refuse(options, ONLY_SIMULATED, 'belongs to --simulate')
  if (options.learningAcross !== 'off')
    throw new Failure(WRONG_USAGE, '--learning-across belongs to --simulate.')
  const { sessions, reward, caution, leastEffective, against, run, out } = options
  if (sessions === undefined)
    throw new Failure(WRONG_USAGE, 'Learn from what?', 'Say --sessions DIR, or --simulate.')
  return {
    sessions,
    reward: reward ?? null,
    caution: caution ?? 1,
    leastEffective: leastEffective ?? null,
    against: against ?? null,
    run: run ?? null,
    out,
  }
}

export function inSimulation(options: TrainOptions): TrainSimulatedCommand {
  refuse(options, ONLY_SESSIONS, 'belongs to --sessions DIR')
  const { sessions, reward, generations, players, bars, heldOut, learningAcross: across } = options
  return {
    reward: reward ?? null,
    generations: generations ?? 60,
    players: players ?? 24,
    sessions: sessionCount(sessions ?? '3'),
    bars: bars ?? 32,
    heldOut: heldOut ?? 400,
    across,
    only: options.only ?? null,
    hidden: options.hidden ?? 0,
    constants: options.constants === true,
    workers: options.workers ?? null,
    run: options.run ?? null,
    resume: options.resume === true,
    out: options.out,
  }
}

function refuse(options: TrainOptions, names: readonly (keyof TrainOptions)[], why: string): void {
  const given = names.find((name) => options[name] !== undefined)
  if (given === undefined) return
  const flag = given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  throw new Failure(WRONG_USAGE, `--${flag} ${why}.`)
}

function sessionCount(text: string): number {
  try {
    return count(text)
  } catch {
    throw new Failure(
      WRONG_USAGE,
      `With --simulate, --sessions is how often each player plays, not ${text}.`,
      'As in: sil train trio.sil --simulate --sessions 3 --out trio.slots.json',
    )
  }
}

function names(text: string): readonly string[] {
  const all = text.split(',').map((name) => name.trim())
  if (all.some((name) => name === ''))
    throw new InvalidArgumentError('Names belong here, with commas between.')
  return all
}

/** More of anything is a slip of the finger. */
const MOST = 100_000_000

export function count(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 1 || value > MOST)
    throw new InvalidArgumentError(`A whole number from 1 to ${MOST} belongs here.`)
  return value
}

/** As many units as a network may have (runtime/contextual.ts). */
const MOST_HIDDEN = 32

function hidden(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > MOST_HIDDEN)
    throw new InvalidArgumentError(`A whole number from 0 to ${MOST_HIDDEN} belongs here.`)
  return value
}

/** More threads than this are a slip of the finger. */
const MOST_WORKERS = 256

export function workers(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 1 || value > MOST_WORKERS)
    throw new InvalidArgumentError(`A whole number from 1 to ${MOST_WORKERS} belongs here.`)
  return value
}

function share(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value <= 100))
    throw new InvalidArgumentError('A number from 0 to 100 belongs here.')
  return value
}
