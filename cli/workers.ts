/** Who does the work: this process for one worker, threads for more. The bytes are the same. */

import { pathToFileURL } from 'node:url'
import type { PolicyIr } from '../compiler/ir.ts'
import type { Policy } from '../runtime/create-policy.ts'
import { BlockFailure, type Blocks } from '../training/distribute/blocks.ts'
import { createInProcess } from '../training/distribute/in-process.ts'
import { createThreads } from '../training/distribute/threads.ts'
import { type SimulatedBlock, type SimulatedResult, simulatedWork } from '../training/simulate/work.ts'
import type { WorkerSetup } from '../training/simulate/worker.ts'
import type { OpenedFile } from './io/workspace.ts'
import { Failure, MACHINE_FAILED } from './outcome.ts'
import { packageFile } from './package-files.ts'
import { moduleUrl } from './policy.ts'

export interface PoolOptions {
  /** Loaded here. Where there are no threads, candidates are loaded into it. */
  readonly policy: Policy
  readonly ir: PolicyIr
  readonly opened: OpenedFile
  /** A slots file, as it was applied to the policy; null for none. */
  readonly slots: unknown
  readonly workers: number
}

export function simulatedPool(options: PoolOptions): Blocks<SimulatedBlock, SimulatedResult> {
  const { policy, ir, opened, slots, workers } = options
  if (workers === 1) return createInProcess(simulatedWork(policy))
  const setup: WorkerSetup = { module: moduleUrl(ir, opened), slots }
  const entry = pathToFileURL(packageFile('dist/training/simulate/worker.js'))
  return createThreads({ entry, setup, workers })
}

/** A block that cannot be done is told in words; anything else stays as it is. */
export function workFailure(error: unknown): unknown {
  if (!(error instanceof BlockFailure)) return error
  return new Failure(
    MACHINE_FAILED,
    `The simulation stopped: ${error.message}.`,
    'Nothing was written that is not whole. With --workers 1 the fault may be easier to see.',
  )
}
