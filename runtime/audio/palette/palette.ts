/**
 * From a band's beats to what the engine plays: each voice and timbre becomes a patch once, each beat one event, or a few
 * (the grace notes of a flam, the strokes of a roll).
 *
 * Runs where the band runs (a worker, Node), not on the audio thread.
 */

import type { MemberDef } from '../../policy.ts'
import { keyOf } from '../../random.ts'
import type { Articulation, Beat } from '../../score/beat.ts'
import type { TimbreEmbedding } from '../../timbre/embedding.ts'
import { gainOfDecibels, hertzOfMidi, type Seconds } from '../../units.ts'
import { MOST_CHANNELS, MOST_PATCHES } from '../engine-limits.ts'
import type { EngineEvent } from '../event-queue.ts'
import type { Instrument } from '../patch.ts'
import { chokePatch, groupOf, patchOf } from './patches.ts'

/** Where sounds go: an engine, or the messages to one. */
export interface SoundSink {
  setPatch(index: number, instrument: Instrument, values: readonly number[]): void
  schedule(event: EngineEvent): void
}

export interface PaletteOptions {
  readonly sampleRate: number
  readonly sink: SoundSink
}

/** Grace notes: how long before the stroke, in seconds, and how hard, as a share of it. */
const FLAM = [[0.03, 0.45]] as const
const DRAG = [
  [0.07, 0.4],
  [0.035, 0.45],
] as const
/** Strokes of a roll follow one another this fast, and are this much softer than the first. */
const ROLL_SECONDS = 0.042
const ROLL_SHARE = 0.62
/** A hand takes the cymbal this long after the stick. */
const GRAB_SECONDS = 0.14

/**
 * What a band gets of which nobody has said a level. Four notes of a chord at once are then about as loud as one of the bass. Toms
 * ring where a snare is over: struck alike they would be 8 LU louder, and a fill would jump with the first.
 */
const BALANCE: Readonly<Record<string, number>> = {
  pianist: 0.65,
  guitarist: 0.6,
  tom1: 0.67,
  tom2: 0.67,
  tom3: 0.67,
}

/** Who a palette plays for. */
export type Player = Pick<MemberDef, 'name' | 'kind'>

export interface Palette {
  /** Who plays from now on: the place in the list is the channel. What is on its way keeps its sound. */
  setMembers(members: readonly Player[]): void
  /** Sends a beat's sounds; `frame` is where the beat itself sounds. */
  play(beat: Beat, frame: number): void
  /** The channel of a member, −1 for an unknown one. */
  channelOf(member: string): number
}

export function createPalette({ sampleRate, sink }: PaletteOptions): Palette {
  let channels: ReadonlyMap<string, { readonly channel: number; readonly kind: MemberDef['kind'] }> =
    new Map()
  /** Patches by what they are made from; the timbre by identity, since a policy makes each once. */
  const known = new Map<string, Map<TimbreEmbedding | null, number>>()
  /** Takes a patch out of `known` when its number is given away. */
  const forget: (() => void)[] = []
  let patches = 0

  return { setMembers, play, channelOf: (member) => channels.get(member)?.channel ?? -1 }

  function setMembers(members: readonly Player[]): void {
    channels = new Map(
      members.slice(0, MOST_CHANNELS).map(({ name, kind }, i) => [name, { channel: i, kind }]),
    )
  }

  function play(beat: Beat, frame: number): void {
    const { member, voice, articulation } = beat
    const { channel, kind } = channels.get(member) ?? {
      channel: MOST_CHANNELS - 1,
      kind: 'metronome' as const,
    }
    const rings = kind === 'drummer' || kind === 'metronome'
    const patch = patchFor(kind, voice, beat.timbre, articulation)
    const at = (offset: Seconds): number => frame + Math.round(offset * sampleRate)
    let strokes = 0
    const strike = (start: number, share: number): void =>
      sink.schedule({
        frame: start,
        patch,
        channel,
        velocity: beat.velocity * share,
        pitch: beat.pitch === null || rings ? 0 : hertzOfMidi(beat.pitch),
        hold: rings ? 0 : Math.round(beat.duration * sampleRate),
        gain: gainOfDecibels(beat.level) * (BALANCE[kind] ?? BALANCE[voice] ?? 1),
        pan: beat.pan,
        key: strokeKey(beat, strokes++),
      })
    // Before the first sample there is nothing to play them on.
    for (const [before, share] of articulation === 'flam' ? FLAM : articulation === 'drag' ? DRAG : [])
      if (at(-before) >= 0) strike(at(-before), share)
    strike(frame, 1)
    if (articulation === 'roll')
      // One that falls on the stroke after the roll, or just before it, would make a louder stroke or a flam of that.
      for (let t = ROLL_SECONDS; t < beat.duration - ROLL_SECONDS / 2; t += ROLL_SECONDS)
        strike(at(t), ROLL_SHARE)
    // Neither has grace notes: the stroke was the first.
    const ends = strokeKey(beat, 0)
    if (articulation === 'open' && beat.duration > 0) silence(voice, channel, at(beat.duration), ends)
    if (articulation === 'choke') silence(voice, channel, at(GRAB_SECONDS), ends)
  }

  function silence(voice: string, channel: number, frame: number, key: number): void {
    const group = groupOf(voice)
    if (group === 0) return
    const patch = indexOf(`choke ${group}`, null, () => chokePatch(group))
    sink.schedule({ frame, patch, channel, velocity: 1, pitch: 0, hold: 0, gain: 1, pan: 0, key })
  }

  function patchFor(
    kind: MemberDef['kind'],
    voice: string,
    timbre: TimbreEmbedding,
    articulation: Articulation,
  ): number {
    // Of all articulations these three are other sounds; the rest are other strokes.
    const sound =
      articulation === 'open' || articulation === 'pedal' || articulation === 'dead' ? articulation : 'normal'
    return indexOf(`${kind} ${voice} ${sound}`, timbre, () => patchOf(kind, voice, timbre, sound))
  }

  function indexOf(
    key: string,
    timbre: TimbreEmbedding | null,
    make: () => ReturnType<typeof patchOf>,
  ): number {
    let byTimbre = known.get(key)
    if (byTimbre === undefined) {
      byTimbre = new Map()
      known.set(key, byTimbre)
    }
    let index = byTimbre.get(timbre)
    if (index === undefined) {
      // More sounds than a piece can have: a night of live coding. The oldest make room.
      index = patches++ % MOST_PATCHES
      forget[index]?.()
      const mine = byTimbre
      forget[index] = () => mine.delete(timbre)
      byTimbre.set(timbre, index)
      const { instrument, values } = make()
      sink.setPatch(index, instrument, values)
    }
    return index
  }
}

/** What makes two hits differ: place and voice, never the order in which they were asked for. */
function strokeKey({ member, voice, measure, beatNumber, cell, pitch }: Beat, stroke: number): number {
  return (
    keyOf(`${member}.${voice}`) ^
    Math.imul(measure * 4096 + beatNumber * 64 + cell, 0x9e3779b1) ^
    Math.imul((pitch ?? 0) + 1 + 128 * stroke, 0x85ebca6b)
  )
}
