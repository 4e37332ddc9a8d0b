/** What is written and can never be heard: a timbre that others cover, a fill beyond every section's end, an action with nothing to act on. */

import type { Block, Property } from '../../language/ast.ts'
import type { ActionModel, FileModel, MemberModel, PartModel, SectionModel, VoiceModel } from '../model.ts'
import { bareName, type FileContext, itemsOf, sourceOf } from './context.ts'
import { type Override, overridesIn, partIn, playedVoices } from './parts.ts'
import { modifier, modifierValue } from './read.ts'
import { blockOf, propertyOf } from './written.ts'

/** @param played names of the sections that the form plays or a rule goes to; null where nobody knows */
export function reportNoEffect(
  ctx: FileContext,
  model: FileModel,
  played: ReadonlySet<string> | null,
  rulesAreWhole: boolean,
): void {
  const heard = model.members.filter(
    ({ own }) => own.fillEvery !== null || own.restEvery !== null || speaks(own),
  )
  const changed = changedIn(model, new Set(heard))
  const everywhere = metresOf(model)
  const sections = played === null ? [] : model.sections.filter(({ name }) => played.has(name))
  const way = onceThrough(model, sections)
  for (const member of heard) {
    const block = blockOf(ctx, member.name)
    if (block === null) continue
    const own = changed.get(member) ?? []
    if (speaks(member.own)) {
      const places = own.map((section) => ({ section, beats: (section.meter ?? model.meter).beats.length }))
      reportCoveredTimbre(ctx, [...everywhere, ...places], member, block)
    }
    reportNeverDue(ctx, member, block, sections, way, own)
  }
  if (played === null) return
  overridesIn(sections, (override, section) => reportNeverDueIn(ctx, override, section))
  if (rulesAreWhole) reportIdleActions(ctx, model)
}

const speaks = ({ timbre, voices }: PartModel): boolean =>
  timbre !== null || voices.some((voice) => voice.timbre !== null)

/** In which sections something is said of a member. */
type Changed = ReadonlyMap<MemberModel, readonly SectionModel[]>

function changedIn({ sections }: FileModel, members: ReadonlySet<MemberModel>): Changed {
  const changed = new Map<MemberModel, SectionModel[]>()
  overridesIn(sections, ({ member }, section) => {
    if (!members.has(member)) return
    const known = changed.get(member)
    if (known === undefined) changed.set(member, [section])
    else if (known.at(-1) !== section) known.push(section)
  })
  return changed
}

/** Where a member may sound in another way: its own part in every metre, and the sections that change it. */
interface Where {
  readonly section: SectionModel | null
  readonly beats: number
}

/** The piece's metre and those of its sections, each once: all members play their own parts in them. */
function metresOf({ meter, sections }: FileModel): readonly Where[] {
  const beats = new Set(
    [meter, ...sections.map((section) => section.meter ?? meter)].map((one) => one.beats.length),
  )
  return [...beats].map((one) => ({ section: null, beats: one }))
}

const barsOf = ({ bars }: SectionModel): number => bars ?? Number.POSITIVE_INFINITY

// ---- timbres ------------------------------------------------------------------------------------------------------

/** `timbre "shaker"` of a kit all of whose voices have their own, and of a voice with accents on every beat. */
function reportCoveredTimbre(
  ctx: FileContext,
  places: readonly Where[],
  member: MemberModel,
  block: Block,
): void {
  const { own } = member
  if (own.timbre !== null) {
    const written = block.properties.find((one) => one.key.text === 'timbre' && modifier(one, 'on') === null)
    const isCovered = (voice: VoiceModel, part: PartModel, beats: number): boolean =>
      voice.timbre !== null || isAccented(voice, part, beats)
    if (written !== undefined && isNeverHeard(places, member, () => true, isCovered))
      ctx.report('SIL0220', written.key, { name: member.name, timbre: sourceOf(ctx, written) })
  }
  for (const { name, timbre } of own.voices) {
    if (timbre === null) continue
    const isIt = (voice: VoiceModel): boolean => voice.name === name && voice.timbre === timbre
    if (!isNeverHeard(places, member, isIt, isAccented)) continue
    const property = propertyOf(ctx, block, null, name)
    const written = property?.modifiers.find(
      ({ key }, i) => key.text === 'timbre' && property.modifiers[i + 1]?.key.text !== 'on',
    )
    if (written !== undefined) ctx.report('SIL0220', written.key, { name, timbre: sourceOf(ctx, written) })
  }
}

/** Somebody plays such a voice, and wherever they do it is covered. */
function isNeverHeard(
  places: readonly Where[],
  member: MemberModel,
  isIt: (voice: VoiceModel) => boolean,
  isCovered: (voice: VoiceModel, part: PartModel, beats: number) => boolean,
): boolean {
  let sounds = false
  for (const { section, beats } of places) {
    const part = partIn(member, section)
    // A fill, and who trades, may strike what no pattern does.
    if (part.fillEvery !== null || part.tradeBars !== null) return false
    const voices = playedVoices(part).filter(isIt)
    sounds ||= voices.length > 0
    if (voices.some((voice) => !isCovered(voice, part, beats))) return false
  }
  return sounds
}

/** Has every beat of the bar a timbre of its own? */
function isAccented({ accents }: VoiceModel, part: PartModel, beats: number): boolean {
  const accented = new Set([...accents, ...part.accents].map(({ beat }) => beat))
  for (let beat = 1; beat <= beats; beat++) if (!accented.has(beat)) return false
  return true
}

// ---- bars ---------------------------------------------------------------------------------------------------------

type Every = 'fillEvery' | 'restEvery'
const EVERY = [
  ['fill', 'fillEvery'],
  ['rest', 'restEvery'],
] as const satisfies readonly (readonly [string, Every])[]

/**
 * `fill every 8 bars` where no section has eight: bars are counted anew in each.
 *
 * @param sections that are played
 * @param way through the form, where that ends by itself
 * @param changed in which something is said of the member
 */
function reportNeverDue(
  ctx: FileContext,
  member: MemberModel,
  block: Block,
  sections: readonly SectionModel[],
  way: readonly Turn[],
  changed: readonly SectionModel[],
): void {
  for (const [key, field] of EVERY) {
    const every = member.own[field]
    if (every === null) continue
    const others = new Set(changed.filter((one) => partIn(member, one)[field] !== every))
    let most = 0
    for (const one of sections) if (!others.has(one)) most = Math.max(most, barsOf(one))
    const property = (): Property | null => propertyOf(ctx, block, null, key)
    if (most > 0 && every > most) report(ctx, property(), every, ...tooShort(every, most))
    else if (key === 'fill' && isDueLast(way, others, every))
      report(ctx, property(), every, ...leadsNowhere(way.at(-1)?.section.name ?? ''))
  }
}

/** A section, and how often it is played there. */
interface Turn {
  readonly section: SectionModel
  readonly times: number
}

/** The form from its start to its end; empty where it goes round or waits, or where a rule leads elsewhere. */
function onceThrough({ form, rules }: FileModel, sections: readonly SectionModel[]): readonly Turn[] {
  const goesOn = form.repeat || form.steps.some(({ vamp }) => vamp)
  if (goesOn || rules.some(({ actions }) => actions.some(({ k }) => k === 'section'))) return []
  if (form.steps.length === 0) return sections.map((section) => ({ section, times: 1 }))
  const named = new Map(sections.map((section) => [section.name, section]))
  return form.steps.flatMap(({ section: name, times }) => {
    const section = named.get(name)
    return section === undefined ? [] : [{ section, times }]
  })
}

/** Whether a fill would come once, in the piece's last bar: there it leads nowhere, and is not played. */
function isDueLast(way: readonly Turn[], others: ReadonlySet<SectionModel>, every: number): boolean {
  let due = 0
  let last = 0
  for (const { section, times } of way) {
    last = others.has(section) ? 0 : barsOf(section)
    due += Math.floor(last / every) * times
  }
  return due === 1 && last > 0 && last % every === 0
}

/** What a section itself says of its members. */
function reportNeverDueIn(ctx: FileContext, { member, part }: Override, section: SectionModel): void {
  if (part.fillEvery === null && part.restEvery === null) return
  const most = barsOf(section)
  for (const [key, field] of EVERY) {
    const every = part[field]
    if (every === null || every <= most) continue
    report(
      ctx,
      propertyOf(ctx, blockOf(ctx, section.name), member.name, key),
      every,
      ...tooShort(every, most),
    )
  }
}

type Reason = readonly [why: string, near: string]

const tooShort = (every: number, most: number): Reason => [
  `the longest section that is played has ${most}`,
  `Bars are counted anew in each section. Count fewer than ${every}, or make a section longer.`,
]

const leadsNowhere = (section: string): Reason => [
  'it is due in the last bar of the piece, which leads nowhere',
  `Let the form go on: \`${section} * 2\`, or \`repeat\` at its end.`,
]

function report(ctx: FileContext, property: Property | null, every: number, ...[why, near]: Reason): void {
  if (property === null) return
  const value = modifierValue(property, 'every')
  const what = `${property.key.text} every ${value === undefined ? every : sourceOf(ctx, value)}`
  ctx.report('SIL0221', property.key, { what, why, near })
}

// ---- rules --------------------------------------------------------------------------------------------------------

function reportIdleActions(ctx: FileContext, model: FileModel): void {
  if (!model.rules.some(({ actions }) => actions.some(({ k }) => k === 'cue' || k === 'unmute'))) return
  const vamps = model.form.steps.some(({ vamp }) => vamp)
  const muted = new Set<string>()
  for (const { name, own } of model.members) if (own.mute === true) muted.add(name)
  overridesIn(model.sections, ({ member, part }) => {
    if (part.mute === true) muted.add(member.name)
  })
  for (const { mute } of model.sections) for (const name of mute) muted.add(name)
  for (const { actions } of model.rules)
    for (const action of actions) if (action.k === 'mute') for (const name of action.members) muted.add(name)
  for (const { name, actions } of model.rules) {
    for (const action of actions) reportIfIdle(ctx, name, action, vamps, muted)
  }
}

function reportIfIdle(
  ctx: FileContext,
  rule: string,
  action: ActionModel,
  vamps: boolean,
  muted: ReadonlySet<string>,
): void {
  const target = ctx.scope.bindings.get(rule)?.target
  if (target?.kind !== 'rule') return
  const { actions } = target.decl
  if (action.k === 'cue' && !vamps) {
    const at = actions.find(({ key }) => key.text === 'cue')
    const why = 'A cue ends a vamp, but the form has none'
    if (at !== undefined) ctx.report('SIL0222', at.key, { why, near: 'As in: form vamp head until cue, out' })
  }
  if (action.k === 'unmute' && !action.members.some((name) => muted.has(name)))
    reportHeard(ctx, actions, action.members)
}

/** `unmute` of who is heard anyway. */
function reportHeard(ctx: FileContext, actions: readonly Property[], members: readonly string[]): void {
  const [first] = members
  const at = actions.find(
    ({ key, values: [whom] }) =>
      key.text === 'unmute' &&
      itemsOf(whom).some((one) => first !== undefined && bareName(one)?.text === first),
  )
  const why = `Nothing ever mutes \`${members.join('`, `')}\``
  const near = 'A member is silent where its block, a section or a rule says `mute`.'
  if (at !== undefined) ctx.report('SIL0222', at.key, { why, near })
}
