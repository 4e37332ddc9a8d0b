/** What `workers/samples.ts` is asked, and what it says, once: the recordings, or why there are none. */

import type { ReadBankFile } from '../runtime/audio/samples/bank-file.ts'

export interface SamplesRequest {
  readonly address: string
  /** Whether this page keeps them for when its server does not answer. */
  readonly keep: boolean
}

export type SamplesAnswer = ReadBankFile
