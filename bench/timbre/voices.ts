/** How like a recording the voice is that is made from it, by an ear that no network was trained with. */

import { RATE } from '../../models/timbre/audio/excerpt.ts'
import { ONE_SHOTS } from '../../models/timbre/data/one-shots.ts'
import type { JointModel } from '../../models/timbre/index.ts'
import { lexiconEar } from '../../runtime/audio/listen/lexicon-ear.ts'
import { dot } from '../../runtime/timbre/dot.ts'
import { soundOf } from './hear.ts'
import { recordedSound } from './one-shots.ts'

export interface VoicesResult {
  readonly of: number
  /** Mean cosine of a recording and its own voice. */
  readonly own: number
  /** Share of pairs of recordings in which the own voice is more like one than the other's voice is. */
  readonly nearer: number
}

export function voicesOf(model: JointModel): VoicesResult {
  const heard = ONE_SHOTS.filter(({ trains }) => !trains).flatMap(({ name }) => {
    const recorded = recordedSound(name)
    if (recorded === null) return []
    const { sounds, rate } = recorded
    const mono = Float32Array.from(sounds[0] ?? [], (_, i) =>
      sounds.reduce((sum, channel) => sum + (channel[i] ?? 0) / sounds.length, 0),
    )
    const read = model.embedAudio(mono, rate)
    if (!read.ok) return []
    const voice = soundOf(model, read.vector, { target: 'percussion', pitches: null }).samples
    return [{ recording: lexiconEar(mono, rate).vector, voice: lexiconEar(voice, RATE).vector }]
  })
  let [own, nearer, pairs] = [0, 0, 0]
  heard.forEach(({ recording, voice }, i) => {
    const its = dot(recording, voice)
    own += its / heard.length
    heard.forEach((other, j) => {
      if (i === j) return
      pairs++
      if (its > dot(recording, other.voice)) nearer++
    })
  })
  return { of: heard.length, own, nearer: nearer / pairs }
}
