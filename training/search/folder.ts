/**
 * A run's folder: `config.json`, `metrics.jsonl` (a line a generation), `checkpoint.json` with the one before, `result.json`. Killed at any
 * moment, it holds what it takes to go on to the same bytes: a line is written before the checkpoint that counts it, and lines that no
 * checkpoint counts are taken back.
 */

import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolders } from '../folders.ts'
import { lockStore, StoreBusy, tidyLocks } from '../sessions/lock.ts'
import { checkpointText, readCheckpoint } from './checkpoint.ts'
import { differences, type RunConfig } from './config.ts'
import { appendDurably, writeDurably } from './durable.ts'
import type { MetricsLine, SearchState } from './generation.ts'
import type { SearchResult } from './result.ts'

export interface RunFolder {
  /** Null: nothing was saved yet. */
  readonly state: SearchState | null
  /** What was found damaged, and what was done about it. */
  readonly warnings: readonly string[]
  /** After a generation. @throws RunProblem where another process goes on with the same run */
  save(line: MetricsLine, state: SearchState): void
  finish(result: SearchResult): void
  /** Lets others at it. */
  close(): void
}

/** Why a folder cannot be used for this run, and what to do. */
export class RunProblem extends Error {
  readonly hint: string
  /** Another process is at it: nothing is wrong with the run. */
  readonly busy: boolean

  constructor(message: string, hint: string, busy = false) {
    super(message)
    this.name = 'RunProblem'
    this.hint = hint
    this.busy = busy
  }
}

const CONFIG = 'config.json'
const METRICS = 'metrics.jsonl'
const CHECKPOINT = 'checkpoint.json'
const PREVIOUS = 'checkpoint.previous.json'
const RESULT = 'result.json'
/** Half-written files of a run that was killed. */
const TEMPORARY = /^\.sil-\d+\.tmp$/
const OF_LOCKS = /^\.lock\b/

/**
 * @param resume go on where the folder's run was; where it holds none yet, begin
 * @throws RunProblem
 */
export function openRun(folder: string, config: RunConfig, resume: boolean): RunFolder {
  makeFolders(folder)
  const unlock = lockRun(folder)
  try {
    return runIn(folder, config, resume, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

/** Two who write the same lines and checkpoints cannot be told apart by these: one of them has the folder. */
function lockRun(folder: string): () => void {
  try {
    const unlock = lockStore(folder, folder)
    tidyLocks(folder)
    return unlock
  } catch (error) {
    if (!(error instanceof StoreBusy)) throw error
    throw new RunProblem(`${error.message}.`, 'Let it go on, or choose another folder with --run.', true)
  }
}

function runIn(folder: string, config: RunConfig, resume: boolean, close: () => void): RunFolder {
  const at = (name: string): string => join(folder, name)
  const all = readdirSync(folder)
  for (const name of all) if (TEMPORARY.test(name)) rmSync(at(name), { force: true })
  const there = all.filter((name) => !TEMPORARY.test(name) && !OF_LOCKS.test(name))
  if (!there.includes(CONFIG)) {
    if (there.length > 0)
      throw new RunProblem(
        `${folder} is not empty, and holds no run of sil train.`,
        'Choose another folder with --run.',
      )
    writeDurably(at(CONFIG), `${JSON.stringify(config, null, 2)}\n`)
  } else if (resume) compareConfig()
  else
    throw new RunProblem(
      `${folder} holds a run already.`,
      'Go on with it by --resume, or choose another folder with --run.',
    )

  const warnings: string[] = []
  const saved = savedState()
  let known = saved?.sha256 ?? null
  takeBackLines(saved?.state.generation ?? 0)
  return {
    state: saved?.state ?? null,
    warnings,
    save(line, state) {
      if (known !== null && hashOnDisk() !== known)
        throw new RunProblem(
          `${at(CHECKPOINT)} was written by somebody else.`,
          'Another process goes on with this run: let it.',
          true,
        )
      appendDurably(at(METRICS), `${JSON.stringify(line)}\n`)
      const { text, sha256 } = checkpointText(state)
      writeDurably(at(CHECKPOINT), text, at(PREVIOUS))
      known = sha256
    },
    finish(result) {
      writeDurably(at(RESULT), `${JSON.stringify(result, null, 2)}\n`)
    },
    close,
  }

  function compareConfig(): void {
    let was: unknown
    try {
      was = JSON.parse(readFileSync(at(CONFIG), 'utf8'))
    } catch {
      throw new RunProblem(
        `${at(CONFIG)} is damaged.`,
        'What the run was begun with is not known: begin another.',
      )
    }
    // As it would be read again: JSON knows no undefined.
    const found = differences(was, JSON.parse(JSON.stringify(config)))
    if (found.length === 0) return
    throw new RunProblem(
      `The run in ${folder} is another:\n${found.map((one) => `  ${one}`).join('\n')}`,
      'Resume it with the piece, the options and the versions that it was begun with, or begin another.',
    )
  }

  function savedState(): { readonly state: SearchState; readonly sha256: string } | null {
    const [dimensions, { players, most_players: most }] = [config.space.names.length, config.options]
    const problems: string[] = []
    for (const name of [CHECKPOINT, PREVIOUS]) {
      if (!existsSync(at(name))) continue
      const read = readCheckpoint(readFileSync(at(name), 'utf8'), dimensions, [players, most])
      if (read.ok) {
        for (const problem of problems)
          warnings.push(`${problem}; going on from the one before, generation ${read.state.generation}`)
        // The damaged one must not take the place of the good one.
        if (name === PREVIOUS) writeDurably(at(CHECKPOINT), checkpointText(read.state).text)
        return read
      }
      problems.push(`${at(name)} is damaged: ${read.reason}`)
    }
    if (problems.length === 0) return null
    throw new RunProblem(`${problems.join('\n')}`, 'There is none before it: begin another run.')
  }

  function hashOnDisk(): string | null {
    try {
      return /"sha256":"([0-9a-f]{64})"/.exec(readFileSync(at(CHECKPOINT), 'utf8'))?.[1] ?? null
    } catch {
      return null
    }
  }

  /** @param count lines that belong to the state */
  function takeBackLines(count: number): void {
    const text = existsSync(at(METRICS)) ? readFileSync(at(METRICS), 'utf8') : ''
    const lines = text.split('\n').slice(0, -1)
    for (let i = 0; i < count; i++)
      if (!isLine(lines[i] ?? '', i + 1))
        throw new RunProblem(
          `${at(METRICS)} has no line for generation ${i + 1}, and the checkpoint is of generation ${count}.`,
          'Lines were lost: begin another run.',
        )
    const kept = lines.slice(0, count).map((line) => `${line}\n`)
    if (kept.join('') !== text) writeDurably(at(METRICS), kept.join(''))
  }
}

function isLine(text: string, generation: number): boolean {
  try {
    const line: unknown = JSON.parse(text)
    return typeof line === 'object' && line !== null && Reflect.get(line, 'generation') === generation
  } catch {
    return false
  }
}
