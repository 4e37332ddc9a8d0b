/**
 * THE SEAM of the ears: what an onset of the player is, wherever it comes from. Keys and touch live here; microphone and
 * MIDI, which may be refused and come and go, in `page/ears/`.
 */

import type { Midi, Milliseconds, Ratio, Seconds } from '../runtime/units.ts'
import { KEY_LATENCY } from './latency.ts'

export interface PlayerOnset {
  /** Seconds on the audio context's clock, latency not yet taken out. */
  readonly contextTime: Seconds
  /** What of it is the source's own: see `latency.ts`. */
  readonly latency: Seconds
  readonly velocity: Ratio
  readonly pitch: Midi | null
}

export interface OnsetSource {
  readonly name: string
  stop(): void
}

export type OnsetListener = (onset: PlayerOnset) => void

/** What a source is given: the way from an event's time stamp to the audio clock. */
export interface SourceSetup {
  readonly onOnset: OnsetListener
  /** Null while no audio runs: nobody hears a band yet. */
  readonly contextTimeOf: (timeStamp: Milliseconds) => Seconds | null
}

/** A key says nothing about how hard it was struck: the velocity of a plain stroke. */
const PLAIN: Ratio = 0.7

/** Keys that tap wherever the cursor is not in a text, and one that taps from anywhere. */
const KEYS = ['Space', 'Enter']
const KEY_ANYWHERE = 'F9'

/** The space bar, and fingers on a pad, each once. */
export function keyAndTouch(pad: HTMLElement, { onOnset, contextTimeOf }: SourceSetup): OnsetSource {
  const stopped = new AbortController()
  const { signal } = stopped
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.repeat || !taps(event)) return
      event.preventDefault()
      tell(event.timeStamp, PLAIN)
    },
    { signal, capture: true },
  )
  // A button that has the focus would be pressed by the space bar, too.
  window.addEventListener(
    'keyup',
    (event) => {
      if (taps(event)) event.preventDefault()
    },
    { signal, capture: true },
  )
  pad.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return
      event.preventDefault()
      pad.focus({ preventScroll: true })
      tell(event.timeStamp, velocityOf(event))
    },
    { signal },
  )
  pad.addEventListener('contextmenu', (event) => event.preventDefault(), { signal })
  return { name: 'keys and touch', stop: () => stopped.abort() }

  function taps(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    if (event.code === KEY_ANYWHERE) return true
    if (!KEYS.includes(event.code)) return false
    const at = document.activeElement
    return at === null || at === document.body || at === pad
  }

  function tell(timeStamp: Milliseconds, velocity: Ratio): void {
    pad.dispatchEvent(new CustomEvent('tapped'))
    const contextTime = contextTimeOf(timeStamp)
    if (contextTime !== null) onOnset({ contextTime, latency: KEY_LATENCY, velocity, pitch: null })
  }
}

/** Pens and some screens feel pressure; a mouse says 0.5 whatever one does. */
function velocityOf({ pointerType, pressure }: PointerEvent): Ratio {
  return pointerType === 'pen' && pressure > 0 ? Math.min(1, 0.3 + pressure * 0.7) : PLAIN
}
