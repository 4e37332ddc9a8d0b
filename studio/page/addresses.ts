/** Where the page finds its threads and sounds. Those of the studio lie beside it; an editor's pane has them elsewhere. */

import type { SamplesRequest } from '../samples-protocol.ts'

export interface Addresses {
  /** Each of a thread's one file. */
  readonly band: string
  readonly compile: string
  readonly sound: string
  readonly samples: string
  /** Absolute: each edit's module imports it, and that has no address that others could be relative to. */
  readonly runtime: string
  /** The recordings of the piano. */
  readonly piano: SamplesRequest
}

export const ownAddresses = (): Addresses => ({
  band: '/band.js',
  compile: '/compile.js',
  sound: '/sound.js',
  samples: '/samples.js',
  runtime: new URL('/runtime.js', location.href).href,
  piano: { address: '/sounds/piano.bin', keep: true },
})
