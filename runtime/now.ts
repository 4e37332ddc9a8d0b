/** What a host may read of a performance at any moment. */

import type { Performer } from './performer.ts'

type Read = Pick<Performer, 'ended' | 'bpm' | 'vamping' | 'counting' | 'habit'>
/** How each is found out. */
export type Reads = { readonly [What in keyof Read]: () => Read[What] }

/**
 * A class, since an engine keeps the getters of an object literal with the shape of that object, and with them all that they close
 * over: every session would outlive the next ones until a whole collection.
 */
export class Now implements Read {
  readonly #reads: Reads

  constructor(reads: Reads) {
    this.#reads = reads
  }

  get ended(): Read['ended'] {
    return this.#reads.ended()
  }

  get bpm(): Read['bpm'] {
    return this.#reads.bpm()
  }

  get vamping(): Read['vamping'] {
    return this.#reads.vamping()
  }

  get counting(): Read['counting'] {
    return this.#reads.counting()
  }

  get habit(): Read['habit'] {
    return this.#reads.habit()
  }
}
