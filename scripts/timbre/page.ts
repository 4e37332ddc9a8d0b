/**
 * The pictures and tables of docs/timbre.md: node scripts/on-own-node.mjs scripts/timbre/page.ts [FOLDER of pictures]
 *
 * Pictures go to docs/images; tables are printed, for the page.
 */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { METERS } from '../../bench/timbre/control.ts'
import { classOf, soundOf } from '../../bench/timbre/hear.ts'
import { RATE } from '../../models/timbre/audio/excerpt.ts'
import { SOUND_CLASSES } from '../../models/timbre/data/sounds.ts'
import { openTimbreModel } from '../../models/timbre/node.ts'
import { type Attribute, OPPOSITES } from '../../models/timbre/words/attributes.ts'
import { gradedPrompts } from '../../models/timbre/words/captions.ts'
import { CLASSES, FOUNDING_PROMPTS } from '../../models/timbre/words/lexicon.ts'
import { type Line, lines, spectrograms } from './picture.ts'

const folder = process.argv[2] ?? join(import.meta.dirname, '..', '..', 'docs', 'images')
mkdirSync(folder, { recursive: true })
const opened = await openTimbreModel()
if (!opened.ok) throw new Error(opened.problem)
const { model } = opened

const heard = async (prompt: string, id: string) =>
  soundOf(model, (await model.embed(prompt)).vector, classOf(id))
const nounOf = (id: string): string => CLASSES.find((each) => each.id === id)?.nouns[0]?.noun ?? id

writeFileSync(
  join(folder, 'timbre-founding.svg'),
  spectrograms(
    'The six founding prompts, rendered: 0.6 s, 0 to 16 kHz',
    await Promise.all(
      FOUNDING_PROMPTS.map(async ({ prompt }) => ({
        title: prompt,
        samples: (await heard(prompt, 'kick')).samples,
      })),
    ),
    { columns: 3, seconds: 0.6, rate: RATE, width: 220, height: 110 },
  ),
)
writeFileSync(
  join(folder, 'timbre-classes.svg'),
  spectrograms(
    'Each class by its plain noun, rendered: 1 s, 0 to 16 kHz',
    await Promise.all(
      SOUND_CLASSES.map(async ({ id }) => ({
        title: nounOf(id),
        samples: (await heard(nounOf(id), id)).samples,
      })),
    ),
    { columns: 6, seconds: 1, rate: RATE, width: 120, height: 80 },
  ),
)

const SWEPT = ['kick', 'snare', 'hat', 'woodblock', 'bell', 'marimba', 'guitar']

for (const [attribute, name] of [
  ['bright', 'Bark centroid of what is rendered'],
  ['long', 'log10 of the seconds to fall by 20 dB'],
] as const) {
  const rows: Line[] = []
  for (const id of SWEPT) {
    const values: number[] = []
    for (const prompt of gradedPrompts(attribute, nounOf(id), OPPOSITES[attribute].low))
      values.push(METERS[attribute](await heard(prompt, id)))
    rows.push({ title: nounOf(id), values })
  }
  writeFileSync(
    join(folder, `timbre-${attribute}.svg`),
    lines(
      name,
      gradedPrompts(attribute, '', OPPOSITES[attribute].low).map((step) => step.trim() || 'plain'),
      rows,
    ),
  )
}

/** Prompts beside each other, each with its nearest classes. */
for (const prompt of [
  'warm woody click',
  'sharp metallic tick',
  'dusty old drum machine snare',
  'a door knock',
  'rain on a tin roof',
  'church bells far away',
  'the punch of a boxer',
]) {
  const { vector, unknown, attributes } = await model.embed(prompt)
  const near = model
    .nearest(vector)
    .slice(0, 4)
    .map(({ id, cosine }) => `${id} ${cosine.toFixed(2)}`)
  const most = Object.entries(attributes)
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    .slice(0, 4)
    .map(([name, value]) =>
      value < 0 && isAttribute(name)
        ? `${OPPOSITES[name].low} ${(-value).toFixed(2)}`
        : `${name} ${value.toFixed(2)}`,
    )
  console.log(`| ${prompt} | ${near.join(', ')} | ${most.join(', ')} | ${unknown.join(', ')} |`)
}
await opened.close()

function isAttribute(name: string): name is Attribute {
  return Object.hasOwn(OPPOSITES, name)
}
