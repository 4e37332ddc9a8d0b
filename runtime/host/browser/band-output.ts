/**
 * Where a band's beats go: through a port to the engine on the audio thread. Lives where the band lives, in a worker.
 */

import { BOARD, BOARD_SIZE } from '../../audio/board.ts'
import { type EngineEvent, EVENT_FIELDS } from '../../audio/event-queue.ts'
import { type EngineMessage, packEvent } from '../../audio/messages.ts'
import { createPalette, type Player } from '../../audio/palette/palette.ts'
import type { Beat } from '../../score/beat.ts'
import { type Decibels, decibelsOfGain, gainOfDecibels, type Seconds } from '../../units.ts'

export interface BandOutputOptions {
  readonly port: MessagePort
  readonly clock: SharedArrayBuffer | null
  readonly sampleRate: number
  /** A sound that is played from recordings is asked for; the modal one plays until the engine has them. */
  readonly onSampled?: () => void
}

export interface BandOutput {
  /** Who plays from now on, and how loud the whole is. Members that stay keep their channels. */
  band(members: readonly Player[], gain: Decibels): void
  /** `zero` is the context's time at session time 0. */
  play(beats: readonly Beat[], zero: Seconds): void
  mute(member: string, muted: boolean): void
  /** Takes back what has not begun; what sounds rings out. */
  clear(): void
  /** Silence at once. */
  panic(): void
  /** The context's time; without shared memory, as last heard. */
  now(): Seconds
  /** Peak of each member since it was last asked for. */
  peaks(): Readonly<Record<string, Decibels>>
  /** Least gain of the limiter since it was last asked for, 0 dB where it had nothing to do. */
  reduction(): Decibels
  /** For pages without shared memory: what the node's port posted. */
  hearBoard(board: Float64Array): void
}

export function bandOutput({ port, clock, sampleRate, onSampled }: BandOutputOptions): BandOutput {
  const board = clock === null ? new Float64Array(BOARD_SIZE) : new Float64Array(clock, 0, BOARD_SIZE)
  let members: readonly Player[] = []
  let waiting: EngineEvent[] = []
  const tell = (message: EngineMessage): void => port.postMessage(message)
  const palette = createPalette({
    sampleRate,
    sink: {
      setPatch: (index, instrument, values) => {
        if (instrument === 'sampled') onSampled?.()
        tell({ kind: 'patch', index, instrument, values })
      },
      schedule: (event) => waiting.push(event),
    },
  })

  return { band, play, mute, clear, panic, now, peaks, reduction, hearBoard: (heard) => board.set(heard) }

  function band(next: readonly Player[], gain: Decibels): void {
    members = merged(members, next)
    palette.setMembers(members)
    tell({ kind: 'master', gain: gainOfDecibels(gain) })
  }

  function play(beats: readonly Beat[], zero: Seconds): void {
    if (beats.length === 0) return
    // The limiter looks ahead: what is to sound at a frame must be there that much earlier.
    const early = board[BOARD.latency] ?? 0
    for (const beat of beats) palette.play(beat, Math.round((zero + beat.timestamp) * sampleRate) - early)
    const events = new Float64Array(waiting.length * EVENT_FIELDS)
    waiting.forEach((event, i) => {
      packEvent(event, events, i * EVENT_FIELDS)
    })
    waiting = []
    port.postMessage({ kind: 'events', events } satisfies EngineMessage, [events.buffer])
  }

  function mute(member: string, muted: boolean): void {
    const channel = palette.channelOf(member)
    if (channel >= 0) tell({ kind: 'channel', channel, gain: muted ? 0 : 1 })
  }

  function clear(): void {
    tell({ kind: 'clear' })
  }

  function panic(): void {
    tell({ kind: 'panic' })
  }

  function now(): Seconds {
    return (board[BOARD.frame] ?? 0) / sampleRate
  }

  function peaks(): Readonly<Record<string, Decibels>> {
    return Object.fromEntries(
      members.map(({ name }, c) => {
        const peak = board[BOARD.peaks + c] ?? 0
        board[BOARD.peaks + c] = 0
        return [name, decibelsOfGain(peak)]
      }),
    )
  }

  function reduction(): Decibels {
    const gain = board[BOARD.leastGain] ?? 1
    board[BOARD.leastGain] = 1
    return decibelsOfGain(gain)
  }
}

/** Those who stay keep their places, so that a swap moves nobody to another channel. */
function merged(before: readonly Player[], next: readonly Player[]): readonly Player[] {
  const kept = before.map((old) => next.find(({ name }) => name === old.name) ?? null)
  const fresh = next.filter(({ name }) => !before.some((old) => old.name === name))
  const places = kept.map((member, i) => member ?? fresh.shift() ?? before[i])
  return [...places.filter((member) => member !== undefined), ...fresh]
}
