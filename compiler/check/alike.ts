/** Timbres of a piece that are written differently and sound the same. */

import type { FileModel, MemberModel, PartModel, TimbreModel } from '../model.ts'
import { type FileContext, related } from './context.ts'

/** More timbres than this are not compared with each other: no band has them. */
const MOST = 100

type Point = Extract<TimbreModel, { kind: 'prompt' | 'sample' }>

/** A hint at the later of two, once for each timbre. Those of mixes and neighbourhoods move. */
export function hintAlike(ctx: FileContext, model: FileModel): void {
  /** By instrument, then by what is written. */
  const groups = new Map<string, Map<string, Point>>()
  for (const { member, part } of partsOf(model)) {
    // A bass and a drum are never taken for each other.
    const group = groups.get(instrumentOf(member)) ?? new Map<string, Point>()
    groups.set(instrumentOf(member), group)
    for (const timbre of timbresOf(part)) {
      if (timbre.kind !== 'prompt' && timbre.kind !== 'sample') continue
      if (group.size < MOST && !group.has(textOf(timbre))) group.set(textOf(timbre), timbre)
    }
  }
  for (const group of groups.values()) hintAlikeIn(ctx, [...group.values()])
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
    const other = ordered.slice(0, i).find((one) => isAlike(ctx, one, timbre))
    if (other === undefined) return
    const places = isHere(other) ? [related(ctx, other.span, 'the other one')] : []
    ctx.report('SIL0219', timbre.span, { a: textOf(timbre), b: textOf(other) }, { related: places })
  })
}

function partsOf(model: FileModel): readonly { readonly member: MemberModel; readonly part: PartModel }[] {
  return [
    ...model.members.map((member) => ({ member, part: member.own })),
    ...model.sections.flatMap(({ overrides }) => overrides),
  ]
}

function timbresOf({ timbre, accents, voices }: PartModel): readonly TimbreModel[] {
  const own = [timbre, ...accents.map((accent) => accent.timbre)]
  const theirs = voices.flatMap((voice) => [voice.timbre, ...voice.accents.map((accent) => accent.timbre)])
  return [...own, ...theirs].filter((one) => one !== null)
}

function instrumentOf({ kind }: MemberModel): string {
  return kind === 'metronome' || kind === 'drummer' ? 'percussion' : kind
}

const textOf = (timbre: Point): string => (timbre.kind === 'prompt' ? timbre.text : timbre.path)

/** One vector stands in for all prompts that a model was not asked about yet: of those nobody can say. */
function isAlike({ values: { space } }: FileContext, a: Point, b: Point): boolean {
  return a.vector !== b.vector && distanceOf(a, b) < space.alike
}

function distanceOf(a: Point, b: Point): number {
  return 1 - a.vector.reduce((sum, x, i) => sum + x * (b.vector[i] ?? 0), 0)
}
