/** What the page and the worker that writes recordings say to each other. A take is one recording, as a WAV file. */

import type { Hertz, Seconds } from '../runtime/units.ts'

export type TakeRequest =
  /** Writes what comes through the ring, until `end`. `name` is that of the file, without its ending. */
  | {
      readonly kind: 'begin'
      readonly name: string
      readonly ring: SharedArrayBuffer
      readonly sampleRate: Hertz
    }
  | { readonly kind: 'end' }
  /** Asks for what is kept. */
  | { readonly kind: 'list' }
  | { readonly kind: 'read'; readonly name: string }
  | { readonly kind: 'forget' }

/** A recording that is kept on this machine. */
export interface Take {
  readonly name: string
  readonly seconds: Seconds
  readonly bytes: number
}

export type TakeAnswer =
  | {
      readonly kind: 'running'
      readonly seconds: Seconds
      /** How long it may still go on, and what ends it. */
      readonly left: Seconds
      readonly limit: TakeLimit
      /** What the machine was too busy to write; silence stands there. */
      readonly missing: Seconds
    }
  | {
      readonly kind: 'recorded'
      readonly take: Take
      readonly file: Blob
      readonly missing: Seconds
      /** The frame of the audio context that the file begins with; null where nothing was written. */
      readonly firstFrame: number | null
      /** Why it ended where nobody asked for it. */
      readonly because: TakeLimit | 'failed' | null
    }
  | { readonly kind: 'takes'; readonly takes: readonly Take[] }
  | { readonly kind: 'file'; readonly take: Take; readonly file: Blob }
  /** `of`: the request that could not be done; null: the recording itself is over */
  | { readonly kind: 'failed'; readonly message: string; readonly of: TakeRequest['kind'] | null }

/** `file`: no WAV file is larger; `disk`: what the browser gives this page; `memory`: where it gives no files. */
export type TakeLimit = 'file' | 'disk' | 'memory'
