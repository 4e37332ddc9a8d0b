/** What each member plays in each section, each pattern and each part once. */

import { partIn, playedVoices } from '../check/parts.ts'
import { defaultRange, defaultTimbre, defaultVoicing } from '../defaults.ts'
import type { PartIr, PatternIr, VoiceIr } from '../ir.ts'
import { LIMITS } from '../limits.ts'
import type {
  AccentModel,
  MemberModel,
  MeterModel,
  PartModel,
  SectionModel,
  TimbreModel,
  VoiceModel,
} from '../model.ts'
import { type Cuts, cutPattern } from './patterns.ts'
import { plainSpan, type SlotTable } from './slots.ts'
import type { TimbreTable } from './timbres.ts'

export interface PartTable {
  /** Index of the part. */
  part(member: MemberModel, section: SectionModel | null, meter: MeterModel): number
  readonly parts: readonly PartIr[]
  readonly patterns: readonly PatternIr[]
  /** Events in all patterns; above the limit no more are made. */
  events(): number
}

export function createPartTable(slots: SlotTable, timbres: TimbreTable, cuts: Cuts): PartTable {
  const parts: PartIr[] = []
  const patterns: PatternIr[] = []
  /** By member and metre, for sections without overrides of it. */
  const plainParts = new Map<string, number>()
  const known = new Map<object, Map<string, number>>()
  const ids = new Set<string>()
  let events = 0

  return { part, parts, patterns, events: () => events }

  function part(member: MemberModel, section: SectionModel | null, meter: MeterModel): number {
    const model = partIn(member, section)
    if (model !== member.own) return add(member, model, meter)
    const key = `${member.name} ${meter.text}`
    let index = plainParts.get(key)
    if (index === undefined) {
      index = add(member, member.own, meter)
      plainParts.set(key, index)
    }
    return index
  }

  function add(member: MemberModel, model: PartModel, meter: MeterModel): number {
    const zero = slots.num(ZERO)
    const range = model.range ?? defaultRange(member.kind)
    const walk = model.walk === true
    parts.push({
      voices: playedVoices(model).map((voice) => voiceIr(member, model, voice, meter, walk)),
      level: levelIr(model.level, meter),
      pan: model.pan === null ? zero : slots.num(model.pan),
      feelMs: model.feelMs === null ? zero : slots.num(model.feelMs),
      humanMs: model.humanMs === null ? zero : slots.num(model.humanMs),
      mute: model.mute === true,
      restEvery: model.restEvery ?? 0,
      dynamics:
        model.dynamics === null
          ? null
          : { share: slots.num(model.dynamics.share), withinDb: slots.num(model.dynamics.withinDb) },
      fill:
        model.fillEvery === null
          ? null
          : {
              everyBars: model.fillEvery,
              density: model.fillDensity === null ? slots.num(DENSITY) : slots.num(model.fillDensity),
            },
      tradeBars: model.tradeBars ?? 0,
      range: { low: range.low, high: range.high },
      length: model.length === null ? slots.num(ONE) : slots.num(model.length),
      voicing: slots.choice(model.voicing ?? { k: 'fixed', value: defaultVoicing(member.kind) }),
      strumMs: model.strumMs === null ? zero : slots.num(model.strumMs),
      walk,
      approach:
        model.approach === null
          ? null
          : {
              kind: slots.choice(model.approach),
              chance: model.approachChance === null ? slots.num(ONE) : slots.num(model.approachChance),
            },
    })
    return parts.length - 1
  }

  function levelIr(level: PartModel['level'], meter: MeterModel): PartIr['level'] {
    if (level === null) return { k: 'steady', db: slots.num(ZERO) }
    if (level.k === 'steady') return { k: 'steady', db: slots.num(level.db) }
    return {
      k: 'ramp',
      from: slots.num(level.from),
      to: slots.num(level.to),
      over: slots.span(level.over, meter),
    }
  }

  function voiceIr(
    member: MemberModel,
    model: PartModel,
    voice: VoiceModel,
    meter: MeterModel,
    walk: boolean,
  ): VoiceIr {
    const timbre: TimbreModel | null = voice.timbre ?? model.timbre
    const by = { kind: member.kind, voice: voice.name }
    return {
      name: voice.name,
      pattern: walk ? silentPattern(member, voice, meter) : patternOf(member, voice, meter),
      timbre:
        timbre === null
          ? timbres.prompt(defaultTimbre(member.kind, voice.name), by)
          : timbres.index(timbre, by),
      accents: [...ownFirst(voice.accents, model.accents)].map(({ beat, timbre: own }) => ({
        beat,
        timbre: timbres.index(own, by),
      })),
      levelDb: slots.num(voice.levelDb ?? ZERO),
      feelMs: slots.num(voice.feelMs ?? ZERO),
      humanMs: slots.num(voice.humanMs ?? ZERO),
      ...(mayBeZero(voice.humanMs) && { ownHuman: true as const }),
    }
  }

  function patternOf(member: MemberModel, voice: VoiceModel, meter: MeterModel): number {
    const model = voice.pattern
    if (model === null) return silentPattern(member, voice, meter)
    return once(model, meter.text, () => {
      const hint = [voice.section, member.name, voice.name].filter((part) => part !== null).join('_')
      // A file of many metres repeats its patterns in each; the check refuses what comes to too many events.
      const cut =
        events > LIMITS.cells
          ? { bars: [], barQuarters: 0, loopQuarters: null }
          : cutPattern(model, meter, slots, cuts)
      for (const bar of cut.bars) events += bar.length
      return { id: unique(hint), span: plainSpan(model.span), ...cut }
    })
  }

  /** What a walking line holds in place of a pattern. */
  function silentPattern(member: MemberModel, voice: VoiceModel, meter: MeterModel): number {
    return once(voice, meter.text, () => ({
      id: unique(`${member.name}_${voice.name}`),
      span: plainSpan(voice.span),
      bars: [[]],
      loopQuarters: null,
      barQuarters: (meter.quarters.num * 1) / meter.quarters.den,
    }))
  }

  function once(subject: object, meter: string, make: () => PatternIr): number {
    const byMeter = known.get(subject) ?? new Map<string, number>()
    known.set(subject, byMeter)
    let index = byMeter.get(meter)
    if (index === undefined) {
      index = patterns.length
      byMeter.set(meter, index)
      patterns.push(make())
    }
    return index
  }

  function unique(hint: string): string {
    let id = hint
    for (let n = 2; ids.has(id); n++) id = `${hint}_${n}`
    ids.add(id)
    return id
  }
}

const ZERO = { k: 'const', v: 0 } as const

/** A `human` that is written, and may say that there is none. */
function mayBeZero(human: VoiceModel['humanMs']): boolean {
  return human !== null && !(human.k === 'const' && human.v > 0)
}
const ONE = { k: 'const', v: 1 } as const
/** How full a fill is that does not say. */
const DENSITY = { k: 'const', v: 0.5 } as const

/** A voice's own accents, then the member's on other beats. */
function ownFirst(own: readonly AccentModel[], shared: readonly AccentModel[]): readonly AccentModel[] {
  if (own.length === 0) return shared
  return [...own, ...shared.filter(({ beat }) => own.every((accent) => accent.beat !== beat))]
}
