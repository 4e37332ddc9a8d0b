/** Sections and the form. */

import type { Block, Expr, FormDecl, FormStep, Property } from '../../language/ast.ts'
import type { Fix } from '../../language/diagnostics.ts'
import { LIMITS } from '../limits.ts'
import type { FormModel, MemberModel, OverrideModel, SectionModel, ZonesModel } from '../model.ts'
import { countOf } from './cell-counts.ts'
import { NO_CHORDS, readChords } from './chords.ts'
import {
  type FileContext,
  hasPatience,
  inMeter,
  itemsOf,
  lookUpKind,
  moved,
  nameIn,
  nearHint,
  rewrite,
} from './context.ts'
import { meantByStep } from './form-words.ts'
import { readPart } from './members.ts'
import { readKeyLit, readMeter } from './meter.ts'
import { readNestedMembers, reportUnnamedZones } from './nested-blocks.ts'
import { readPickup } from './pickup.ts'
import { exprName, wrongKind } from './place.ts'
import { readPlays } from './plays.ts'
import { only, sortOverrides, sortProperties } from './properties.ts'
import { type Need, readWhole } from './read.ts'
import { readSwing } from './swing.ts'
import { readTempo, writtenUnit } from './tempo.ts'
import { BARS, NUMBER } from './units.ts'

const LENGTH: Need = {
  dims: [NUMBER, BARS],
  as: 'a number of bars, as in 8',
  name: 'The length of a section',
  min: 1,
  max: LIMITS.sectionBars,
}

/** `members`: those of the file, by name. */
export function readSection(
  ctx: FileContext,
  block: Block,
  members: ReadonlyMap<string, MemberModel>,
): SectionModel {
  const name = block.name?.text ?? ''
  const properties = sortProperties(ctx, block.properties, 'section')
  reportUnnamedZones(ctx, block)
  const said = readNestedMembers(ctx, block)

  const length = only(properties, 'bars')
  // Without a name it is told of already, and nobody knows what it is.
  if (length === null && block.closed && name !== '') {
    // As many as there are chords, or as most sections have.
    const written = block.properties.find(({ key }) => key.text === 'chords')?.values[0]
    const count = written?.kind === 'bars' ? written.bars.length : 8
    const brace = ctx.file.text.indexOf('{', block.name?.end ?? block.head.end)
    const fixes =
      brace < 0 || brace >= block.end
        ? []
        : [rewrite({ start: brace + 1, end: brace + 1 }, ` bars ${count} `, `Write bars ${count}`)]
    ctx.report(
      'SIL0212',
      block.head,
      { what: `Section \`${name}\``, missing: '`bars`', example: `bars ${count}` },
      { fixes },
    )
  }
  const meter = readMeter(ctx.report, only(properties, 'meter'))
  const tempo = only(properties, 'tempo')
  const unit = tempo === null ? ctx.tempoUnit : writtenUnit(meter ?? ctx.meter, tempo)
  const here = inMeter(ctx, meter, unit)
  const bars = readWhole(ctx, length?.values[0], 'the length of a section', LENGTH)
  const chordLine = only(properties, 'chords')
  const chords = chordLine === null ? NO_CHORDS : readChords(ctx, chordLine)
  const surplus = bars === null ? undefined : chords.bars[bars]
  if (bars !== null && surplus !== undefined) {
    const args = { chords: countOf(chords.bars.length, 'bar'), bars: countOf(bars, 'bar') }
    ctx.report('SIL0406', moved(surplus.span, chords.by), args)
  }
  const swing = only(properties, 'swing')
  return {
    name,
    span: block,
    bars,
    pickup: readPickup(here, only(properties, 'pickup')),
    chords,
    meter,
    key: readKeyLit(ctx.report, only(properties, 'key')?.values[0]),
    tempo: tempo === null ? null : readTempo(here, tempo, name),
    swing: swing === null ? null : readSwing(here, swing, name),
    zones: readZonesName(ctx, only(properties, 'zones')),
    plays: readPlays(here, only(properties, 'plays')),
    mute: readMembers(ctx, only(properties, 'mute'), members, 'section'),
    overrides: readOverrides(
      here,
      said.length === 0 ? block.properties : [...block.properties, ...said],
      members,
      name,
    ),
  }
}

/** `zones NAME` */
export function readZonesName(ctx: FileContext, property: Property | null): ZonesModel | null {
  const [value] = property?.values ?? []
  if (value === undefined) return null
  const name = nameIn(ctx, value)
  if (name === null) return wrongKind({ ctx }, value, exprName(value), 'the name of zones')
  const target = lookUpKind(ctx, name, 'zones', 'zones')
  return target === null ? null : (ctx.values.zones.get(target) ?? null)
}

/** A list of members by name; each once. */
export function readMembers(
  ctx: FileContext,
  property: Property | null,
  members: ReadonlyMap<string, MemberModel>,
  where: 'section' | 'rule',
): readonly string[] {
  if (property === null) return NO_NAMES
  const found: string[] = []
  let table: Set<string> | null = null
  for (const item of itemsOf(property.values[0])) {
    const name = nameIn(ctx, item)
    const isKnown = name !== null && ctx.scope.bindings.has(name.text)
    if (!isKnown && reportNoMember(ctx, property, item, members, where)) continue
    if (name === null) {
      wrongKind({ ctx }, item, exprName(item), 'the name of a member')
      continue
    }
    const target = lookUpKind(ctx, name, 'member', 'member')
    if (target === null || !members.has(name.text)) continue
    if (table === null ? found.includes(name.text) : table.has(name.text)) {
      ctx.report('SIL0205', name, { name: name.text })
      continue
    }
    found.push(name.text)
    if (table !== null) table.add(name.text)
    else if (found.length === FEW) table = new Set(found)
  }
  return found
}

/** `mute kick`, `mute kit.kick`: a voice of somebody, who is muted as a whole; `mute all`: everybody, who are named. */
function reportNoMember(
  ctx: FileContext,
  property: Property,
  item: Expr,
  members: ReadonlyMap<string, MemberModel>,
  where: 'section' | 'rule',
): boolean {
  if (item.kind !== 'ref') return false
  const [first, second] = item.path
  const name = second ?? first
  if (first === undefined || name === undefined) return false
  if (EVERYBODY.test(name.text) && members.size <= FEW) {
    // Whoever stands beside it is among them.
    const fixes = [rewrite(property.values[0] ?? item, [...members.keys()].join(', '))]
    ctx.report('SIL0201', name, { what: 'member', name: name.text }, { hint: 'Each is named.', fixes })
    return true
  }
  for (const member of members.values()) {
    if (!hasPatience(ctx, 1)) return false
    if (second !== undefined && member.name !== first.text) continue
    if (!member.own.voices.some((voice) => voice.name === name.text)) continue
    const silence = `${member.name}.${name.text} |.|`
    const isAlone = property.values[0]?.kind !== 'list' && where === 'section'
    const fixes = isAlone ? [rewrite({ start: property.start, end: name.end }, silence)] : []
    const hint = `\`${name.text}\` is a voice of \`${member.name}\`, who is muted as a whole. In a section it is silent by itself: ${silence}`
    ctx.report(
      'SIL0201',
      item,
      { what: 'member', name: second === undefined ? name.text : `${first.text}.${name.text}` },
      { hint, fixes },
    )
    return true
  }
  return false
}

const EVERYBODY = /^(?:all|every(?:one|body|thing)|band)$/
const NO_NAMES: readonly string[] = []

/** What a section says about one member. */
interface Said {
  readonly name: string
  readonly properties: Property[]
}

/** More members than this are found by a table: a stranger's section may name thousands. */
const FEW = 16

function readOverrides(
  ctx: FileContext,
  properties: readonly Property[],
  members: ReadonlyMap<string, MemberModel>,
  section: string,
): readonly OverrideModel[] {
  let said: Said[] = []
  let table: Map<string, Said> | null = null
  for (let i = 0; i < properties.length; i++) {
    const property = properties[i]
    if (property === undefined) continue
    const { target } = property
    if (target === null || target.text === '') continue
    const declared = lookUpKind(ctx, target, 'member', 'member')
    if (declared === null) continue
    const { text } = target
    const known = table === null ? saidOf(said, text) : table.get(text)
    if (known !== undefined) known.properties.push(property)
    else {
      const first = { name: text, properties: [property] }
      // An array that grows reserves room for seventeen, and most sections speak of one member.
      if (said.length === 0) said = [first]
      else said.push(first)
      if (table !== null) table.set(text, first)
      else if (said.length === FEW) table = new Map(said.map((one) => [one.name, one]))
    }
  }
  let overrides: OverrideModel[] = []
  for (let i = 0; i < said.length; i++) {
    const one = said[i]
    const member = one === undefined ? undefined : members.get(one.name)
    if (one === undefined || member === undefined) continue
    const at = { owner: section, prefix: `.${member.name}`, section }
    const properties = sortOverrides(ctx, one.properties, member.kind)
    const override = { member, part: readPart(ctx, properties, member.kind, member.own, at) }
    if (overrides.length === 0) overrides = [override]
    else overrides.push(override)
  }
  return overrides
}

function saidOf(said: readonly Said[], name: string): Said | undefined {
  for (const one of said) if (one.name === name) return one
  return undefined
}

// ---- form -------------------------------------------------------------------------------------------------------

/** Without a form the sections play once each, as they stand. */
export function readForm(
  ctx: FileContext,
  decls: readonly FormDecl[],
  sections: ReadonlyMap<string, SectionModel>,
): FormModel {
  const [decl, second] = decls
  if (second !== undefined && decl !== undefined) reportSecondForm(ctx, decl, second)
  if (decl === undefined) return implicitForm(ctx, sections)
  if (decl.steps.length > LIMITS.formSteps) {
    ctx.report('SIL0422', decl, {
      what: 'Steps of the form',
      found: decl.steps.length,
      limit: LIMITS.formSteps,
    })
    return { steps: [], repeat: false }
  }
  const steps: FormModel['steps'][number][] = []
  for (const step of decl.steps) {
    const meant = meantByStep(ctx, decl, step)
    if (meant !== null) {
      for (const section of meant) if (sections.has(section)) steps.push({ section, vamp: false, times: 1 })
      continue
    }
    const target = lookUpKind(ctx, step.section, 'section', 'section')
    let times = 1
    if (step.times !== null) {
      const need: Need = {
        dims: [NUMBER],
        as: 'a number of times',
        name: 'The number of times',
        min: 1,
        max: LIMITS.formTimes,
      }
      times = readWhole(ctx, step.times, 'a form', need) ?? 1
    }
    const { vamp, until } = step
    if (vamp !== null ? step.times !== null || until?.text !== 'cue' : until !== null) reportVamp(ctx, step)
    if (target !== null && sections.has(step.section.text)) {
      steps.push({ section: step.section.text, vamp: step.vamp !== null, times })
    }
  }
  return { steps, repeat: decl.repeat !== null }
}

/** `A until cue`, `vamp A * 2`. */
function reportVamp(ctx: FileContext, { start, vamp, until, times }: FormStep): void {
  if (until !== null && until.text !== 'cue')
    ctx.report('SIL0210', until, { word: until.text, what: 'signal', known: 'cue' }, nearHint(until, 'cue'))
  if (until !== null && vamp === null) {
    const fixes = [rewrite({ start, end: start }, 'vamp ', 'Write vamp')]
    const args = { modifier: 'until cue', where: 'after a vamp: vamp A until cue' }
    ctx.report('SIL0218', until, args, { fixes })
  }
  if (vamp !== null && times !== null)
    ctx.report('SIL0218', times, { modifier: '*', where: 'after a section that does not vamp' })
}

function reportSecondForm(ctx: FileContext, decl: FormDecl, second: FormDecl): void {
  const at = { start: second.start, end: second.start + 'form'.length }
  const first = { start: decl.start, end: decl.start + 'form'.length }
  const related = [{ file: ctx.file.label, span: first, message: 'given here' }]
  ctx.report('SIL0205', at, { name: 'form' }, { related })
}

function implicitForm(ctx: FileContext, sections: ReadonlyMap<string, SectionModel>): FormModel {
  const [first] = sections.values()
  if (first !== undefined) reportNoForm(ctx, [...sections.keys()], first)
  return { steps: [...sections.keys()].map((section) => ({ section, vamp: false, times: 1 })), repeat: false }
}

function reportNoForm(ctx: FileContext, names: readonly string[], first: SectionModel): void {
  const binding = ctx.scope.bindings.get(first.name)
  const form = `form ${names.slice(0, 20).join(', ')}`
  const end = ctx.file.text.length
  const before = ctx.file.text.endsWith('\n') ? '' : '\n'
  const add = (behind: string): Fix => ({
    title: `Add ${form}${behind}`,
    edits: [{ span: { start: end, end }, newText: `${before}form ${names.join(', ')}${behind}\n` }],
  })
  // Whoever has one section may not have meant the piece to end with it.
  const fixes = names.length > 20 ? [] : names.length === 1 ? [add(''), add(' repeat')] : [add('')]
  const [only, other] = names
  const hint =
    only !== undefined && other === undefined ? `${form}, or ${form} repeat where it goes on` : form
  ctx.report('SIL0214', binding?.name ?? first.span, { form: hint }, { fixes })
}

/** Sections that neither the form plays nor a rule goes to. */
export function reportUnplayed(
  ctx: FileContext,
  sections: ReadonlyMap<string, SectionModel>,
  form: FormModel,
  visited: ReadonlySet<string>,
): void {
  const played = new Set(form.steps.map((step) => step.section))
  for (const name of sections.keys()) {
    if (played.has(name) || visited.has(name)) continue
    const binding = ctx.scope.bindings.get(name)
    if (binding !== undefined) ctx.report('SIL0213', binding.name, { name })
  }
}
