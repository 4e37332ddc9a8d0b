/** What a host may read of a performance at any moment. */

import type { Performer } from './performer.ts'

type Read = Pick<Performer, 'ended' | 'bpm' | 'vamping' | 'counting' | 'habit'>
/** How each is found out. */
export type Reads = { readonly [What in keyof Read]: () => Read[What] }

/**
 * All sessions share these getters, since an engine keeps those of an object literal with the shape of that object, and with them
 * all that they close over: every session would outlive the next ones until a whole collection. Hosts copy a performer and wrap it
 * in proxies (Vue's `ref` does): each has its getters as its own, and they ask nothing that is private to a class.
 */
export class Now implements Read {
  declare readonly reads: Reads

  constructor(reads: Reads) {
    Object.defineProperties(this, { ...GETTERS, reads: { value: reads, configurable: true } })
  }

  get ended(): Read['ended'] {
    return this.reads.ended()
  }

  get bpm(): Read['bpm'] {
    return this.reads.bpm()
  }

  get vamping(): Read['vamping'] {
    return this.reads.vamping()
  }

  get counting(): Read['counting'] {
    return this.reads.counting()
  }

  get habit(): Read['habit'] {
    return this.reads.habit()
  }
}

const GETTERS = Object.fromEntries(
  Object.entries(Object.getOwnPropertyDescriptors(Now.prototype)).flatMap(([name, { get }]) =>
    get === undefined ? [] : [[name, { get, enumerable: true }]],
  ),
)
