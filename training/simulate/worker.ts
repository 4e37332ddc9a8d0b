/** A file of its own in dist/: what a worker thread runs to let simulated people play. */

import { serve } from '../distribute/serve.ts'
import { loadModule } from './load.ts'
import { type SimulatedBlock, type SimulatedResult, simulatedWork } from './work.ts'

export interface WorkerSetup {
  /** Where the compiled piece is imported from: a `data:` or `file:` URL that `sil` itself has made. */
  readonly module: string
  /** A slots file that plays where no candidate does; null for none. */
  readonly slots: unknown
}

serve<WorkerSetup, SimulatedBlock, SimulatedResult>(async ({ module, slots }) => {
  const policy = await loadModule(module)
  if (slots !== null) {
    const { ok, errors } = policy.loadSlots(slots)
    if (!ok) throw new Error(errors.join('; '))
  }
  return simulatedWork(policy)
})
