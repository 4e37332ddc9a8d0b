/** Clicks to tap to. */

import type { Seconds } from '../../../runtime/units.ts'
import type { PlayerOnset } from '../../input.ts'
import type { SourceName } from '../../latency.ts'
import { playerOf } from './loopback.ts'
import type { Taps } from './taps.ts'

/** The first four are for finding in: `readTapping` does not count them. */
export const CLICKS = 20
/** 100 bpm: neither does one have to hurry, nor to count. */
const INTERVAL: Seconds = 0.6
const LEAD_IN: Seconds = 0.8
/** A tap after the last click. */
const TAIL: Seconds = 0.5
const LOOK_MS = 30

export interface TappingRun {
  readonly clicks: readonly Seconds[]
  tap(source: SourceName, onset: PlayerOnset): void
  stop(): void
}

export interface TappingSetup {
  readonly context: AudioContext
  /** Clicks that have sounded so far. */
  readonly onClick: (count: number) => void
  readonly onDone: (taps: Taps) => void
}

export function startTapping({ context, onClick, onDone }: TappingSetup): TappingRun {
  const first = context.currentTime + LEAD_IN
  const clicks = Array.from({ length: CLICKS }, (_, i) => first + i * INTERVAL)
  const by: Record<SourceName, Seconds[]> = { keys: [], microphone: [], midi: [] }
  const players = clicks.map((time, i) => {
    const player = playerOf(context, click(context.sampleRate, i % 4 === 0 ? 1600 : 1200))
    player.start(time)
    return player
  })
  const timer = setInterval(look, LOOK_MS)
  let shown = 0
  return {
    clicks,
    tap: (source, { contextTime }) => by[source].push(contextTime),
    stop,
  }

  function look(): void {
    const now = context.currentTime - (context.outputLatency || 0)
    const sounded = clicks.filter((time) => time <= now).length
    if (sounded !== shown) {
      shown = sounded
      onClick(sounded)
    }
    if (now < (clicks.at(-1) ?? 0) + TAIL) return
    stop()
    onDone({ clicks, by })
  }

  function stop(): void {
    clearInterval(timer)
    for (const player of players) player.disconnect()
  }
}

/** 30 ms of a tone that dies away. */
function click(rate: number, hertz: number): Float32Array {
  return Float32Array.from(
    { length: Math.round(0.03 * rate) },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / rate) * Math.exp(-i / (0.006 * rate)),
  )
}
