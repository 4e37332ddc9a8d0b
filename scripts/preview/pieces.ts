/** The examples as cards of the gallery, each with a bar of what its band plays alone. */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSource } from '../../cli/io/workspace.ts'
import { loadPolicy } from '../../cli/policy.ts'
import { check } from '../../compiler/compile.ts'
import { openingSection } from '../../runtime/opening.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import type { GalleryPiece, GalleryRow } from '../../studio/views/gallery-piece.ts'

/** A row of the table in examples/README.md: the file, and what it shows. */
const ROW = /^\| \[[^\]]+\]\(([^)]+\.sil)\) \| (.+) \|$/gm

const DRUMS = ['crash', 'bell', 'ride', 'hat', 'tom1', 'tom2', 'tom3', 'snare', 'rim', 'kick', 'pedal']

export async function previewPieces(examples: string): Promise<readonly GalleryPiece[]> {
  const table = readFileSync(join(examples, 'README.md'), 'utf8')
  const pieces: GalleryPiece[] = []
  for (const [, file = '', about = ''] of table.matchAll(ROW)) {
    if (existsSync(join(examples, file))) pieces.push(await pieceOf(join(examples, file), file, plain(about)))
  }
  return pieces
}

const plain = (markdown: string): string =>
  capital(markdown.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').replaceAll('`', ''))

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

async function pieceOf(path: string, id: string, about: string): Promise<GalleryPiece> {
  const opened = openSource(path)
  const { ir } = check({ path: opened.path, text: opened.text, host: opened.host })
  if (ir === null) throw new Error(`${path} has errors`)
  const policy = await loadPolicy(ir, opened)
  const { definition } = policy
  const meter = openingSection(definition)?.meter
  const { beats, bpm } = policy.score({ bars: 4, seed: 7 })
  return {
    id,
    title: definition.title,
    about,
    tempo: bpm,
    meter: meter === undefined ? '4/4' : `${meter.upper}/${meter.lower}`,
    beats: meter?.beats.map((quarters) => quarters / meter.quarters) ?? [0],
    members: definition.members.map(({ name, kind }) => ({ name, kind })),
    rhythm: rhythmOf(beats),
  }
}

/** The second bar, which a pickup or a crash of the first does not colour. */
function rhythmOf(beats: readonly Beat[]): readonly GalleryRow[] {
  const start = (measure: number): number =>
    Math.min(...beats.filter((beat) => beat.measure === measure).map((beat) => beat.gridTimestamp))
  const from = start(2)
  const bar = start(3) - from
  const rows = new Map<string, GalleryRow & { strokes: GalleryRow['strokes'][number][] }>()
  for (const beat of beats) {
    if (beat.measure !== 2) continue
    const row = rows.get(beat.voice) ?? { name: beat.voice, strokes: [] }
    rows.set(beat.voice, row)
    const at = Math.max(0, (beat.gridTimestamp - from) / bar)
    const known = row.strokes.some((stroke) => Math.abs(stroke.at - at) < 0.005)
    if (!known)
      row.strokes.push({ at, velocity: beat.velocity, length: beat.pitch === null ? 0 : beat.duration / bar })
  }
  const rank = ({ name }: GalleryRow): number =>
    DRUMS.includes(name) ? DRUMS.indexOf(name) : name === 'beat' ? -1 : 50
  return [...rows.values()].sort((a, b) => rank(a) - rank(b))
}
