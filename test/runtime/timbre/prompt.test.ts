import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BIPOLAR_AXES, CLASS_AXES, MATERIAL_AXES } from '../../../runtime/timbre/axes.ts'
import { describeTimbre, nearestNouns } from '../../../runtime/timbre/describe.ts'
import { TimbreEmbedding } from '../../../runtime/timbre/embedding.ts'
import { knownSpellings, LEXICON } from '../../../runtime/timbre/lexicon.ts'
import { INTENSITIES } from '../../../runtime/timbre/lexicon-qualities.ts'
import { readPrompt, timbreOfText } from '../../../runtime/timbre/prompt.ts'
import { ordinaryMs } from '../../harness/cpu.ts'
import { runs } from '../../harness/runs.ts'

// The first sounds more like the second than like the third. Written down before the grades were set, by what
// the things are; none may fail.
const TRIPLETS: readonly (readonly [string, string, string])[] = [
  ['warm woody click', 'wooden knock', 'sharp metallic tick'],
  ['sharp metallic tick', 'bright triangle', 'warm woody click'],
  ['deep kick drum', 'floor tom', 'closed hi-hat'],
  ['deep kick drum', 'low thump', 'snare with rim'],
  ['closed hi-hat', 'shaker', 'deep kick drum'],
  ['closed hi-hat', 'open hi-hat', 'ride cymbal'],
  ['open hat', 'crash cymbal', 'side stick'],
  ['snare with rim', 'rimshot', 'floor tom'],
  ['snare', 'clap', 'kick'],
  ['soft brushed snare', 'snare drum', 'cowbell'],
  ['soft brushed snare', 'gentle brushed snare', 'loud rimshot'],
  ['round upright bass', 'fretless bass', 'slap bass'],
  ['round upright bass', 'electric bass', 'nylon guitar'],
  ['synth bass', 'sub bass', 'upright bass'],
  ['ride', 'ride bell', 'snare'],
  ['crash', 'splash', 'tom'],
  ['wood block', 'clave', 'cowbell'],
  ['clave', 'wood block', 'kick drum'],
  ['clave', 'castanets', 'shaker'],
  ['cowbell', 'agogo bell', 'wood block'],
  ['triangle', 'bell', 'tom'],
  ['shaker', 'maracas', 'conga'],
  ['shaker', 'cabasa', 'clave'],
  ['tambourine', 'shaker', 'kick'],
  ['conga', 'bongo', 'cymbal'],
  ['floor tom', 'timpani', 'snare'],
  ['felt piano', 'upright piano', 'harpsichord'],
  ['felt piano', 'electric piano', 'clavinet'],
  ['grand piano', 'upright piano', 'organ'],
  ['nylon guitar', 'jazz guitar', 'distorted guitar'],
  ['nylon guitar', 'acoustic guitar', 'electric guitar'],
  ['steel guitar', 'acoustic guitar', 'jazz guitar'],
  ['marimba', 'kalimba', 'glockenspiel'],
  ['vibraphone', 'celesta', 'wood block'],
  ['dark piano', 'felt piano', 'bright piano'],
  ['bright click', 'tick', 'tock'],
  ['dull click', 'tap', 'sharp tick'],
  ['wooden click', 'tock', 'beep'],
  ['electronic click', 'blip', 'wooden click'],
  ['808 kick', 'sub bass', 'wood block'],
  ['glassy click', 'clink', 'knock'],
  ['hollow wooden knock', 'temple block', 'solid wooden knock'],
  ['boomy kick', 'boom', 'tight kick'],
  ['metronome', 'click', 'cymbal'],
  ['noisy snare', 'white noise', 'tom'],
]

test.each(TRIPLETS)('%s sounds more like %s than like %s', (sound, like, unlike) => {
  const timbre = timbreOfText(sound)
  expect(timbre.distance(timbreOfText(like))).toBeLessThan(timbre.distance(timbreOfText(unlike)))
})

test('no word of the triplets is unknown', () => {
  expect(TRIPLETS.flat().flatMap((prompt) => readPrompt(prompt).unknown)).toEqual([])
})

const SCALES: readonly (readonly [string, string, (typeof BIPOLAR_AXES)[number]])[] = [
  ['dark', 'bright', 'brightness'],
  ['cold', 'warm', 'warmth'],
  ['soft', 'hard', 'hardness'],
  ['high', 'deep', 'depth'],
  ['short', 'long', 'decay'],
  ['smooth', 'rough', 'roughness'],
  ['tight', 'boomy', 'boominess'],
  ['dry', 'wet', 'wetness'],
  ['closed', 'open', 'openness'],
  ['solid', 'hollow', 'hollowness'],
  ['gentle', 'aggressive', 'energy'],
  ['unpitched', 'pitched', 'pitchedness'],
]
const NOUNS = [
  'kick',
  'snare',
  'hi-hat',
  'ride',
  'tom',
  'click',
  'upright bass',
  'piano',
  'nylon guitar',
  'shaker',
]

test.each(SCALES)('from very %s to very %s the %s of everything rises step by step', (low, high, axis) => {
  for (const noun of NOUNS) {
    const steps = [
      `very ${low}`,
      low,
      `slightly ${low}`,
      '',
      `slightly ${high}`,
      high,
      `very ${high}`,
      `extremely ${high}`,
    ]
    const grades = steps.map((step) => timbreOfText(`${step} ${noun}`).grade(axis))
    for (const [i, grade] of grades.entries()) {
      if (i > 0) expect(grade, `${steps[i]} ${noun}`).toBeGreaterThan(grades[i - 1] ?? 1)
    }
  }
})

test('a quality moves a sound but does not make it another thing', () => {
  for (const [low, high] of SCALES) {
    for (const noun of NOUNS) {
      for (const word of [low, high]) {
        const timbre = timbreOfText(`${word} ${noun}`)
        for (const axis of CLASS_AXES) {
          expect(timbre.grade(axis)).toBeCloseTo(timbreOfText(noun).grade(axis), 12)
        }
      }
    }
  }
})

test('not, less and without turn a quality round or take a part away', () => {
  const brightness = (prompt: string) => timbreOfText(prompt).grade('brightness')
  expect(brightness('not bright snare')).toBeLessThan(brightness('snare'))
  expect(brightness('less bright snare')).toBeLessThan(brightness('snare'))
  expect(brightness('not dark snare')).toBeGreaterThan(brightness('snare'))
  const rim = timbreOfText('rim')
  expect(timbreOfText('snare without rim').distance(rim)).toBeGreaterThan(timbreOfText('snare').distance(rim))
  expect(timbreOfText('snare with rim').distance(rim)).toBeLessThan(timbreOfText('snare').distance(rim))
})

test('an instrument outweighs a gesture and a generic word, wherever it stands; after "with" it only colours', () => {
  for (const prompt of ['snare', 'snare crack', 'crack of a snare', 'snare drum sound', 'sound of a snare']) {
    expect(timbreOfText(prompt).grade('snare'), prompt).toBeCloseTo(1, 12)
  }
  expect(timbreOfText('click with snare').grade('snare')).toBeCloseTo(0.4, 12)
  expect(timbreOfText('bass pluck').grade('bass')).toBeCloseTo(1, 12)
})

test('an intensity belongs to the next quality alone', () => {
  const grade = (prompt: string) => timbreOfText(prompt).grade('warmth')
  expect(grade('very short warm kick')).toBe(grade('short warm kick'))
  expect(grade('very bright warm kick')).toBeLessThan(grade('bright very warm kick'))
  expect(grade('bright very, very warm kick')).toBeGreaterThan(grade('bright very warm kick'))
})

test('the order of qualities does not matter', () => {
  const words = ['warm', 'woody', 'short', 'soft']
  fc.assert(
    fc.property(fc.shuffledSubarray(words, { minLength: 4 }), (order) => {
      const timbre = timbreOfText(`${order.join(' ')} click`)
      expect(timbre.distance(timbreOfText('warm woody short soft click'))).toBeLessThan(1e-12)
    }),
  )
})

test.each([
  ['hi-hat', 'Hi Hat', 'hihat', 'HIGH-HAT', 'hats', 'the hat'],
  ['kick drum', 'bass drum', 'kicks', 'a kick'],
  ['woody click', 'wooden click', 'click, woody', 'Woody   CLICK!', 'wood-click'],
  ['bright ride', 'a ride that is bright'],
])('%s is spelled in many ways', (first, ...others) => {
  for (const other of others) expect(timbreOfText(other), other).toEqual(timbreOfText(first))
})

test('comparatives and plurals are known by their stems', () => {
  expect(readPrompt('brighter, shinier, looser and thinner snares').known.map(({ word }) => word)).toEqual([
    'bright',
    'bright',
    'loose',
    'thin',
    'snare',
  ])
})

// [timbre.prompt]
test('unknown words are named with their place and what they may have meant; the rest is heard', () => {
  const prompt = 'Warn wooody click, happy'
  const { embedding, known, unknown } = readPrompt(prompt)
  expect(unknown.map(({ word, start, end }) => [word, prompt.slice(start, end)])).toEqual([
    ['Warn', 'Warn'],
    ['wooody', 'wooody'],
    ['happy', 'happy'],
  ])
  expect(unknown[0]?.nearest).toContain('warm')
  expect(unknown[1]?.nearest[0]).toBe('woody')
  expect(known).toEqual([{ word: 'click', start: 12, end: 17, kind: 'gesture' }])
  expect(embedding).toEqual(timbreOfText('click'))
})

test.each([
  ['snaer', 'snare'],
  ['kik', 'kick'],
  ['hta', 'hat'],
  ['brigth', 'bright'],
  ['metalic', 'metallic'],
  ['uprigth', 'upright'],
  ['distored', 'distorted'],
  ['hevy', 'heavy'],
])('%s may have meant %s', (word, meant) => {
  expect(readPrompt(word).unknown[0]?.nearest[0]).toBe(meant)
})

test.each([
  ...[
    'upright bass, gut strings',
    'spring reverb',
    'pot',
    'mud',
    'cup',
    'wah guitar',
    'bow',
    'jazz',
    'lead synth',
  ],
  ...['upright bass with a cap', 'plate', 'tremolo guitar', 'vinyl', 'trumpet', 'female'],
])('nothing is spelled like what is unknown in "%s"', (prompt) => {
  expect(readPrompt(prompt).unknown.flatMap(({ nearest }) => nearest)).toEqual([])
})

test('places are counted in UTF-16 units, also after an emoji', () => {
  const prompt = '🥁🥁 zzz snare'
  const { known, unknown } = readPrompt(prompt)
  expect(unknown.map(({ start, end }) => prompt.slice(start, end))).toEqual(['zzz'])
  expect(known.map(({ start, end }) => prompt.slice(start, end))).toEqual(['snare'])
})

test('a prompt of nothing known is the neutral timbre', () => {
  for (const prompt of ['', '   ', '!!!', 'qwertz', 'the and of']) {
    expect(readPrompt(prompt).embedding.distance(TimbreEmbedding.neutral())).toBe(0)
  }
})

test('any text is read, without fail and with words in order and apart', () => {
  const words = fc.constantFrom(...knownSpellings(), 'with', 'without', 'no', 'the', 'qwertz', '-', '🎷')
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(words).map((list) => list.join(' ')),
  )
  fc.assert(
    fc.property(text, (prompt) => {
      const { embedding, known, unknown } = readPrompt(prompt)
      expect(embedding.vector.every(Number.isFinite)).toBe(true)
      for (const axis of [...BIPOLAR_AXES, ...MATERIAL_AXES, ...CLASS_AXES]) {
        expect(Math.abs(embedding.grade(axis))).toBeLessThanOrEqual(1 + 1e-9)
      }
      const spans = [...known, ...unknown].toSorted((a, b) => a.start - b.start)
      spans.forEach(({ start, end }, i) => {
        expect(start).toBeGreaterThanOrEqual(spans[i - 1]?.end ?? 0)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(prompt.length)
      })
    }),
    runs(300),
  )
})

test('every spelling of the lexicon reads as its own word', () => {
  for (const entry of LEXICON) {
    for (const spelling of entry.words) {
      expect(
        readPrompt(spelling).known.map(({ word }) => word),
        spelling,
      ).toEqual([entry.words[0]])
    }
  }
  for (const word of Object.keys(INTENSITIES)) expect(readPrompt(word).unknown, word).toEqual([])
})

test('every grade of the lexicon lies within its axis', () => {
  const unipolar = new Set<string>([...MATERIAL_AXES, ...CLASS_AXES])
  for (const { kind, words, grades } of LEXICON) {
    for (const [axis, grade] of Object.entries(grades)) {
      const low = kind !== 'quality' && unipolar.has(axis) ? 0 : -1.5
      expect(grade, `${words[0]} ${axis}`).toBeGreaterThanOrEqual(low)
      expect(Math.abs(grade), `${words[0]} ${axis}`).toBeLessThanOrEqual(kind === 'quality' ? 1.5 : 1)
    }
  }
})

test('qualities leave alone what a thing is', () => {
  const classes = new Set<string>(CLASS_AXES)
  for (const { kind, words, grades } of LEXICON) {
    if (kind === 'quality')
      expect(
        Object.keys(grades).filter((axis) => classes.has(axis)),
        words[0],
      ).toEqual([])
  }
})

test('no two instruments are the same timbre, and each is its own nearest', () => {
  for (const { kind, words } of LEXICON) {
    if (kind !== 'instrument') continue
    const [nearest, second] = nearestNouns(timbreOfText(words[0] ?? ''), 2)
    expect(nearest?.word).toBe(words[0])
    expect(second?.distance, `${words[0]} and ${second?.word}`).toBeGreaterThan(0.004)
  }
})

test('a description reads back near the timbre it describes', () => {
  for (const prompt of ['warm woody click', 'deep kick drum', 'soft brushed snare', 'bright metallic bell']) {
    const timbre = timbreOfText(prompt)
    expect(timbreOfText(describeTimbre(timbre)).distance(timbre), describeTimbre(timbre)).toBeLessThan(0.04)
  }
  const blend = timbreOfText('kick').interpolate(timbreOfText('snare'), 0.5)
  expect(nearestNouns(blend, 3).map(({ word }) => word)).toEqual(
    expect.arrayContaining([expect.stringMatching(/kick|snare|cajon|tom/)]),
  )
})

test('a prompt is read in well under 50 ms', () => {
  const from = process.cpuUsage()
  for (let i = 0; i < 100; i++) timbreOfText('very warm slightly woody click with a soft brushed snare')
  expect(ordinaryMs(from) / 100).toBeLessThan(5)
})
