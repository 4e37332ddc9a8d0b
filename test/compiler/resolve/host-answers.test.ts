import { describe, expect, it } from 'vitest'
import { check } from '../../../compiler/compile.ts'
import type { HeardSound, SourceHost, SourceText } from '../../../compiler/compile-api.ts'
import { TIMBRE_SPACE } from '../../../runtime/timbre/axes.ts'
import { TIMBRE_SPACES } from '../../../runtime/timbre/spaces.ts'

const ZONES = 'zones pocket { snap 20 ms  follow 100 ms  limit 200 ms }\n'
const IMPORTS = 'import { pocket } from "./z.sil"\nplayer { zones pocket }\nmetronome m { beat |X x x x| }\n'
const SOUNDS = 'timbre knock = sample "k.wav"\nmetronome m { beat |X x x x|  timbre knock }\n'

/** What a program in plain JavaScript answers. */
function plain<Answer>(answer: unknown): () => Answer
function plain(answer: unknown): () => unknown {
  return () => answer
}

function told(text: string, host: Partial<SourceHost>) {
  const { ir, diagnostics } = check({
    path: 'main.sil',
    text,
    host: { read: () => ({ kind: 'missing' }), ...host },
  })
  return { whole: ir !== null, says: diagnostics.map(({ code, message }) => `${code} ${message}`) }
}

describe('what a host answers', () => {
  it.each([
    ['a promise', Promise.resolve({ kind: 'text', text: ZONES }), 'a promise'],
    ['the bare text', ZONES, 'something else'],
    ['bytes', { kind: 'text', text: new TextEncoder().encode(ZONES) }, 'something else'],
    ['a text of no kind', { text: ZONES }, 'something else'],
    ['nothing', undefined, 'something else'],
    ['null', null, 'something else'],
  ])('where a file is imported: %s is refused, and the message says what is wanted', (_, answer, found) => {
    expect(told(IMPORTS, { read: plain<SourceText>(answer) })).toEqual({
      whole: false,
      says: [
        `SIL0702 z.sil cannot be imported: it must be answered at once with { kind: 'text', text }, not with ${found}.`,
      ],
    })
  })

  it.each([
    ['a promise', Promise.resolve({ kind: 'heard', vector: [1] }), 'a promise'],
    ['the bare vector', new Float32Array(8), 'something else'],
    ['no vector', { kind: 'heard', vector: null }, 'something else'],
  ])('where a recording is heard: %s is refused likewise', (_, answer, found) => {
    expect(told(SOUNDS, { hear: plain<HeardSound>(answer) })).toEqual({
      whole: false,
      says: [
        `SIL0712 k.wav cannot be a timbre: it must be answered at once with { kind: 'heard', vector }, not with ${found}.`,
      ],
    })
  })

  it('is taken where it is one', () => {
    const vector = new Float32Array(TIMBRE_SPACES[TIMBRE_SPACE]).fill(0.1)
    expect(told(IMPORTS, { read: () => ({ kind: 'text', text: ZONES }) })).toEqual({ whole: true, says: [] })
    expect(told(SOUNDS, { hear: () => ({ kind: 'heard', vector }) })).toEqual({ whole: true, says: [] })
  })
})
