/** Where the page finds its threads and sounds. Those of the studio lie beside it; an editor's pane has them elsewhere. */

import type { SamplesRequest } from '../samples-protocol.ts'

export interface Addresses {
  /** Each of a thread's program: one file, or in the studio one that loads others from beside it. */
  readonly band: string
  readonly compile: string
  readonly sound: string
  readonly samples: string
  /** Absolute: each edit's module imports it, and that has no address that others could be relative to. */
  readonly runtime: string
  /** Absolute, with a slash at its end; null where the trained timbre space is not at hand. */
  readonly timbre: string | null
  /** The recordings of the piano. */
  readonly piano: SamplesRequest
}

export const ownAddresses = (): Addresses => ({
  band: '/band.js',
  compile: '/compile.js',
  sound: '/sound.js',
  samples: '/samples.js',
  runtime: new URL('/runtime.js', location.href).href,
  timbre: new URL('/timbre/', location.href).href,
  piano: { address: '/sounds/piano.bin', keep: true },
})
