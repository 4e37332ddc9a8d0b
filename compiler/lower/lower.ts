/** The checked model of a file to the intermediate representation of its policy. */

import { TIMBRE_SPACE } from '../../runtime/timbre/axes.ts'
import { costOf } from '../check/cost.ts'
import { openingOf, pickupBeats, pickupOf } from '../check/pickup.ts'
import { tempoUnit } from '../check/tempo.ts'
import { DEFAULT_ZONES } from '../check/zones.ts'
import type {
  FormStepIr,
  MemberIr,
  PolicyIr,
  RuleActionIr,
  RuleCondition,
  RuleIr,
  SectionIr,
  SwingIr,
  TempoIr,
  ZonesIr,
} from '../ir.ts'
import type {
  ActionModel,
  ConditionModel,
  FileModel,
  MemberModel,
  MeterModel,
  SectionModel,
  SlotModel,
  SwingModel,
  TempoModel,
  ZonesModel,
} from '../model.ts'
import type { MeterDef } from '../policy-types.ts'
import { toNumber } from '../rational.ts'
import { createChordTable } from './harmony.ts'
import { createPartTable } from './parts.ts'
import type { Cuts } from './patterns.ts'
import { createPlaysTable } from './plays.ts'
import { createSlotTable, plainSpan, rewardNum, type SlotTable, type Viewpoint } from './slots.ts'
import { createTimbreTable } from './timbres.ts'

export interface Lowered {
  readonly ir: PolicyIr
  /** Slots whose name another one has. */
  readonly clashes: readonly SlotModel[]
  /** Events and chords in all. */
  readonly cells: number
  /** Prompts that the timbre space was not asked about. */
  readonly unknownPrompts: readonly string[]
}

export function lower(model: FileModel, view: Viewpoint): Lowered {
  const slots = createSlotTable(view)
  const timbres = createTimbreTable(slots, view)
  const cuts: Cuts = new Map()
  const parts = createPartTable(slots, timbres, cuts)
  const chords = createChordTable()
  const zones = createZonesTable(slots, view)
  const plays = createPlaysTable(model, cuts)
  const name = stem(model.path)

  const sections = (model.sections.length > 0 ? model.sections : [null]).map(sectionIr)
  const sectionNumbers = new Map(model.sections.map((section, i) => [section.name, i]))
  const playerZones = zones.index(model.player.zones ?? DEFAULT_ZONES)
  const tempo = tempoIr(model.tempo, slots, openingOf(model)?.meter ?? model.meter)
  const rules = model.rules.map(
    (rule): RuleIr => ({
      name: rule.name,
      span: plainSpan(rule.span),
      when: { ...conditionIr(rule.when, slots), span: plainSpan(rule.when.span) },
      hold: rule.hold === null ? null : slots.ruleSpan(rule.hold),
      actions: rule.actions.map((action) => ({
        ...actionIr(action, slots, sectionNumbers),
        span: plainSpan(action.span),
      })),
    }),
  )
  const { slots: slotList, clashes } = slots.finish()
  const { timbres: timbreList, unknown: unknownPrompts } = timbres.finish()

  const ir: PolicyIr = {
    version: 1,
    language: '1',
    name,
    title: model.title ?? name,
    seed: model.seed,
    slots: slotList,
    ...(view.space.id === TIMBRE_SPACE ? {} : { timbreSpace: view.space.id }),
    timbres: timbreList,
    chords: chords.chords,
    patterns: parts.patterns,
    parts: parts.parts,
    zones: zones.list,
    tempo,
    player: {
      zones: playerZones,
      plays: plays.piece,
      count: model.player.count,
    },
    ...(plays.list.length === 0 ? {} : { plays: plays.list }),
    reference: referenceOf(model.members),
    members: model.members.map(memberIr),
    sections,
    form: formIr(model, sectionNumbers),
    repeat: model.form.repeat,
    rules,
    rewards: model.rewards.map((reward) => ({
      name: reward.name,
      span: view.placeOf(reward.file, reward.span),
      min: reward.min,
      max: reward.max,
      maturesAfterDays: reward.maturesAfterDays,
      parts: reward.parts.map((part) => ({
        label: part.label,
        value: rewardNum(part.value),
        span: view.placeOf(reward.file, part.span),
      })),
    })),
    train: model.trains,
    scenarios: model.scenarios,
    cost: { ...costOf(model), slots: slotList.length },
  }
  return { ir, clashes, cells: parts.events() + chords.count() + plays.count(), unknownPrompts }

  function sectionIr(section: SectionModel | null): SectionIr {
    const meter = section?.meter ?? model.meter
    const key = section?.key ?? model.key
    const own = section?.tempo ?? null
    const pickup = pickupOf(model, section)
    const expected = plays.index(section)
    return {
      name: section?.name ?? '',
      span: plainSpan(section?.span ?? NOWHERE),
      bars: section?.bars ?? null,
      ...(pickup === null ? {} : { pickup: pickupBeats(pickup, meter) }),
      meter: meterDef(meter),
      ...(expected === undefined ? {} : { plays: expected }),
      // Without a tempo of its own a section keeps the piece's: the 8th stays equal where the metre changes.
      tempoUnit: own === null ? tempoUnit(model.meter, model.tempo) : tempoUnit(meter, own),
      tempo: own === null ? null : tempoIr(own, slots, meter),
      swing: swingIr(section?.swing ?? model.swing, slots),
      chords: section === null ? [] : chords.layOut(section.chords, section.bars, meter, key),
      tonic: chords.tonic(key),
      zones: zones.index(section?.zones ?? model.player.zones ?? DEFAULT_ZONES),
      mute: section?.mute ?? [],
      parts: model.members.map((member) => parts.part(member, section, meter)),
    }
  }
}

const NOWHERE = { start: 0, end: 0 }

/** `examples/groove.sil` → `groove` */
function stem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return name.replace(/\.sil$/i, '') || 'policy'
}

function meterDef(meter: MeterModel): MeterDef {
  return {
    upper: meter.upper,
    lower: meter.lower,
    quarters: toNumber(meter.quarters),
    beats: meter.beats.map(toNumber),
  }
}

/** @param meter in which it begins */
function tempoIr(tempo: TempoModel, slots: SlotTable, meter: MeterModel): TempoIr {
  const { program } = tempo
  const span = plainSpan(tempo.span)
  const lowBpm = slots.num(tempo.low)
  const highBpm = slots.num(tempo.high)
  switch (program.k) {
    case 'steady':
      return { span, lowBpm, highBpm, program: { k: 'steady', bpm: slots.num(program.bpm) } }
    case 'ramp': {
      const { from, to, over } = program
      const ramp = {
        k: 'ramp',
        from: slots.num(from),
        to: slots.num(to),
        over: slots.span(over, meter),
      } as const
      return { span, lowBpm, highBpm, program: ramp }
    }
    case 'ladder': {
      const { from, to, by, everyBars } = program
      const ladder = {
        k: 'ladder',
        from: slots.num(from),
        to: slots.num(to),
        by: slots.num(by),
        everyBars,
      } as const
      return { span, lowBpm, highBpm, program: ladder }
    }
  }
}

function swingIr(swing: SwingModel, slots: SlotTable): SwingIr {
  return {
    ratio: slots.num(swing.ratio),
    unit: swing.unit,
    shortMs: swing.shortMs === null ? null : slots.num(swing.shortMs),
  }
}

function createZonesTable(
  slots: SlotTable,
  view: Viewpoint,
): {
  readonly list: readonly ZonesIr[]
  index(zones: ZonesModel): number
} {
  const list: ZonesIr[] = []
  const known = new Map<ZonesModel, number>()
  return {
    list,
    index(zones) {
      let at = known.get(zones)
      if (at === undefined) {
        at = list.length
        known.set(zones, at)
        list.push(zonesIr(zones, slots, view))
      }
      return at
    },
  }
}

function zonesIr(zones: ZonesModel, slots: SlotTable, { localName, placeOf }: Viewpoint): ZonesIr {
  const threshold = (t: ZonesModel['snap']): ZonesIr['snap'] => ({
    ms: slots.num(t.ms),
    beats: slots.num(t.beats),
  })
  return {
    name: localName(zones.file, zones.name),
    span: placeOf(zones.file, zones.span),
    snap: threshold(zones.snap),
    follow: threshold(zones.follow),
    limit: threshold(zones.limit),
    strength: slots.num(zones.strength),
    adapt: slots.num(zones.adapt),
    curve: slots.choice(zones.curve),
    expect: slots.choice(zones.expect),
    track: slots.choice(zones.track),
  }
}

function memberIr({ name, kind, follows, span }: MemberModel): MemberIr {
  return {
    name,
    kind,
    follows: follows === 'player' || follows === 'grid' ? follows : { member: follows },
    span: plainSpan(span),
  }
}

/** Whose beats the session log lists: a metronome that follows the player, else whoever does, else whoever plays. */
function referenceOf(members: readonly MemberModel[]): string | null {
  const following = members.filter((member) => member.follows === 'player')
  const isMetronome = (member: MemberModel): boolean => member.kind === 'metronome'
  return (
    (following.find(isMetronome) ?? following[0] ?? members.find(isMetronome) ?? members[0])?.name ?? null
  )
}

function formIr(model: FileModel, numbers: ReadonlyMap<string, number>): readonly FormStepIr[] {
  if (model.sections.length === 0) return [{ k: 'play', section: 0, times: 1 }]
  return model.form.steps.map((step): FormStepIr => {
    const section = numbers.get(step.section) ?? 0
    return step.vamp ? { k: 'vamp', section } : { k: 'play', section, times: step.times }
  })
}

// ---- rules ------------------------------------------------------------------------------------------------------

function conditionIr(condition: ConditionModel, slots: SlotTable): RuleCondition {
  switch (condition.k) {
    case 'flag':
      return condition
    case 'compare':
      return { k: 'compare', op: condition.op, a: slots.ruleNum(condition.a), b: slots.ruleNum(condition.b) }
    case 'not':
      return { k: 'not', a: conditionIr(condition.a, slots) }
    case 'and':
    case 'or':
      return { k: condition.k, a: conditionIr(condition.a, slots), b: conditionIr(condition.b, slots) }
  }
}

function actionIr(
  action: ActionModel,
  slots: SlotTable,
  sections: ReadonlyMap<string, number>,
): RuleActionIr {
  switch (action.k) {
    case 'mute':
    case 'unmute':
    case 'cue':
      return action
    case 'level': {
      const { k, member, mode, keep } = action
      return { k, member, mode, db: slots.num(action.db), over: slots.ruleSpan(action.over), keep }
    }
    case 'tempo': {
      const { k, mode, keep } = action
      return { k, mode, bpm: slots.num(action.bpm), over: slots.ruleSpan(action.over), keep }
    }
    case 'section':
      return { k: 'section', section: sections.get(action.section) ?? 0 }
  }
}
