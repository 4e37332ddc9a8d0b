/** What depends on who plays in which section: do the cells fit its metre, does a pitch fit the range, who plays the root? */

import type { Item, Span } from '../../language/ast.ts'
import { PROPERTIES } from '../../language/vocabulary.ts'
import { LIMITS } from '../limits.ts'
import type {
  BarModel,
  ChordLine,
  FileModel,
  MemberModel,
  MeterModel,
  PartModel,
  PatternModel,
  SectionModel,
  VoiceModel,
} from '../model.ts'
import type { MemberKind } from '../policy-types.ts'
import { countHint, countOf, fits, fittingCounts, likelyGroups } from './cell-counts.ts'
import { type FileContext, moved, related, rewrite, sourceOf } from './context.ts'
import { checkLoop } from './loops.ts'
import { changeOf } from './note-values.ts'
import { partIn, sounds } from './parts.ts'
import { checkPitches, type Pitches } from './pitch-range.ts'

export function checkFit(ctx: FileContext, model: FileModel): void {
  const sections: readonly (SectionModel | null)[] = model.sections.length > 0 ? model.sections : [null]
  if (!fewMetres(ctx, model)) return
  const done: Done = { metres: new Map(), pitches: new Map(), told: new Map() }
  const band = bandOf(model.members)
  for (const section of sections) {
    const at = inMetre(done, model, section?.meter ?? model.meter)
    if (section !== null) checkChordBars(ctx, section.chords, at)
    checkPlays(ctx, model.player.plays, section, at)
    checkMembers(ctx, section, at, done)
    checkRoots(ctx, band, section)
  }
  for (const member of model.members) checkSilence(ctx, member, model.sections)
}

/** The members, and some of them apart: sections are many. */
interface Band {
  readonly members: readonly MemberModel[]
  readonly bassists: readonly MemberModel[]
}

function bandOf(members: readonly MemberModel[]): Band {
  return {
    members,
    bassists: members.filter((member) => member.kind === 'bassist'),
  }
}

/** What has been looked at, so that everything is told once. */
interface Done {
  readonly metres: Map<string, InMetre>
  /** The lowest and the highest pitch that is written in some bars. */
  readonly pitches: Map<readonly BarModel[], Pitches>
  /** By range, or '' for accents. */
  readonly told: Map<string, Set<object>>
}

interface InMetre {
  readonly meter: MeterModel
  /** The piece's, which patterns are written for that no section has for itself. */
  readonly home: MeterModel
  /** Bars that fit and are the same notes as in that. */
  readonly same: Set<object>
  /** Members whose own parts nobody has looked at. */
  waiting: readonly MemberModel[]
  /** Bars that fit, of patterns and of chords: many are written alike. */
  readonly fitting: Set<object>
  /** Patterns that do not. */
  readonly told: Set<object>
}

function inMetre({ metres }: Done, model: FileModel, meter: MeterModel): InMetre {
  let known = metres.get(meter.text)
  if (known === undefined) {
    known = {
      meter,
      home: model.meter,
      same: new Set(),
      waiting: model.members,
      fitting: new Set(),
      told: new Set(),
    }
    metres.set(meter.text, known)
  }
  return known
}

/** Each pattern is cut to each metre: a file of a thousand metres must not cost a thousand times a file. */
function fewMetres(ctx: FileContext, model: FileModel): boolean {
  const metres = new Set([model.meter.text])
  for (const section of model.sections) {
    if (section.meter === null) continue
    metres.add(section.meter.text)
    if (metres.size > LIMITS.metres) {
      ctx.report('SIL0422', section.meter.span, { what: 'Metres', found: metres.size, limit: LIMITS.metres })
      return false
    }
  }
  return true
}

/** What the player plays is written for the piece's metre, or by the section for its own. */
function checkPlays(
  ctx: FileContext,
  plays: PatternModel | null,
  section: SectionModel | null,
  at: InMetre,
): void {
  const own = section?.plays ?? null
  if (own !== null) checkPattern(ctx, own, at, null, null, null)
  else if (plays !== null) checkPattern(ctx, plays, at, section, null, null)
}

/** Those of whom the section says something; the others once in each metre. */
function checkMembers(ctx: FileContext, section: SectionModel | null, at: InMetre, done: Done): void {
  if (at.waiting.length > 0) {
    const waits = (member: MemberModel): boolean =>
      isMuted(member, section) || partIn(member, section) !== member.own
    for (const member of at.waiting) {
      if (!waits(member)) checkPart(ctx, member, member.own, section, at, done)
    }
    at.waiting = at.waiting.filter(waits)
  }
  if (section === null) return
  for (let i = 0; i < section.overrides.length; i++) {
    const override = section.overrides[i]
    if (override === undefined || isMuted(override.member, section)) continue
    checkPart(ctx, override.member, override.part, section, at, done)
  }
}

function isMuted({ name }: MemberModel, section: SectionModel | null): boolean {
  return section?.mute.includes(name) === true
}

function checkPart(
  ctx: FileContext,
  member: MemberModel,
  part: PartModel,
  section: SectionModel | null,
  at: InMetre,
  done: Done,
): void {
  const walks = part.walk === true
  for (let i = 0; i < part.voices.length; i++) {
    const voice = part.voices[i]
    if (voice === undefined || (voice.pattern === null && !walks)) continue
    if (voice.pattern !== null && !walks) {
      // The section's metre is at fault where it meets a pattern that was written for the piece's.
      const guest = section !== null && voice.section !== section.name ? section : null
      checkPattern(ctx, voice.pattern, at, guest, member, voice)
      // Only lines hold pitches.
      if (member.kind === 'bassist') {
        checkPitches(ctx, voice.pattern, part, done.pitches, (subject, key) => isNew(done, subject, key))
      }
    }
    checkAccents(ctx, voice.accents, at.meter, done)
  }
  checkAccents(ctx, part.accents, at.meter, done)
}

/** Not told of before? */
function isNew({ told }: Done, subject: object, key: string): boolean {
  let seen = told.get(key)
  if (seen === undefined) {
    seen = new Set()
    told.set(key, seen)
  }
  if (seen.has(subject)) return false
  seen.add(subject)
  return true
}

// ---- cells ------------------------------------------------------------------------------------------------------

/**
 * @param guestIn the section whose metre is at fault where it does not fit; null: the pattern was written for this metre
 * @param member null: the player
 */
function checkPattern(
  ctx: FileContext,
  pattern: PatternModel,
  at: InMetre,
  guestIn: SectionModel | null,
  member: MemberModel | null,
  voice: VoiceModel | null,
): void {
  const { bars, by, loop } = pattern
  const { meter, told } = at
  // Guests that fit are looked at once more: what notes are they here?
  const fitting = guestIn !== null && meter.text !== at.home.text ? at.same : at.fitting
  if (meter.unknown) return
  if ((loop === null && fitting.has(bars)) || told.has(pattern)) return
  if (loop !== null) {
    told.add(pattern)
    checkLoop(ctx, pattern, loop, meter)
    return
  }
  const bar = bars.find(
    ({ meant, broken, cells }) => !broken && (meant ? cells.length === 0 : !fits(meter, cells.length)),
  )
  if (bar === undefined) {
    if (fitting !== at.same || !checkNotes(ctx, pattern, at, guestIn, member, voice)) fitting.add(bars)
    return
  }
  told.add(pattern)
  const count = bar.cells.length
  const span = moved(bar.span, by)
  if (guestIn === null || guestIn.meter === null) reportCount(ctx, meter, count, span)
  else
    reportGuest(ctx, meter, count, span, { section: guestIn.name, meter: guestIn.meter.span, member, voice })
}

/** As many cells as no bar of its metre has. */
function reportCount(ctx: FileContext, meter: MeterModel, count: number, span: Span): void {
  const near = countHint(fittingCounts(meter), count)
  const args = { count: countOf(count, 'cell'), room: `a bar of ${meter.text}`, near }
  const place = { start: span.start, end: span.start }
  const fixes =
    count === 0
      ? [rewrite(span, '.', 'Write a silent bar')]
      : [rewrite(place, meantMark(ctx, span, count), `Say that ${count} are meant`)]
  const apart = chancesApart(ctx, span)
  if (fits(meter, count + apart.more)) {
    const hint = `\`x~\` is one cell, a hit with a chance; \`x ~\` are two. ${near}`
    ctx.report('SIL0401', span, args, { hint, fixes: [rewrite(span, apart.text)] })
    return
  }
  const groups = likelyGroups(meter, count)
  if (groups === null) ctx.report('SIL0401', span, args, { fixes })
  else {
    // Three in 7/8 are rarely even: whoever writes a cell a group has left the groups out.
    const end = { start: meter.span.end, end: meter.span.end }
    const title = `Group the metre: ${meter.text} ${groups}`
    const hint = `For a cell to each group write: meter ${meter.text} ${groups}. ${near}`
    ctx.report('SIL0401', span, args, { hint, fixes: [rewrite(end, ` ${groups}`, title), ...fixes] })
  }
}

/** A pattern of the piece's metre that a section of another metre cannot play. */
function reportGuest(
  ctx: FileContext,
  meter: MeterModel,
  count: number,
  span: Span,
  where: {
    readonly section: string
    readonly meter: Span
    readonly member: MemberModel | null
    readonly voice: VoiceModel | null
  },
): void {
  const { member, voice } = where
  const muted = member === null ? '' : `, or mute ${member.name} there`
  const instead = `${insteadOf(member, voice)}${muted}`
  const args = { section: where.section, meter: meter.text, count: countOf(count, 'cell'), instead }
  ctx.report('SIL0418', span, args, {
    related: [related(ctx, where.meter, `${meter.text} is the metre here`)],
  })
}

/** What a section says of a pattern that is written elsewhere. */
function insteadOf(member: MemberModel | null, voice: VoiceModel | null): string {
  return member === null || voice === null ? 'plays |…|' : `${member.name}.${voice.name} |…|`
}

/** Cells that fit here, too, and are other notes. Were there some? */
function checkNotes(
  ctx: FileContext,
  pattern: PatternModel,
  { meter, home, told }: InMetre,
  guestIn: SectionModel | null,
  member: MemberModel | null,
  voice: VoiceModel | null,
): boolean {
  if (guestIn === null || guestIn.meter === null) return false
  const rings = member?.kind === 'drummer' || member?.kind === 'metronome' || member === null
  for (const bar of pattern.bars) {
    const change = changeOf(bar, home, meter, rings)
    if (change === null) continue
    told.add(pattern)
    ctx.report(
      'SIL0428',
      moved(bar.span, pattern.by),
      {
        section: guestIn.name,
        meter: meter.text,
        home: home.text,
        count: countOf(bar.cells.length, 'cell'),
        instead: insteadOf(member, voice),
        ...change,
      },
      { related: [related(ctx, guestIn.meter.span, `${meter.text} is the metre here`)] },
    )
    return true
  }
  return false
}

/** `x~x.` with its `~` as cells of their own, and how many more these are. */
function chancesApart(ctx: FileContext, bar: Span): { readonly text: string; readonly more: number } {
  const written = sourceOf(ctx, bar)
  const text = written.replace(/([xXg])~/g, '$1 ~')
  return { text, more: text.length - written.length }
}

/** `15:` and a blank where the cells follow at once. */
function meantMark(ctx: FileContext, bar: Span, count: number): string {
  return ctx.file.text.charAt(bar.start) === ' ' ? `${count}:` : `${count}: `
}

function checkChordBars(ctx: FileContext, { bars, by }: ChordLine, { meter, fitting }: InMetre): void {
  if (meter.unknown || fitting.has(bars)) return
  let all = true
  const doubled = bars.map(({ span }) => span).filter(({ start, end }) => start === end)
  let toldEmpty = false
  for (const bar of bars) {
    const count = bar.cells.length
    if (bar.repeat || bar.meant || bar.broken || fits(meter, count)) continue
    all = false
    // Empty ones are told of together.
    if (count === 0 && toldEmpty) continue
    toldEmpty ||= count === 0
    const isDoubled = bar.span.start === bar.span.end
    const none = isDoubled ? 'A double bar line is one | here.' : 'Write % for the bar before, or N.C.'
    const near = count === 0 ? none : countHint(fittingCounts(meter), count)
    const args = { count: countOf(count, 'chord'), room: `a bar of ${meter.text}`, near }
    const edits = doubled.map(({ start }) => ({ span: moved({ start, end: start + 1 }, by), newText: '' }))
    const fixes = isDoubled ? [{ title: 'Write | for ||', edits }] : []
    ctx.report('SIL0401', moved(bar.span, by), args, { fixes })
  }
  if (all) fitting.add(bars)
}

// ---- accents -------------------------------------------------------------------------------------------

function checkAccents(ctx: FileContext, accents: PartModel['accents'], meter: MeterModel, done: Done): void {
  if (meter.unknown) return
  for (const accent of accents) {
    if (accent.beat <= meter.beats.length || !isNew(done, accent, '')) continue
    const beats = meter.beats.length
    ctx.report('SIL0421', accent.span, { meter: meter.text, beat: accent.beat, beats })
  }
}

// ---- who plays --------------------------------------------------------------------------------------------------

/** Rootless voicings leave the root to a bassist who sounds. */
function checkRoots(ctx: FileContext, band: Band, section: SectionModel | null): void {
  for (let i = 0; i < band.bassists.length; i++) if (isAudible(band.bassists[i], section)) return
  for (let i = 0; i < band.members.length; i++) {
    const member = band.members[i]
    if (member === undefined) continue
    const { voicing, voicingSpan } = partIn(member, section)
    if (voicing === null || voicingSpan === null || !isAudible(member, section)) continue
    const words = voicing.k === 'fixed' ? [voicing.value] : voicing.choices
    if (!words.includes('rootless')) continue
    const where = section === null ? 'here' : `in section \`${section.name}\``
    ctx.report('SIL0411', voicingSpan, { where })
  }
}

function isAudible(member: MemberModel | undefined, section: SectionModel | null): boolean {
  if (member === undefined) return false
  const part = partIn(member, section)
  return part.mute !== true && !isMuted(member, section) && sounds(part)
}

const EXAMPLES = {
  metronome: 'beat |X x x x|',
  drummer: 'kick |x... x...|',
  bassist: 'line |1 - 5 -|',
  pianist: 'comp |. x . x|',
  guitarist: 'comp |x x x x|',
} as const

/** A property that nobody knows was told of: it may be the pattern. */
function hasUnknown(decl: Item | undefined, kind: MemberKind): boolean {
  return (
    decl?.kind === 'block' &&
    decl.properties.some(({ target, key }) => target === null && !Object.hasOwn(PROPERTIES[kind], key.text))
  )
}

function checkSilence(ctx: FileContext, member: MemberModel, sections: readonly SectionModel[]): void {
  // A pattern with an error was told of already.
  if (
    sounds(member.own) ||
    member.own.voices.length > 0 ||
    sections.some((section) => sounds(partIn(member, section)))
  )
    return
  const binding = ctx.scope.bindings.get(member.name)
  if (hasUnknown(binding?.target?.decl, member.kind)) return
  ctx.report('SIL0217', binding?.name ?? member.span, { name: member.name, example: EXAMPLES[member.kind] })
}
