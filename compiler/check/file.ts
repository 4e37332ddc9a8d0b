/** Checks one file: settings and names first, then who plays what, then what depends on all of it. */

import type { Block, FormDecl, Property, RuleDecl } from '../../language/ast.ts'
import { itemsIn } from '../../language/walk.ts'
import type {
  FileModel,
  MemberModel,
  MeterModel,
  RewardModel,
  RuleModel,
  ScenarioModel,
  SectionModel,
  TrainModel,
} from '../model.ts'
import type { Scope } from '../resolve.ts'
import type { SourceFile } from '../sources.ts'
import type { Told } from '../told.ts'
import { hintAlike } from './alike.ts'
import { bareName, createReport, type FileContext, rewrite, type Values } from './context.ts'
import { checkCost } from './cost.ts'
import { readDefinitions } from './declarations.ts'
import { checkFit } from './fit.ts'
import { checkFollowers } from './followers.ts'
import { reportIdleSlots } from './idle-slots.ts'
import { readMember } from './members.ts'
import { C_MAJOR, COMMON_TIME, readKeyLit, readMeter } from './meter.ts'
import { reportNoEffect } from './no-effect.ts'
import { checkPickups, readPickup } from './pickup.ts'
import { exprName } from './place.ts'
import { readPlayer } from './player.ts'
import { only, type Properties, sortProperties } from './properties.ts'
import { reportCutRamps } from './ramps.ts'
import { type Need, readWhole } from './read.ts'
import { reportGames } from './rewards.ts'
import { readRule } from './rules.ts'
import { readScenario } from './scenarios.ts'
import { readForm, readSection, reportUnplayed } from './sections.ts'
import { readSwing, STRAIGHT } from './swing.ts'
import { DEFAULT_TEMPO, readTempo, writtenUnit } from './tempo.ts'
import { readTrain, reportTrainedTwice } from './train.ts'
import { NUMBER } from './units.ts'
import { reportUnused } from './unused.ts'
import { readZones } from './zones.ts'
import { checkThresholds } from './zones-in-use.ts'

const SEED: Need = {
  dims: [NUMBER],
  as: 'a whole number, as in 7',
  name: 'The seed',
  min: 0,
  // What --seed and `start` take, and what a log of simulated players names.
  max: Number.MAX_SAFE_INTEGER,
}

export function checkFile(file: SourceFile, scope: Scope, values: Values, told: Told): FileModel {
  const report = createReport(file, told)
  const { blocks, forms, rules, settings } = itemsByKind(file)
  const bare: FileContext = {
    file,
    scope,
    values,
    report,
    patience: { left: PATIENCE },
    gathered: { names: null },
    meter: COMMON_TIME,
    tempoUnit: 1,
  }
  const top = sortProperties(bare, settings, 'file')
  const meter: MeterModel = readMeter(report, only(top, 'meter')) ?? COMMON_TIME
  const written = only(top, 'tempo')
  const ctx: FileContext = { ...bare, meter, tempoUnit: writtenUnit(meter, written) }

  readDefinitions(ctx)
  readAllZones(ctx)

  const tempo = (written === null ? null : readTempo(ctx, written, '')) ?? DEFAULT_TEMPO
  const swing = only(top, 'swing')
  const members = readMembersOf(ctx)
  const sections = readSectionsOf(ctx, members)
  const form = readForm(ctx, forms, sections)
  const visited = new Set<string>()
  const ruleModels = readRules(ctx, rules, members, visited)
  const trained = blocks.filter((block) => block.block === 'train')

  const model: FileModel = {
    path: file.path,
    title: readTitle(ctx, top),
    seed: readWhole(ctx, only(top, 'seed')?.values[0], 'the seed', SEED),
    meter,
    key: readKeyLit(report, only(top, 'key')?.values[0]) ?? C_MAJOR,
    tempo,
    swing: (swing === null ? null : readSwing(ctx, swing, '')) ?? STRAIGHT,
    pickup: readPickup(ctx, only(top, 'pickup')),
    player: readPlayer(ctx, blocks),
    members: inOrder([...members.values()], ({ name }) => name),
    sections: inOrder([...sections.values()], ({ name }) => name),
    form,
    rules: inOrder(ruleModels, ({ name }) => name),
    rewards: inOrder(rewardsOf(ctx), ({ name }) => name),
    trains: inOrder(
      trained.map((block) => readTrain(ctx, block)).filter((train): train is TrainModel => train !== null),
      ({ reward }) => reward,
    ),
    scenarios: blocks
      .filter((block) => block.block === 'scenario')
      .map((block): ScenarioModel => readScenario(ctx, block)),
  }
  reportTrainedTwice(ctx, trained)
  if (isKnown(forms, sections)) {
    if (forms.length > 0) reportUnplayed(ctx, sections, form, visited)
    checkPickups(ctx, model)
  }
  checkFollowers(ctx, members)
  if (checkCost(ctx, model)) checkFit(ctx, model)
  checkThresholds(ctx, model)
  hintAlike(ctx, model)
  reportIdleSlots(ctx, model)
  const isPlayed = isKnown(forms, sections)
  const played = isPlayed ? new Set([...form.steps.map(({ section }) => section), ...visited]) : null
  reportNoEffect(ctx, model, played, ruleModels.length === rules.length)
  if (played !== null)
    reportCutRamps(
      ctx,
      model,
      model.sections.filter(({ name }) => played.has(name)),
    )
  if (ctx.scope.declared.some((d) => d.kind === 'zones' && learns(ctx, d))) {
    for (const reward of ownRewards(ctx)) reportGames(ctx, reward)
  }
  reportUnused(ctx, model)
  return model
}

/** By name: the order of blocks in a file means nothing, not to the notes of one moment nor to a hash. */
function inOrder<T>(models: readonly T[], nameOf: (model: T) => string): readonly T[] {
  return [...models].sort((one, other) => {
    const a = nameOf(one)
    const b = nameOf(other)
    return a === b ? 0 : a < b ? -1 : 1
  })
}

/** A form with an unknown name may mean any section by it. */
function isKnown(forms: readonly FormDecl[], sections: ReadonlyMap<string, SectionModel>): boolean {
  return forms.every((form) => form.steps.every((step) => sections.has(step.section.text)))
}

/** Comparisons that finding nearest names may take in one file. */
const PATIENCE = 100_000

interface Items {
  readonly blocks: readonly Block[]
  readonly forms: readonly FormDecl[]
  readonly rules: readonly RuleDecl[]
  readonly settings: readonly Property[]
}

function itemsByKind(file: SourceFile): Items {
  const blocks: Block[] = []
  const forms: FormDecl[] = []
  const rules: RuleDecl[] = []
  const settings: Property[] = []
  for (const item of itemsIn(file.tree)) {
    if (item.kind === 'block') blocks.push(item)
    else if (item.kind === 'form') forms.push(item)
    else if (item.kind === 'rule') rules.push(item)
    else if (item.kind === 'setting') settings.push(item.property)
  }
  return { blocks, forms, rules, settings }
}

// ---- settings ---------------------------------------------------------------------------------------------------

function readTitle(ctx: FileContext, top: Properties): string | null {
  const [value] = only(top, 'band')?.values ?? []
  if (value === undefined) return null
  if (value.kind === 'string') return value.value
  const name = bareName(value)
  if (name?.text === '') return null
  const fixes = name === null ? [] : [rewrite(value, JSON.stringify(name.text))]
  ctx.report('SIL0305', value, { found: exprName(value), expected: 'a title in quotes' }, { fixes })
  return null
}

// ---- declarations -----------------------------------------------------------------------------------------------

function readAllZones(ctx: FileContext): void {
  for (const declared of ctx.scope.declared) {
    if (declared.kind !== 'zones') continue
    const { zones, mixed } = readZones(ctx, declared.decl)
    ctx.values.zones.set(declared, zones)
    if (mixed.length > 0) ctx.values.mixed.set(zones, mixed)
  }
}

function readMembersOf(ctx: FileContext): ReadonlyMap<string, MemberModel> {
  const members = new Map<string, MemberModel>()
  for (const declared of ctx.scope.declared) {
    if (declared.kind !== 'member') continue
    const member = readMember(ctx, declared.decl, declared.member)
    if (member.name !== '' && isBound(ctx, declared)) members.set(member.name, member)
  }
  return members
}

function readSectionsOf(
  ctx: FileContext,
  members: ReadonlyMap<string, MemberModel>,
): ReadonlyMap<string, SectionModel> {
  const sections = new Map<string, SectionModel>()
  for (const declared of ctx.scope.declared) {
    if (declared.kind !== 'section') continue
    const section = readSection(ctx, declared.decl, members)
    if (section.name !== '' && isBound(ctx, declared)) sections.set(section.name, section)
  }
  return sections
}

/** The second declaration of a name is checked, but it is not what the name stands for. */
function isBound(ctx: FileContext, declared: Scope['declared'][number]): boolean {
  return ctx.scope.bindings.get(declared.name.text)?.target === declared
}

function readRules(
  ctx: FileContext,
  rules: readonly RuleDecl[],
  members: ReadonlyMap<string, MemberModel>,
  visited: Set<string>,
): readonly RuleModel[] {
  const models: RuleModel[] = []
  for (const rule of rules) {
    const model = readRule(ctx, rule, members, visited)
    if (model !== null) models.push(model)
  }
  return models
}

/** Rewards by the names of this file: its own, and those it imports. */
function rewardsOf(ctx: FileContext): readonly RewardModel[] {
  const rewards: RewardModel[] = []
  for (const [name, { target }] of ctx.scope.bindings) {
    if (target?.kind !== 'reward') continue
    const reward = ctx.values.rewards.get(target)
    if (reward != null) rewards.push(reward.name === name ? reward : { ...reward, name })
  }
  return rewards
}

function ownRewards(ctx: FileContext): readonly RewardModel[] {
  const rewards: RewardModel[] = []
  for (const declared of ctx.scope.declared) {
    if (declared.kind !== 'reward') continue
    const reward = ctx.values.rewards.get(declared)
    if (reward != null) rewards.push(reward)
  }
  return rewards
}

// ---- what depends on all of it ------------------------------------------------------------------------------------

function learns(ctx: FileContext, declared: Scope['declared'][number]): boolean {
  const zones = declared.kind === 'zones' ? ctx.values.zones.get(declared) : null
  if (zones == null) return false
  const terms = [zones.snap, zones.follow, zones.limit].flatMap((t) => [t.ms, t.beats])
  return [...terms, zones.strength, zones.adapt].some((term) => term.k !== 'const')
}
