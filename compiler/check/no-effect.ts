/** What is written and can never be heard: a timbre that others cover, a fill beyond every section's end, an action with nothing to act on. */

import type { Block, Property } from '../../language/ast.ts'
import type { ActionModel, FileModel, MemberModel, PartModel, SectionModel, VoiceModel } from '../model.ts'
import { type FileContext, sourceOf } from './context.ts'
import { partIn, playedVoices } from './parts.ts'
import { modifier, modifierValue } from './read.ts'

/** @param played names of the sections that the form plays or a rule goes to; null where nobody knows */
export function reportNoEffect(
  ctx: FileContext,
  model: FileModel,
  played: ReadonlySet<string> | null,
  rulesAreWhole: boolean,
): void {
  for (const member of model.members) {
    const block = blockOf(ctx, member.name)
    if (block === null) continue
    reportCoveredTimbre(ctx, model, member, block)
    if (played !== null) reportNeverDue(ctx, model, member, block, played)
  }
  if (played !== null && rulesAreWhole) reportIdleActions(ctx, model)
}

function blockOf(ctx: FileContext, name: string): Block | null {
  const target = ctx.scope.bindings.get(name)?.target
  return target?.kind === 'member' || target?.kind === 'section' ? target.decl : null
}

// ---- timbres ------------------------------------------------------------------------------------------------------

/** `timbre "shaker"` of a kit all of whose voices have their own, and of a voice with accents on every beat. */
function reportCoveredTimbre(ctx: FileContext, model: FileModel, member: MemberModel, block: Block): void {
  const { own } = member
  if (own.timbre !== null) {
    const written = block.properties.find((one) => one.key.text === 'timbre' && modifier(one, 'on') === null)
    const isCovered = (voice: VoiceModel, part: PartModel, beats: number): boolean =>
      voice.timbre !== null || isAccented(voice, part, beats)
    if (written !== undefined && isNeverHeard(model, member, () => true, isCovered))
      ctx.report('SIL0220', written.key, { name: member.name, timbre: sourceOf(ctx, written) })
  }
  for (const { name, timbre } of own.voices) {
    if (timbre === null) continue
    const property = propertyOf(block, null, name)
    const written = property?.modifiers.find(
      ({ key }, i) => key.text === 'timbre' && property.modifiers[i + 1]?.key.text !== 'on',
    )
    const isIt = (voice: VoiceModel): boolean => voice.name === name && voice.timbre === timbre
    if (written !== undefined && isNeverHeard(model, member, isIt, isAccented))
      ctx.report('SIL0220', written.key, { name, timbre: sourceOf(ctx, written) })
  }
}

/** Somebody plays such a voice, and wherever they do it is covered. */
function isNeverHeard(
  model: FileModel,
  member: MemberModel,
  isIt: (voice: VoiceModel) => boolean,
  isCovered: (voice: VoiceModel, part: PartModel, beats: number) => boolean,
): boolean {
  let sounds = false
  const isHeardIn = (section: SectionModel | null): boolean => {
    const part = partIn(member, section)
    // A fill, and who trades, may strike what no pattern does.
    if (part.fillEvery !== null || part.tradeBars !== null) return true
    const voices = playedVoices(part).filter(isIt)
    sounds ||= voices.length > 0
    const beats = (section?.meter ?? model.meter).beats.length
    return voices.some((voice) => !isCovered(voice, part, beats))
  }
  return !isHeardIn(null) && !model.sections.some(isHeardIn) && sounds
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

/** `fill every 8 bars` where no section has eight: bars are counted anew in each. */
function reportNeverDue(
  ctx: FileContext,
  model: FileModel,
  member: MemberModel,
  block: Block,
  played: ReadonlySet<string>,
): void {
  const sections = model.sections.filter(({ name }) => played.has(name))
  for (const [key, field] of EVERY) {
    const own = member.own[field]
    const those = sections.filter((section) => partIn(member, section)[field] === own)
    if (own !== null) reportIfBeyond(ctx, propertyOf(block, null, key), own, those)
    for (const section of sections) {
      const said = section.overrides.find((override) => override.member === member)?.part[field] ?? null
      const at = said === null ? null : propertyOf(blockOf(ctx, section.name), member.name, key)
      if (said !== null) reportIfBeyond(ctx, at, said, [section])
    }
  }
}

function propertyOf(block: Block | null, target: string | null, key: string): Property | null {
  const found = block?.properties.find(
    (property) => property.key.text === key && (property.target?.text ?? null) === target,
  )
  return found ?? null
}

function reportIfBeyond(
  ctx: FileContext,
  property: Property | null,
  every: number,
  sections: readonly SectionModel[],
): void {
  if (property === null || sections.length === 0) return
  let most = 0
  for (const { bars } of sections) most = Math.max(most, bars ?? Number.POSITIVE_INFINITY)
  if (every <= most) return
  const value = modifierValue(property, 'every')
  const what = `${property.key.text} every ${value === undefined ? every : sourceOf(ctx, value)}`
  ctx.report('SIL0221', property.key, { what, every, most })
}

// ---- rules --------------------------------------------------------------------------------------------------------

function reportIdleActions(ctx: FileContext, model: FileModel): void {
  const vamps = model.form.steps.some(({ vamp }) => vamp)
  const muted = new Set<string>()
  for (const { name, own } of model.members) if (own.mute === true) muted.add(name)
  for (const { mute, overrides } of model.sections) {
    for (const name of mute) muted.add(name)
    for (const { member, part } of overrides) if (part.mute === true) muted.add(member.name)
  }
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
    const why = 'A cue ends a vamp, and the form has none'
    if (at !== undefined) ctx.report('SIL0222', at.key, { why, near: 'As in: form vamp head until cue, out' })
  }
  if (action.k !== 'unmute' || action.members.some((name) => muted.has(name))) return
  const [first] = action.members
  const at = actions.find(
    (one) => one.key.text === 'unmute' && first !== undefined && sourceOf(ctx, one).includes(first),
  )
  const why = `Nothing ever mutes \`${action.members.join('`, `')}\``
  const near = 'A member is silent where its block, a section or a rule says `mute`.'
  if (at !== undefined) ctx.report('SIL0222', at.key, { why, near })
}
