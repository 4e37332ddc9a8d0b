/** The timbre space: what it was made to do, each with its bar. `npm run bench:timbre` */

import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RATE } from '../models/timbre/audio/excerpt.ts'
import { readFeatures } from '../models/timbre/audio/features.ts'
import { createHitRenderer } from '../models/timbre/audio/render-hit.ts'
import { drawSound } from '../models/timbre/data/sample.ts'
import { SOUND_CLASSES } from '../models/timbre/data/sounds.ts'
import type { JointModel } from '../models/timbre/index.ts'
import { HEADS_FOLDER, openTimbreModel } from '../models/timbre/node.ts'
import { cosine, type SentenceEncoder } from '../models/timbre/text/encoder.ts'
import { openEncoder } from '../models/timbre/text/node.ts'
import { quantile } from './measure.ts'
import type { Bar, BenchResult, Row } from './report.ts'
import { movesOf } from './timbre/alike.ts'
import { classesOf, foundingOf } from './timbre/classes.ts'
import { controlOf, midpointsOf } from './timbre/control.ts'
import { oneShotsOf, shotsMissing } from './timbre/one-shots.ts'
import { promptsInPage } from './timbre/page.ts'
import { TRIPLETS, tripletsOf } from './timbre/triplets.ts'

/** Of the encoder's model card: "That is a happy person" beside three others. */
const CARD = [
  ['That is a happy dog', 0.6946],
  ['That is a very happy person', 0.9429],
  ['Today is a sunny day', 0.2568],
] as const

const atLeast = (value: number, unit = '%'): Bar => ({ relation: 'at least', value, unit })
const atMost = (value: number, unit: string): Bar => ({ relation: 'at most', value, unit })
const row = (what: string, value: number, unit: string, bar: Bar | null): Row => ({
  what,
  ours: { value, unit },
  peer: null,
  ratio: null,
  bar,
})
const share = (what: string, value: number, bar: Bar | null): Row => row(what, 100 * value, '%', bar)

export async function timbreBench(): Promise<BenchResult> {
  const encoder = await openEncoder()
  // Without sentences of an earlier run: a prompt costs what a new one costs.
  const cache = mkdtempSync(join(tmpdir(), 'silencio-bench-timbre-'))
  const opened = openTimbreModel({ encoder: { cache } })
  if (!encoder.ok) throw new Error(encoder.problem)
  if (!opened.ok) throw new Error(opened.problem)
  const { model } = opened
  const notes: string[] = []
  const rows: Row[] = [await cardRow(encoder.encoder)]

  for (const name of TRIPLETS) {
    const triplets = await tripletsOf(model, encoder.encoder, name)
    rows.push({
      what: `${name}: in order, of ${triplets.of}`,
      ours: { value: 100 * triplets.joint, unit: '%' },
      peer: { name: 'the sentence encoder alone', value: 100 * triplets.raw, unit: '%' },
      ratio: null,
      bar: atLeast(90),
    })
    const kinds = Object.entries(triplets.byKind).map(([kind, [, joint, of]]) => `${kind} ${joint} of ${of}`)
    notes.push(`${name}: ${kinds.join(', ')}`)
  }

  const founding = await foundingOf(model)
  const known = founding.filter(({ wanted, head, plain }) => wanted.includes(head) && wanted.includes(plain))
  rows.push(
    row(
      'founding prompts, rendered, recognised by the audio head and by plain features, of 6',
      known.length,
      '',
      atLeast(6, ''),
    ),
  )
  for (const { prompt, wanted, head, plain } of founding)
    if (!wanted.includes(head) || !wanted.includes(plain))
      notes.push(`"${prompt}" was taken for ${head}, by plain features for ${plain}`)

  let [kept, keptHead, keptPlain] = [0, 0, 0]
  for (const [kind, bar] of [
    ['seen words', 90],
    ['held-out nouns', 75],
    ['held-out adjectives', 75],
  ] as const) {
    const { head, plain, of } = await classesOf(model, kind)
    rows.push(share(`${kind} → numbers → sound → class by the audio head, of ${of}`, head, atLeast(bar)))
    rows.push(share(`${kind} → numbers → sound → class by plain features`, plain, atLeast(bar)))
    if (kind === 'seen words') continue
    kept += of
    keptHead += head * of
    keptPlain += plain * of
  }
  rows.push(share(`all held-out words → class by the audio head, of ${kept}`, keptHead / kept, atLeast(75)))
  rows.push(share('all held-out words → class by plain features', keptPlain / kept, atLeast(75)))

  for (const [attribute, what] of [
    ['bright', 'very dark … very bright: Bark centroid'],
    ['long', 'very short … very long: decay by 20 dB'],
    ['hard', 'very soft … very hard: AudioCommons hardness'],
  ] as const) {
    const control = await controlOf(model, attribute)
    rows.push(
      share(`${what}, ρ ≥ .9 in so many of ${control.classes.length} classes`, control.share, atLeast(80)),
    )
    rows.push(row(`${what}, mean ρ`, control.mean, '', null))
    const missed = control.classes.filter(({ rho }) => rho < 0.9 - 1e-9)
    if (missed.length > 0)
      notes.push(`${what}: ${missed.map(({ id, rho }) => `${id} ${rho.toFixed(1)}`).join(', ')}`)
  }

  if (shotsMissing !== null) notes.push(shotsMissing)
  else {
    const shots = oneShotsOf(model)
    rows.push(
      share(
        `recorded one-shots never trained on, class among the first 3, of ${shots.of}`,
        shots.top3,
        atLeast(80),
      ),
    )
    rows.push(share('recorded one-shots, class first', shots.top1, null))
    rows.push(share('recorded one-shots by plain features, class among the first 3', shots.plain3, null))
    for (const [name, wanted, said] of shots.wrong)
      notes.push(`${name} is ${wanted}, and was taken for ${said}`)
  }

  const midpoints = await midpointsOf(model)
  rows.push(
    share(
      `half way between two prompts, rendered: nearer to each end than they are to each other, of ${midpoints.of}`,
      midpoints.near,
      atLeast(90),
    ),
    share('half way between two prompts, rendered: Bark centroid between theirs', midpoints.between, null),
  )
  const moves = await movesOf(model)
  rows.push(
    row('"slightly" moves a noun, median (1 − cosine)', moves.slightly, '', null),
    share(`a plain quality moves a noun farther than ${model.alike}`, moves.beyond, atLeast(90)),
  )
  rows.push(...(await costRows(model)))
  rows.push(row('committed files of the space', bytesOf(HEADS_FOLDER) / 1e6, 'MB', atMost(4, 'MB')))
  await encoder.encoder.close()
  await opened.close()
  rmSync(cache, { recursive: true, force: true })
  return { bench: 'timbre', subject: 'words, sounds and voices in one space', rows, notes }
}

async function cardRow(encoder: SentenceEncoder): Promise<Row> {
  const { vector } = await encoder.encode('That is a happy person')
  let most = 0
  for (const [sentence, said] of CARD)
    most = Math.max(most, Math.abs(cosine(vector, (await encoder.encode(sentence)).vector) - said))
  return row("sentence encoder: farthest from its model card's cosines", most, '', atMost(0.005, ''))
}

/** Milliseconds on the wall clock, medians: what somebody waits for. */
async function costRows(model: JointModel): Promise<readonly Row[]> {
  const prompts = SOUND_CLASSES.map(
    ({ id }, i) => `a ${i % 2 === 0 ? 'warm' : 'very bright'} ${id}, take ${i}`,
  )
  const embeds: number[] = []
  const decodes: number[] = []
  const hits: number[] = []
  const reads: number[] = []
  const renderer = createHitRenderer(RATE)
  for (const [i, prompt] of prompts.entries()) {
    const embedded = await timed(() => model.embed(prompt))
    embeds.push(embedded.ms)
    decodes.push((await timed(async () => model.decode(embedded.result.vector, 'percussion'))).ms)
    const hit = await timed(async () =>
      renderer.render(SOUND_CLASSES[i]?.target ?? 'percussion', drawSound(1, i, 0), 0.5),
    )
    hits.push(hit.ms)
    reads.push((await timed(async () => readFeatures([hit.result], RATE))).ms)
  }
  const page = await promptsInPage()
  return [
    row('a prompt in Node: encoder, head, attributes', quantile(embeds, 0.5), 'ms', atMost(50, 'ms')),
    ...(page === null
      ? []
      : [
          row(
            'a prompt in a page: encoder in a worker, loaded',
            quantile(page.prompts, 0.5),
            'ms',
            atMost(80, 'ms'),
          ),
          row('loading the encoder there', page.loading, 'ms', null),
        ]),
    row('numbers of a voice from 256', quantile(decodes, 0.5), 'ms', null),
    row('half a second of a hit, rendered', quantile(hits, 0.5), 'ms', atMost(5, 'ms')),
    row('62 features of it', quantile(reads, 0.5), 'ms', null),
  ]
}

async function timed<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const before = performance.now()
  const result = await run()
  return { result, ms: performance.now() - before }
}

function bytesOf(folder: string): number {
  return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)
}
