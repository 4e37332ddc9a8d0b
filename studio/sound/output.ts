/** The band's way to the sound, from its worker: events with their moments go straight to the audio thread. */

import type { MemberKind } from '../../runtime/policy.ts'
import type { Decibels, Seconds } from '../../runtime/units.ts'
import type { BandOutput } from './band-output.ts'

export interface OutputSetup {
  readonly port: MessagePort
  /** Context time of the audio thread, written by it each quantum; null where memory cannot be shared. */
  readonly clock: SharedArrayBuffer | null
  readonly sampleRate: number
}

/** What the plain processor is told. */
export type SoundMessage =
  | { readonly kind: 'gain'; readonly gain: number }
  | { readonly kind: 'play'; readonly notes: readonly PlainNote[] }
  | { readonly kind: 'panic' }

export interface PlainNote {
  readonly member: string
  readonly at: Seconds
  readonly sound: 'click' | 'drum' | 'tone'
  readonly voice: string
  readonly hertz: number
  readonly gain: number
  readonly pan: number
  readonly duration: Seconds
}

export function bandOutput({ port, clock }: OutputSetup): BandOutput {
  const shared = clock === null ? null : new Float64Array(clock)
  let kinds = new Map<string, MemberKind>()
  let peaks: Readonly<Record<string, Decibels>> = {}
  /** Without shared memory: what the audio thread said last, and when that came. */
  let heard: { readonly context: Seconds; readonly at: number } | null = null
  port.onmessage = ({
    data,
  }: MessageEvent<{ readonly now: Seconds; readonly peaks: Record<string, number> }>) => {
    heard = { context: data.now, at: performance.now() }
    peaks = data.peaks
  }
  const send = (message: SoundMessage): void => port.postMessage(message)

  return {
    band(members, gainDb) {
      kinds = new Map(members.map(({ name, kind }) => [name, kind]))
      send({ kind: 'gain', gain: 10 ** (gainDb / 20) })
    },
    play(beats, zero) {
      const notes = beats.map((beat): PlainNote => {
        const kind = kinds.get(beat.member)
        return {
          member: beat.member,
          at: zero + beat.timestamp,
          sound: beat.pitch !== null ? 'tone' : kind === 'drummer' ? 'drum' : 'click',
          voice: beat.voice,
          hertz:
            beat.pitch === null ? (beat.beatNumber === 1 ? 1760 : 1320) : 440 * 2 ** ((beat.pitch - 69) / 12),
          gain: beat.velocity ** 1.5 * 10 ** (beat.level / 20),
          pan: beat.pan,
          duration: beat.duration,
        }
      })
      send({ kind: 'play', notes })
    },
    panic: () => send({ kind: 'panic' }),
    now() {
      if (shared !== null) return shared[0] ?? 0
      return heard === null ? 0 : heard.context + (performance.now() - heard.at) / 1000
    },
    peaks: () => peaks,
  }
}
