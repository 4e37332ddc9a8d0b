/** The lexicon as a timbre model: words by `runtime/timbre/prompt.ts`, sounds by `lexicon-ear.ts`, parameters by the palette. */

import { BIPOLAR_AXES, TIMBRE_SPACE } from '../../timbre/axes.ts'
import { TimbreEmbedding } from '../../timbre/embedding.ts'
import { lexiconSpace } from '../../timbre/lexicon-space.ts'
import type { TimbreModel } from '../../timbre/model.ts'
import { readPrompt } from '../../timbre/prompt.ts'
import { defaultClass } from '../palette/archetypes.ts'
import { percussionOfTimbre } from '../palette/percussion-of-timbre.ts'
import { bassOfTimbre, guitarOfTimbre, keysOfTimbre } from '../palette/pitched-of-timbre.ts'
import { classOf } from '../strike.ts'
import { lexiconEar } from './lexicon-ear.ts'

const attributes = (timbre: TimbreEmbedding): Readonly<Record<string, number>> =>
  Object.fromEntries(BIPOLAR_AXES.map((axis) => [axis, Math.max(-1, Math.min(1, timbre.grade(axis))) + 0]))

export const lexiconModel: TimbreModel = {
  space: TIMBRE_SPACE,
  async embed(prompt) {
    const { embedding, unknown } = readPrompt(prompt)
    return {
      vector: embedding.vector,
      attributes: attributes(embedding),
      unknown: unknown.map(({ word }) => word),
    }
  },
  embedAudio(samples, sampleRate) {
    const timbre = lexiconEar(samples, sampleRate)
    return { ok: true, note: null, vector: timbre.vector, attributes: attributes(timbre) }
  },
  decode(vector, target) {
    const timbre = TimbreEmbedding.fromDirection(vector)
    switch (target) {
      case 'percussion':
        return percussionOfTimbre(timbre, defaultClass(''))
      case 'string':
        return classOf(timbre) === 'bass' ? bassOfTimbre(timbre) : guitarOfTimbre(timbre)
      case 'keys':
        return keysOfTimbre(timbre)
    }
  },
  attributesOf: (vector) => attributes(TimbreEmbedding.fromDirection(vector)),
  namesSound: lexiconSpace.namesSound,
}
