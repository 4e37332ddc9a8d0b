/** What depends on who plays in which section: do the cells fit its metre, does a pitch fit the range, who plays the root? */

import type { Span } from '../../language/ast.ts'
import { pitchName } from '../../runtime/theory/pitch.ts'
import { defaultRange } from '../defaults.ts'
import { LIMITS } from '../limits.ts'
import type {
  CellModel,
  ChordBar,
  FileModel,
  MemberModel,
  MeterModel,
  PartModel,
  PatternModel,
  SectionModel,
  SoundCell,
  VoiceModel,
} from '../model.ts'
import { multiply, toNumber } from '../rational.ts'
import { countHint, countOf, fits, fitsBeats, fittingBeats, fittingCounts } from './cell-counts.ts'
import { type FileContext, related } from './context.ts'
import { partIn, playedVoices, sounds } from './parts.ts'

export function checkFit(ctx: FileContext, model: FileModel): void {
  const sections: readonly (SectionModel | null)[] = model.sections.length > 0 ? model.sections : [null]
  if (!fewMetres(ctx, model)) return
  const done: Done = new Map()
  const { plays } = model.player
  if (plays !== null) checkPattern(ctx, plays, model.meter, null, done, null, 'plays')
  for (const section of sections) {
    const meter = section?.meter ?? model.meter
    if (section !== null) checkChordBars(ctx, section.chords, meter)
    checkMembers(ctx, model.members, section, meter, done)
    if (section !== null || model.sections.length === 0) checkRoots(ctx, model, section)
  }
  for (const member of model.members) checkSilence(ctx, member, model.sections)
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

/** Those of whom the section says something; the others once in each metre. */
function checkMembers(
  ctx: FileContext,
  members: readonly MemberModel[],
  section: SectionModel | null,
  meter: MeterModel,
  done: Done,
): void {
  const seen = seenIn(done, meter.text)
  for (const member of members) {
    const part = partIn(member, section)
    if (seen.has(part) || section?.mute.includes(member.name) === true) continue
    seen.add(part)
    checkPart(ctx, member, part, section, meter, done)
  }
}

function checkPart(
  ctx: FileContext,
  member: MemberModel,
  part: PartModel,
  section: SectionModel | null,
  meter: MeterModel,
  done: Done,
): void {
  for (const voice of playedVoices(part)) {
    if (voice.pattern !== null && part.walk !== true) {
      checkPattern(ctx, voice.pattern, meter, voice, done, section, member.name)
      checkPitches(ctx, voice.pattern, part, member, done)
    }
    checkAccents(ctx, voice.accents, meter, done)
  }
  checkAccents(ctx, part.accents, meter, done)
}

/** Once for each pattern and metre. */
function isNew(done: Done, subject: object, key: string): boolean {
  const seen = seenIn(done, key)
  if (seen.has(subject)) return false
  seen.add(subject)
  return true
}

function seenIn(done: Done, key: string): Set<object> {
  let seen = done.get(key)
  if (seen === undefined) {
    seen = new Set()
    done.set(key, seen)
  }
  return seen
}

/** What has been looked at, by metre (or range). */
type Done = Map<string, Set<object>>

// ---- cells ------------------------------------------------------------------------------------------------------

function checkPattern(
  ctx: FileContext,
  pattern: PatternModel,
  meter: MeterModel,
  voice: VoiceModel | null,
  done: Done,
  section: SectionModel | null,
  member: string,
): void {
  if (!isNew(done, pattern, meter.text)) return
  if (pattern.loop !== null) {
    checkLoop(ctx, pattern, pattern.loop, meter)
    return
  }
  // The section's metre is at fault where it meets a pattern that was written for the piece's.
  const foreign =
    section !== null && section.meter !== null && voice?.section !== section.name ? section : null
  for (const bar of pattern.bars) {
    const count = bar.cells.length
    if (bar.meant ? count > 0 : fits(meter, count)) continue
    if (foreign === null) {
      const near = countHint(fittingCounts(meter), count)
      const fixes =
        count === 0
          ? [{ title: 'Write a silent bar', edits: [{ span: bar.span, newText: '.' }] }]
          : [
              {
                title: `Say that ${count} are meant`,
                edits: [
                  {
                    span: { start: bar.span.start, end: bar.span.start },
                    newText: meant(ctx, bar.span, count),
                  },
                ],
              },
            ]
      ctx.report(
        'SIL0401',
        bar.span,
        { count: countOf(count, 'cell'), room: `a bar of ${meter.text}`, near },
        { fixes },
      )
    } else {
      const places =
        foreign.meter === null ? [] : [related(ctx, foreign.meter.span, `${meter.text} is the metre here`)]
      ctx.report(
        'SIL0418',
        bar.span,
        {
          section: foreign.name,
          meter: meter.text,
          count: countOf(count, 'cell'),
          pattern: voice === null ? 'plays' : `${member}.${voice.name}`,
          member,
        },
        { related: places },
      )
    }
    return
  }
}

/** `15:` and a blank where the cells follow at once. */
function meant(ctx: FileContext, bar: Span, count: number): string {
  return ctx.file.text.charAt(bar.start) === ' ' ? `${count}:` : `${count}: `
}

function checkLoop(
  ctx: FileContext,
  pattern: PatternModel,
  loop: NonNullable<PatternModel['loop']>,
  meter: MeterModel,
): void {
  const [bar] = pattern.bars
  if (bar === undefined || bar.meant) return
  const beats =
    loop.unit === 'beats' ? loop.amount : multiply(loop.amount, { num: meter.beats.length, den: 1 })
  const count = bar.cells.length
  if (fitsBeats(beats, count)) return
  const length = countOf(Number(toNumber(beats).toPrecision(4)), 'beat')
  ctx.report('SIL0401', bar.span, {
    count: countOf(count, 'cell'),
    room: length,
    near: countHint(fittingBeats(beats), count),
  })
}

function checkChordBars(ctx: FileContext, bars: readonly ChordBar[], meter: MeterModel): void {
  for (const bar of bars) {
    const count = bar.cells.length
    if (bar.repeat || bar.meant || fits(meter, count)) continue
    const near = count === 0 ? 'Write % for the bar before, or N.C.' : countHint(fittingCounts(meter), count)
    ctx.report('SIL0401', bar.span, { count: countOf(count, 'chord'), room: `a bar of ${meter.text}`, near })
  }
}

// ---- accents, pitches -------------------------------------------------------------------------------------------

function checkAccents(ctx: FileContext, accents: PartModel['accents'], meter: MeterModel, done: Done): void {
  for (const accent of accents) {
    if (accent.beat <= meter.beats.length || !isNew(done, accent, '')) continue
    const beats = meter.beats.length
    ctx.report('SIL0421', accent.span, { meter: meter.text, beat: accent.beat, beats })
  }
}

function checkPitches(
  ctx: FileContext,
  pattern: PatternModel,
  part: PartModel,
  member: MemberModel,
  done: Done,
): void {
  // Only lines hold pitches.
  if (member.kind !== 'bassist') return
  const range = part.range ?? defaultRange(member.kind)
  if (!isNew(done, pattern, `${range.low}..${range.high}`)) return
  const text = `${pitchName(range.low)}..${pitchName(range.high)}`
  for (const bar of pattern.bars) {
    for (const cell of soundsOf(bar.cells)) {
      for (const sound of cell.sounds) {
        if (sound.k !== 'pitch' || (sound.midi >= range.low && sound.midi <= range.high)) continue
        ctx.report('SIL0420', cell.span, {
          pitch: ctx.file.text.slice(cell.span.start, cell.span.end),
          range: text,
        })
      }
    }
  }
}

function* soundsOf(cells: readonly CellModel[]): Generator<SoundCell> {
  for (const cell of cells) {
    if (cell.k === 'group') yield* soundsOf(cell.cells)
    else if (cell.k === 'sound') yield cell
  }
}

// ---- who plays --------------------------------------------------------------------------------------------------

/** Rootless voicings leave the root to a bassist who sounds. */
function checkRoots(ctx: FileContext, model: FileModel, section: SectionModel | null): void {
  const isAudible = (member: MemberModel): boolean => {
    const part = partIn(member, section)
    return part.mute !== true && section?.mute.includes(member.name) !== true && sounds(part)
  }
  if (model.members.some((member) => member.kind === 'bassist' && isAudible(member))) return
  for (const member of model.members) {
    const { voicing, voicingSpan } = partIn(member, section)
    if (voicing === null || voicingSpan === null || !isAudible(member)) continue
    const words = voicing.k === 'fixed' ? [voicing.value] : voicing.choices
    if (!words.includes('rootless')) continue
    const where = section === null ? 'here' : `in section \`${section.name}\``
    ctx.report('SIL0411', voicingSpan, { where })
  }
}

const EXAMPLES = {
  metronome: 'beat |X x x x|',
  drummer: 'kick |x... x...|',
  bassist: 'line |1 - 5 -|',
  pianist: 'comp |. x . x|',
  guitarist: 'comp |x x x x|',
} as const

function checkSilence(ctx: FileContext, member: MemberModel, sections: readonly SectionModel[]): void {
  // A pattern with an error was told of already.
  if (
    sounds(member.own) ||
    member.own.voices.size > 0 ||
    sections.some((section) => sounds(partIn(member, section)))
  )
    return
  const binding = ctx.scope.bindings.get(member.name)
  ctx.report('SIL0217', binding?.name ?? member.span, { name: member.name, example: EXAMPLES[member.kind] })
}
