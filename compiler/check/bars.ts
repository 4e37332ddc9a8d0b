/**
 * Bars to patterns: which cells a part knows, what each sounds like, and how its slots are called.
 *
 * Whether the cells of a bar fit depends on the metre, and a pattern may meet several: that is `fits`.
 */

import type {
  Bar,
  BarsLit,
  BarsShape,
  Cell,
  DegreeCell,
  HitCell,
  NameCell,
  Span,
  Suffixes,
} from '../../language/ast.ts'
import { MAJOR_DEGREES } from '../../runtime/theory/interval.ts'
import { readPitch } from '../../runtime/theory/pitch.ts'
import type { SoundIr } from '../ir.ts'
import { LIMITS } from '../limits.ts'
import type { BarModel, CellModel, ChanceModel, PatternModel, SlotModel, SoundCell } from '../model.ts'
import type { Articulation } from '../policy-types.ts'
import { type BarsPlace, type Reading, refusal, report, writtenAs } from './bars-reading.ts'
import { countOf } from './cell-counts.ts'
import { type FileContext, moved, rewrite } from './context.ts'
import { mostSounds } from './cost.ts'
import { slotAt } from './learn.ts'
import { placeIn } from './part-place.ts'
import { type PartRules, rulesOf } from './part-rules.ts'
import { reportPitched, reportStrayTies, restsFor } from './stray-cells.ts'

/** What a cell sounds at, 0..1. */
const VELOCITY = { normal: 0.7, accent: 1, ghost: 0.25 } as const

/** A chance of which nothing is written. */
const EVEN = 0.5

/** An 8 with an accidental counts from here: no other degree reaches so high. */
const EIGHT = 24

export function readPattern(
  ctx: FileContext,
  literal: BarsLit,
  at: BarsPlace,
): Pick<PatternModel, 'bars' | 'fullest' | 'by'> {
  const { start, shape } = literal
  const rules = rulesOf(at.part, at.property.key.text)
  const known = knownPatterns(ctx, rules)
  let read = known.get(shape)
  if (read === undefined) {
    read = readBars(ctx, literal, at, rules)
    if (read.shareable) known.set(shape, read)
  }
  return { bars: read.bars, fullest: read.fullest, by: start - shape.start }
}

function knownPatterns(ctx: FileContext, rules: PartRules): Map<BarsShape, ReadBars> {
  const { patterns } = ctx.values
  let known = patterns.get(rules)
  if (known === undefined) {
    known = new Map()
    patterns.set(rules, known)
  }
  return known
}

export interface ReadBars {
  readonly bars: readonly BarModel[]
  readonly fullest: number
  /** Do they mean the same wherever they stand? Bars with slots do not, nor those with something wrong in them. */
  readonly shareable: boolean
}

function readBars(ctx: FileContext, { start, shape }: BarsLit, place: BarsPlace, rules: PartRules): ReadBars {
  const { part, property, at } = place
  const by = start - shape.start
  const r: Reading = {
    ctx,
    bars: shape.bars,
    part,
    property,
    at,
    rules,
    by,
    shareable: true,
    tab: null,
    broken: false,
    stray: [],
    strokes: [],
    refused: new Set(),
    pitched: [],
  }
  const bars = shape.bars.map((bar, index) => readBar(r, bar, index + 1))
  if (rules.ties) checkTies(r, bars, shape.bars)
  reportStrayTies(r)
  reportPitched(r)
  return { bars, fullest: mostSounds(bars), shareable: r.shareable }
}

function readBar(r: Reading, bar: Bar, number: number): BarModel {
  r.broken = false
  const cells = readCells(r, bar.cells, `${number}:`)
  if (!r.broken && bar.count !== null && bar.count !== bar.cells.length) {
    const counted = bar.countSpan ?? bar
    report(
      r,
      'SIL0402',
      counted,
      { written: bar.count, found: countOf(bar.cells.length, 'cell') },
      bar.cells.length === 0 ? {} : { fixes: [rewrite(moved(counted, r.by), `${bar.cells.length}:`)] },
    )
  }
  return { span: bar, meant: bar.count !== null, broken: r.broken, cells }
}

function readCells(r: Reading, cells: readonly Cell[], prefix: string): readonly CellModel[] {
  return cells.map((cell, i) => readCell(r, cell, prefix, i + 1))
}

function readCell(r: Reading, cell: Cell, prefix: string, number: number): CellModel {
  switch (cell.kind) {
    case 'rest':
      return REST
    case 'tie':
      if (r.rules.ties) return TIE
      r.stray.push(cell)
      return REST
    case 'group':
      if (cell.cells.length === 0 && cell.closed) {
        report(r, 'SIL0427', cell, {}, { fixes: [rewrite(moved(cell, r.by), '.', 'Write a rest')] })
      }
      return { k: 'group', cells: readCells(r, cell.cells, `${prefix}${number}.`) }
    case 'hit':
      return readHit(r, cell, `${prefix}${number}`)
    case 'maybe':
      if (r.rules.degrees) return refuse(r, cell, 'Write the degree that may sound, as in 1~.')
      return sound(r, cell, `${prefix}${number}`, MAYBE, HIT, VELOCITY.normal, 'normal')
    case 'degree':
      return readDegrees(r, cell, `${prefix}${number}`)
    case 'nameCell':
      return readName(r, cell, `${prefix}${number}`)
    case 'repeat':
      return refuse(r, cell, 'Write the bar again; patterns go round by themselves.')
    case 'bad':
      r.broken = true
      return REST
  }
}

function refuse(r: Reading, cell: Cell, hint?: string): CellModel {
  r.broken = true
  // Chords are told of once, whichever they are.
  const isChord = cell.kind === 'nameCell' && r.part === 'comp'
  const told = isChord ? 'chords' : writtenAs(r, cell)
  if (r.refused.has(told)) return REST
  r.refused.add(told)
  report(r, 'SIL0404', cell, refusal(r, cell), { hint: isChord ? CHORDS : (hint ?? r.rules.hint) })
  return REST
}

const CHORDS =
  'Chords stand in a section: section head { bars 2  chords | Dm7 | G7 | }. `comp` says when they are struck, as in: comp |. x . x|'

/** A pitch or a number where there are none: a hit, where somebody wrote what they play or count. */
function refusePitch(r: Reading, cell: DegreeCell | NameCell, label: string): CellModel {
  if (r.part !== 'plays' && r.part !== 'click') return refuse(r, cell)
  r.broken = true
  r.pitched.push(cell)
  return sound(r, cell, label, NO_SUFFIXES, HIT, VELOCITY.normal, 'normal')
}

const NO_SUFFIXES: Suffixes = { chance: null, learn: false, accent: false, dead: false }

function readHit(r: Reading, cell: HitCell, label: string): CellModel {
  if (!r.rules.marks.includes(cell.mark)) {
    const hats = cell.mark === 'o' || cell.mark === 'p'
    if (r.part === 'drum' && cell.mark === 'o' && isTab(r)) {
      r.broken = true
      r.strokes.push(cell)
      return REST
    }
    if (r.part === 'drum' && hats) return refuse(r, cell, 'Only the hat opens: o is for `hat`.')
    if (r.part === 'comp' && cell.mark === 'd')
      return refuse(r, cell, 'A hit is x. The hand goes down on the beat and up off it by itself.')
    if (r.part === 'drum' && cell.mark === '#') return refuse(r, cell, 'Only `crash` and `ride` are choked.')
    return refuse(r, cell)
  }
  const velocity = cell.accent ? VELOCITY.accent : (MARK_VELOCITY.get(cell.mark) ?? VELOCITY.normal)
  const sounds = r.part === 'comp' ? CHORD : HIT
  return sound(r, cell, label, cell, sounds, velocity, MARK_ARTICULATION.get(cell.mark) ?? 'normal')
}

/** Looked for once, however many cells ask. */
function isTab(r: Reading): boolean {
  r.tab ??= r.bars.some(({ cells }) => cells.some(({ kind }) => kind === 'tie'))
  return r.tab
}

function readDegrees(r: Reading, cell: DegreeCell, label: string): CellModel {
  if (!r.rules.degrees) return refusePitch(r, cell, label)
  const sounds = cell.choices.map((choice): SoundIr => {
    const { degree, accidental, octave } = choice
    if (accidental === null) return { k: 'degree', degree, octave }
    return {
      k: 'step',
      semitones: (degree === 8 ? EIGHT : (MAJOR_DEGREES[degree - 1] ?? 0)) + accidental,
      octave,
    }
  })
  const velocity = cell.accent ? VELOCITY.accent : VELOCITY.normal
  if (sounds.length < 2) return sound(r, cell, label, cell, sounds, velocity, 'normal')
  if (!cell.learn) return sound(r, cell, label, cell, sounds, velocity, 'normal')
  // On a choice `~` learns its weights, and the cell itself always sounds (or with its written chance).
  const choices = cell.choices.map((choice) => writtenAs(r, choice))
  const twice = choices.find((text, i) => choices.indexOf(text) < i)
  if (twice !== undefined) {
    report(r, 'SIL0511', cell, { word: twice })
    return REST
  }
  if (!mayLearn(r, cell)) return REST
  const weights = cellSlot(r, cell, label, 'categorical', choices)
  return sound(r, cell, label, { ...cell, learn: false }, sounds, velocity, 'normal', weights)
}

function readName(r: Reading, cell: NameCell, label: string): CellModel {
  if (!r.rules.degrees) return refusePitch(r, cell, label)
  const midi = readPitch(cell.text)
  if (midi === null) {
    return refuse(
      r,
      cell,
      'A line takes degrees and pitches with their octave, as in E2; chords stand in `chords`.',
    )
  }
  const velocity = cell.accent ? VELOCITY.accent : VELOCITY.normal
  return sound(r, cell, label, cell, [{ k: 'pitch', midi }], velocity, 'normal')
}

function sound(
  r: Reading,
  cell: Span,
  label: string,
  suffixes: Suffixes,
  sounds: readonly SoundIr[],
  velocity: number,
  articulation: Articulation,
  weights: SlotModel | null = null,
): SoundCell {
  return {
    k: 'sound',
    // The tree's own node: a file has tens of thousands of cells.
    span: cell,
    label,
    chance: readChance(r, cell, label, suffixes),
    velocity,
    articulation: suffixes.dead ? 'dead' : articulation,
    sounds,
    weights,
  }
}

function readChance(r: Reading, cell: Span, label: string, { chance, learn }: Suffixes): ChanceModel {
  if (chance === null && !learn) return ALWAYS
  if (!r.rules.chances) {
    report(r, 'SIL0404', cell, refusal(r, cell), { hint: r.rules.hint })
    return ALWAYS
  }
  if (learn) {
    if (!mayLearn(r, cell)) return ALWAYS
    if (chance === 100) {
      const hint = 'From a bound training cannot move: write a smaller chance, as in x?90~.'
      report(r, 'SIL0502', cell, { value: '100 %', range: '0 %..100 %' }, { hint })
    }
    const written = chance === null ? EVEN : chance / 100
    return { k: 'slot', slot: cellSlot(r, cell, label, 'chance', null, written) }
  }
  return chance === null || chance >= 100 ? ALWAYS : { k: 'fixed', p: chance / 100 }
}

/** Cells are cheap to write, and each `~` is a slot: the limit is told once. */
function mayLearn(r: Reading, cell: Span): boolean {
  const { slots } = r.ctx.values
  r.shareable = false
  slots.count++
  if (slots.count === LIMITS.slots + 1) report(r, 'SIL0509', cell, { limit: LIMITS.slots })
  return slots.count <= LIMITS.slots
}

function cellSlot(
  r: Reading,
  cell: Span,
  label: string,
  kind: 'chance' | 'categorical',
  choices: readonly string[] | null,
  chance = EVEN,
): SlotModel {
  const place = placeIn(r.ctx, r.property, r.at, `[${label}]`)
  return slotAt(r.ctx, place, {
    kind,
    unit: null,
    default: choices?.[0] ?? chance,
    min: choices === null ? 0 : null,
    max: choices === null ? 1 : null,
    scale: 'linear',
    choices,
    features: null,
    doc: place.doc,
    size: choices?.length ?? 1,
    span: moved(cell, r.by),
  })
}

/** A `-` needs a note before it, if need be at the end of the pattern, which goes round. */
function checkTies(r: Reading, bars: readonly BarModel[], written: readonly Bar[]): void {
  let sounding = lastSounds(bars)
  const idle: Cell[] = []
  const visit = (cells: readonly CellModel[], sources: readonly Cell[]): void => {
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i]
      const source = sources[i]
      if (cell === undefined) continue
      if (cell.k === 'sound') sounding = true
      else if (cell.k === 'rest') sounding = false
      else if (cell.k === 'group') visit(cell.cells, source?.kind === 'group' ? source.cells : [])
      else if (!sounding && source !== undefined) idle.push(source)
    }
  }
  for (const [i, bar] of bars.entries()) visit(bar.cells, written[i]?.cells ?? [])
  const [first] = idle
  if (first !== undefined) report(r, 'SIL0415', first, { what: 'note' }, { fixes: [restsFor(r, idle)] })
}

/** Does a note still sound at the end? */
function lastSounds(bars: readonly BarModel[]): boolean {
  const last = (cells: readonly CellModel[]): boolean | null => {
    for (let i = cells.length - 1; i >= 0; i--) {
      const cell = cells[i]
      if (cell === undefined || cell.k === 'tie') continue
      if (cell.k !== 'group') return cell.k === 'sound'
      const inside = last(cell.cells)
      if (inside !== null) return inside
    }
    return null
  }
  for (let i = bars.length - 1; i >= 0; i--) {
    const found = last(bars[i]?.cells ?? [])
    if (found !== null) return found
  }
  return false
}

const REST: CellModel = { k: 'rest' }
const TIE: CellModel = { k: 'tie' }
const ALWAYS: ChanceModel = { k: 'always' }
const HIT: readonly SoundIr[] = [{ k: 'hit' }]
const CHORD: readonly SoundIr[] = [{ k: 'chord' }]
const MAYBE: Suffixes = { chance: null, learn: true, accent: false, dead: false }

const MARK_VELOCITY: ReadonlyMap<string, number> = new Map([
  ['X', VELOCITY.accent],
  ['g', VELOCITY.ghost],
])

const MARK_ARTICULATION: ReadonlyMap<string, Articulation> = new Map<string, Articulation>([
  ['o', 'open'],
  ['p', 'pedal'],
  ['f', 'flam'],
  ['d', 'drag'],
  ['r', 'roll'],
  ['#', 'choke'],
])
