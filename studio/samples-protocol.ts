/** What `workers/samples.ts` says, once: the recordings, or why there are none. */

import type { ReadBankFile } from '../runtime/audio/samples/bank-file.ts'

export type SamplesAnswer = ReadBankFile
