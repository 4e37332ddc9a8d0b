/**
 * What the lexicon's ear makes of our own voices: each noun of the lexicon under qualities that are not in its table. And how far words
 * move sounds: what "hard to tell apart" is held against.
 */

import { lexiconEar } from '../runtime/audio/listen/lexicon-ear.ts'
import { classOf, PLAYERS, strike } from '../runtime/audio/strike.ts'
import { LEXICON } from '../runtime/timbre/lexicon.ts'
import { lexiconSpace } from '../runtime/timbre/lexicon-space.ts'
import { timbreOfText } from '../runtime/timbre/prompt.ts'
import { NOUNS } from '../scripts/timbre/nouns.ts'
import type { BenchResult, Row } from './report.ts'

const RATE = 48_000
const QUALITIES = [
  'bright',
  'dark',
  'soft',
  'hard',
  'short',
  'long',
  'deep',
  'high',
  'warm',
  'noisy',
  'dry',
  'wet',
]
const GRADED = { brightness: ['very dark', 'very bright'], decay: ['very short', 'very long'] } as const

export async function earBench(): Promise<BenchResult> {
  let right = 0
  let all = 0
  let milliseconds = 0
  const hear = (prompt: string) => {
    const timbre = timbreOfText(prompt)
    const { left } = strike(timbre, PLAYERS[classOf(timbre)], { sampleRate: RATE, seconds: 1.2 })
    const started = performance.now()
    const heard = lexiconEar(left, RATE)
    milliseconds += performance.now() - started
    all++
    return heard
  }
  for (const noun of NOUNS) {
    for (const quality of QUALITIES) {
      const prompt = `${quality} ${noun}`
      if (classOf(hear(prompt)) === classOf(timbreOfText(prompt))) right++
    }
  }
  const share = right / all
  const ordered = Object.entries(GRADED).map(([axis, [less, more]]) => {
    const grade = (prompt: string) => hear(prompt).grade(axis === 'decay' ? 'decay' : 'brightness')
    const kept = NOUNS.filter((noun) => grade(`${less} ${noun}`) < grade(`${more} ${noun}`))
    return [axis, less, more, kept.length / NOUNS.length] as const
  })
  const row = (what: string, value: number, unit: string, bar: Row['bar']): Row => ({
    what,
    ours: { value, unit },
    peer: null,
    ratio: null,
    bar,
  })
  const moved = movesOf('').sort((a, b) => a - b)
  const slightly = movesOf('slightly ').sort((a, b) => a - b)
  const beyond = moved.filter((x) => x > lexiconSpace.alike).length / moved.length
  return {
    bench: 'ear',
    subject: `${NOUNS.length} nouns of the lexicon as our voices strike them, under ${QUALITIES.length} qualities`,
    rows: [
      row('heard as what they are, by class', 100 * share, '%', {
        relation: 'at least',
        value: 95,
        unit: '%',
      }),
      ...ordered.map(([axis, less, more, kept]) =>
        row(`${axis}: ${less} heard below ${more}`, 100 * kept, '%', {
          relation: 'at least',
          value: 80,
          unit: '%',
        }),
      ),
      row('a second of sound heard in', milliseconds / all, 'ms', null),
      row('"slightly" moves a noun, median', slightly[Math.floor(slightly.length / 2)] ?? 0, '', null),
      row(`a plain quality moves it beyond ${lexiconSpace.alike}`, 100 * beyond, '%', {
        relation: 'at least',
        value: 90,
        unit: '%',
      }),
    ],
    notes: ['Our own sounds: of recordings of real instruments this says nothing.'],
  }
}

/** 1 − cosine between each noun and itself under each quality. */
function movesOf(amount: string): number[] {
  const qualities = LEXICON.flatMap(({ kind, words: [word] }) => (kind === 'quality' && word ? [word] : []))
  return NOUNS.flatMap((noun) => {
    const plain = timbreOfText(noun)
    return qualities.map((quality) => plain.distance(timbreOfText(`${amount}${quality} ${noun}`)))
  })
}
