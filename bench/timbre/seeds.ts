/**
 * The same measures of several trainings: node scripts/on-own-node.mjs bench/timbre/seeds.ts FOLDER FOLDER …
 *
 * Each folder has heads as `npm run train:timbre -- --seed N --out FOLDER` writes them. Prints a row for each measure, a column for each
 * folder. The plain check is the committed one for all: it knows no network.
 */

import { basename } from 'node:path'
import { openTimbreModel } from '../../models/timbre/node.ts'
import { openEncoder } from '../../models/timbre/text/node.ts'
import { classesOf, foundingOf } from './classes.ts'
import { controlOf, midpointsOf } from './control.ts'
import { oneShotsOf, shotsMissing } from './one-shots.ts'
import { tripletsOf } from './triplets.ts'
import { voicesOf } from './voices.ts'

const folders = process.argv.slice(2)
if (folders.length === 0) {
  console.error('usage: bench/timbre/seeds.ts FOLDER…')
  process.exit(2)
}
const encoder = await openEncoder()
if (!encoder.ok) throw new Error(encoder.problem)
const columns: ReadonlyMap<string, number>[] = []
for (const heads of folders) {
  const opened = await openTimbreModel({ heads })
  if (!opened.ok) throw new Error(`${heads}: ${opened.problem}`)
  const { model } = opened
  const column = new Map<string, number>()
  column.set('triplets', (await tripletsOf(model, encoder.encoder)).joint)
  const founding = await foundingOf(model)
  column.set(
    'founding prompts, both checks',
    founding.filter(({ wanted, head, plain }) => wanted.includes(head) && wanted.includes(plain)).length /
      founding.length,
  )
  for (const kind of ['seen words', 'held-out nouns', 'held-out adjectives'] as const) {
    const { head, plain } = await classesOf(model, kind)
    column.set(`${kind}, audio head`, head)
    column.set(`${kind}, plain features`, plain)
  }
  for (const attribute of ['bright', 'long', 'hard'] as const) {
    const { share, mean } = await controlOf(model, attribute)
    column.set(`ρ ≥ .9, ${attribute}`, share)
    column.set(`mean ρ, ${attribute}`, mean)
  }
  if (shotsMissing === null) {
    const shots = oneShotsOf(model)
    column.set('recorded one-shots, top 1', shots.top1)
    column.set('recorded one-shots, top 3', shots.top3)
    const voices = voicesOf(model)
    column.set('voices of recordings, cosine', voices.own)
    column.set('voices of recordings, nearer to their own', voices.nearer)
  }
  column.set('midpoints nearer to both ends', (await midpointsOf(model)).near)
  columns.push(column)
  await opened.close()
}
await encoder.encoder.close()

console.log(`| % | ${folders.map((folder) => basename(folder)).join(' | ')} |`)
console.log(`|---|${folders.map(() => '---|').join('')}`)
for (const name of columns[0]?.keys() ?? [])
  console.log(
    `| ${name} | ${columns.map((column) => (100 * (column.get(name) ?? 0)).toFixed(1)).join(' | ')} |`,
  )
