/** Timbres of a piece that are written differently and sound the same. */

import type { FileModel, MemberModel, PartModel, TimbreModel } from '../model.ts'
import { type FileContext, related } from './context.ts'
import { overridesIn } from './parts.ts'

/** More timbres than this are not compared with each other: no band has them. */
const MOST = 100

type Point = Extract<TimbreModel, { kind: 'prompt' | 'sample' }>

/** By instrument, then by what is written. */
type Groups = Map<string, Map<string, Point>>

/** A hint at the later of two, once for each timbre. Those of mixes and neighbourhoods move. */
export function hintAlike(ctx: FileContext, { members, sections }: FileModel): void {
  const groups: Groups = new Map()
  for (const member of members) gather(groups, member, member.own)
  overridesIn(sections, ({ member, part }) => gather(groups, member, part))
  for (const group of groups.values()) hintAlikeIn(ctx, [...group.values()])
}

function gather(groups: Groups, { kind }: MemberModel, part: PartModel): void {
  // A bass and a drum are never taken for each other.
  const instrument = kind === 'metronome' || kind === 'drummer' ? 'percussion' : kind
  let group = groups.get(instrument)
  if (group === undefined) {
    group = new Map()
    groups.set(instrument, group)
  }
  add(group, part)
  for (let v = 0; v < part.voices.length; v++) {
    const voice = part.voices[v]
    if (voice !== undefined) add(group, voice)
  }
}

function add(group: Map<string, Point>, { timbre, accents }: Pick<PartModel, 'timbre' | 'accents'>): void {
  addOne(group, timbre)
  for (let i = 0; i < accents.length; i++) addOne(group, accents[i]?.timbre ?? null)
}

function addOne(group: Map<string, Point>, timbre: TimbreModel | null): void {
  if (timbre?.kind !== 'prompt' && timbre?.kind !== 'sample') return
  if (group.size < MOST && !group.has(textOf(timbre))) group.set(textOf(timbre), timbre)
}

function hintAlikeIn(ctx: FileContext, group: readonly Point[]): void {
  const isHere = (timbre: Point): boolean => timbre.file === ctx.file.path
  // What is imported cannot be changed here: it stands first, and is not told of.
  const ordered = [
    ...group.filter((timbre) => !isHere(timbre)),
    ...group.filter(isHere).sort((a, b) => a.span.start - b.span.start),
  ]
  ordered.forEach((timbre, i) => {
    if (!isHere(timbre)) return
    const other = ordered.find((one, k) => k < i && isAlike(ctx, one, timbre))
    if (other === undefined) return
    const places = isHere(other) ? [related(ctx, other.span, 'the other one')] : []
    ctx.report('SIL0219', timbre.span, { a: textOf(timbre), b: textOf(other) }, { related: places })
  })
}

const textOf = (timbre: Point): string => (timbre.kind === 'prompt' ? timbre.text : timbre.path)

/** One vector stands in for all prompts that a model was not asked about yet: of those nobody can say. */
function isAlike({ values: { space } }: FileContext, a: Point, b: Point): boolean {
  return a.vector !== b.vector && distanceOf(a, b) < space.alike
}

function distanceOf(a: Point, b: Point): number {
  let cosine = 0
  for (let i = 0; i < a.vector.length; i++) cosine += (a.vector[i] ?? 0) * (b.vector[i] ?? 0)
  return 1 - cosine
}
