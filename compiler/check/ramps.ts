/** Ramps of sections that are longer than those: they never come to their end, since each turn begins them anew. */

import type { Property } from '../../language/ast.ts'
import type { FileModel, MemberModel, MeterModel, SectionModel, SpanModel } from '../model.ts'
import { countOf } from './cell-counts.ts'
import { type FileContext, rewrite, sourceOf } from './context.ts'
import { overridesIn, partIn } from './parts.ts'
import { modifier } from './read.ts'
import { blockOf, propertyOf } from './written.ts'

/** @param sections that are played */
export function reportCutRamps(ctx: FileContext, model: FileModel, sections: readonly SectionModel[]): void {
  for (const section of sections) {
    const program = section.tempo?.program
    if (program?.k === 'ramp' && isCut(program.over, section, model.meter))
      report(ctx, section, propertyOf(ctx, blockOf(ctx, section.name), null, 'tempo'))
  }
  overridesIn(sections, ({ member, part: { level } }, section) => {
    if (level?.k !== 'ramp' || level === member.own.level || !isCut(level.over, section, model.meter)) return
    report(ctx, section, propertyOf(ctx, blockOf(ctx, section.name), member.name, 'level'))
  })
  for (const member of model.members) {
    const longest = cutEverywhere(member, sections, model.meter)
    if (longest !== null) report(ctx, longest, propertyOf(ctx, blockOf(ctx, member.name), null, 'level'))
  }
}

/** The longest of the sections in which a member's own ramp is cut, if that is all in which it plays it. */
function cutEverywhere(
  member: MemberModel,
  sections: readonly SectionModel[],
  home: MeterModel,
): SectionModel | null {
  const { level } = member.own
  if (level?.k !== 'ramp') return null
  let longest: SectionModel | null = null
  for (const section of sections) {
    if (partIn(member, section).level !== level) continue
    if (!isCut(level.over, section, home)) return null
    if (longest === null || quarters(section, home) > quarters(longest, home)) longest = section
  }
  return longest
}

function quarters({ bars, meter }: SectionModel, home: MeterModel): number {
  return bars === null ? Number.POSITIVE_INFINITY : bars * lengthOf(meter ?? home)
}

const lengthOf = ({ quarters: { num, den } }: MeterModel): number => num / den

/** Lengths in seconds depend on the tempo, and learned ones on what is learned. */
function isCut({ amount, unit }: SpanModel, section: SectionModel, home: MeterModel): boolean {
  if (amount.k !== 'const' || unit === 's') return false
  const meter = section.meter ?? home
  const each =
    unit === 'bars' ? lengthOf(meter) : unit === 'steps' ? 1 / 4 : lengthOf(meter) / meter.beats.length
  return amount.v * each > quarters(section, home) + SLACK
}

/** Of what rounding may add. */
const SLACK = 1e-6

function report(ctx: FileContext, section: SectionModel, property: Property | null): void {
  const over = property === null ? null : modifier(property, 'over')
  const [written] = over?.values ?? []
  if (written === undefined || section.bars === null) return
  const bars = countOf(section.bars, 'bar')
  const args = { section: section.name, bars, over: sourceOf(ctx, written) }
  ctx.report('SIL0429', written, args, { fixes: [rewrite(written, bars)] })
}
