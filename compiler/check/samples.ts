/** `sample "knock.wav"`: the timbre of a recording, which the host hears. */

import type { StringLit } from '../../language/ast.ts'
import { TIMBRE_SPACES } from '../../runtime/timbre/spaces.ts'
import type { HeardSound } from '../compile-api.ts'
import { soundAnswer } from '../host-answers.ts'
import { LIMITS } from '../limits.ts'
import type { TimbreModel } from '../model.ts'
import { resolveRelative } from '../sources.ts'
import type { FileContext } from './context.ts'

export function readSample(ctx: FileContext, text: StringLit, name: string | null): TimbreModel | null {
  if (text.value.trim() === '') {
    const expected = 'the path of a recording, as in sample "sounds/knock.wav"'
    ctx.report('SIL0305', text, { found: 'an empty text', expected })
    return null
  }
  const written = /^\.\.?\//.test(text.value) ? text.value : `./${text.value}`
  const path = resolveRelative(ctx.file.path, written)
  if (path.kind !== 'path' || text.value.startsWith('/') || isAddress(text.value)) {
    ctx.report('SIL0710', text, { path: text.value })
    return null
  }
  const vector = heardAt(ctx, text, path.path)
  if (vector === null) return null
  return {
    kind: 'sample',
    name: name ?? text.value,
    file: ctx.file.path,
    span: { start: text.start, end: text.end },
    path: path.path,
    vector,
  }
}

const isAddress = (path: string): boolean => /^[A-Za-z][A-Za-z0-9+.-]*:/.test(path)

/** The vector of a recording; null (and a report) where there is none to have. */
function heardAt(ctx: FileContext, text: StringLit, path: string): readonly number[] | null {
  const { hear, heard, space } = ctx.values
  const dimension = TIMBRE_SPACES[space.id]
  if (hear === null) {
    ctx.report('SIL0713', text, { path })
    return neutral(dimension)
  }
  let sound = heard.get(path)
  if (sound === undefined) {
    if (heard.size >= LIMITS.recordings) {
      const found = heard.size + 1
      ctx.report('SIL0422', text, { what: 'Recordings', found, limit: LIMITS.recordings })
      return null
    }
    sound = checked(soundAnswer(hear(path), 'vector'), dimension)
    heard.set(path, sound)
  }
  switch (sound.kind) {
    case 'missing':
      ctx.report('SIL0711', text, { path })
      return null
    case 'refused':
      ctx.report('SIL0712', text, { path, why: sound.why })
      return null
    case 'heard':
      if (sound.cutOff === true) ctx.report('SIL0715', text, { path })
      if (sound.note != null) ctx.report('SIL0716', text, { path, what: sound.note })
      return Array.from(sound.vector)
  }
}

/** Of length 1. What a host hands over need not be a vector of the space that was asked for. */
function checked(sound: HeardSound, dimension: number): HeardSound {
  if (sound.kind !== 'heard') return sound
  const numbers = Array.from(sound.vector)
  const length = Math.sqrt(numbers.reduce((sum, x) => sum + x * x, 0))
  if (numbers.length !== dimension || !(length > 1e-9 && length < Number.POSITIVE_INFINITY)) {
    return { kind: 'refused', why: `was heard as ${numbers.length} numbers, where a timbre has ${dimension}` }
  }
  return { ...sound, vector: numbers.map((x) => x / length + 0) }
}

/** The first number alone, in every space. */
const neutral = (dimension: number): readonly number[] =>
  Array.from({ length: dimension }, (_, i) => (i === 0 ? 1 : 0))
