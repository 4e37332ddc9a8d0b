/** Typed IR by hand, small parts: everything has a default, `more` says what is special. */

import type {
  ChanceIr,
  EventIr,
  Num,
  PartIr,
  PatternIr,
  PolicyIr,
  Position,
  SectionIr,
  SlotIr,
  SoundIr,
  SpanIr,
  TempoIr,
  TimbreIr,
  VoiceIr,
  ZonesIr,
} from '../../../compiler/ir.ts'
import type { ChordDef, MeterDef } from '../../../compiler/policy-types.ts'
import type { Span } from '../../../language/ast.ts'
import type { GradedAxis } from '../../../runtime/timbre/axes.ts'
import { timbreOfGrades } from '../../../runtime/timbre/embedding.ts'

export interface Fixture {
  readonly source: string
  readonly ir: PolicyIr
}

// ---- small parts ----------------------------------------------------------------------------------------------------

export const nowhere: Span = { start: 0, end: 0 }
export const num = (v: number): Num => ({ k: 'const', v })
export const fromSlot = (slot: number): Num => ({ k: 'slot', slot })
export const beats = (amount: number): SpanIr => ({ amount: num(amount), unit: 'beats' })
export const bars = (amount: number): SpanIr => ({ amount: num(amount), unit: 'bars' })

export function at(num: number, den = 1, swing = false): Position {
  return { num, den, swing }
}

export const always: ChanceIr = { k: 'always' }

export function event(
  cell: number,
  place: Position,
  more: Partial<EventIr> & { readonly sounds?: readonly SoundIr[] } = {},
): EventIr {
  return {
    span: nowhere,
    cell,
    label: `1:${cell}`,
    at: place,
    end: null,
    chance: always,
    velocity: 0.7,
    articulation: 'normal',
    sounds: [{ k: 'hit' }],
    weights: null,
    ...more,
  }
}

export function pattern(
  id: string,
  patternBars: readonly (readonly EventIr[])[],
  more: Partial<PatternIr> = {},
): PatternIr {
  return { id, span: nowhere, bars: patternBars, loopQuarters: null, barQuarters: 4, ...more }
}

export function slot(name: string, index: number, more: Partial<SlotIr> = {}): SlotIr {
  return {
    span: nowhere,
    name,
    kind: 'continuous',
    unit: 'ms',
    default: 20,
    min: 5,
    max: 60,
    scale: 'linear',
    above: null,
    choices: null,
    features: null,
    doc: null,
    index,
    size: 1,
    ...more,
  }
}

export const chanceSlot = (name: string, index: number, more: Partial<SlotIr> = {}): SlotIr =>
  slot(name, index, { kind: 'chance', unit: null, default: 0.5, min: null, max: null, ...more })

export function prompt(
  text: string,
  grades: Readonly<Partial<Record<GradedAxis, number>>>,
  more: { readonly name?: string; readonly span?: Span } = {},
): TimbreIr {
  return {
    name: text,
    span: nowhere,
    kind: 'prompt',
    text,
    vector: [...timbreOfGrades(grades).vector],
    ...more,
  }
}

export function voice(
  name: string,
  patternIndex: number,
  timbre: number,
  more: Partial<VoiceIr> = {},
): VoiceIr {
  return {
    name,
    pattern: patternIndex,
    timbre,
    accents: [],
    levelDb: num(0),
    feelMs: num(0),
    humanMs: num(0),
    ...more,
  }
}

export function part(voices: readonly VoiceIr[], more: Partial<PartIr> = {}): PartIr {
  return {
    voices,
    level: { k: 'steady', db: num(0) },
    pan: num(0),
    feelMs: num(0),
    humanMs: num(0),
    mute: false,
    restEvery: 0,
    dynamics: null,
    fill: null,
    tradeBars: 0,
    range: { low: 28, high: 55 },
    length: num(1),
    voicing: { k: 'fixed', value: 'close' },
    strumMs: num(0),
    walk: false,
    approach: null,
    ...more,
  }
}

export function steady(bpm: number, low = bpm * 0.75, high = bpm * 1.25): TempoIr {
  return { span: nowhere, program: { k: 'steady', bpm: num(bpm) }, lowBpm: num(low), highBpm: num(high) }
}

export const fourFour: MeterDef = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }

export function section(parts: readonly number[], more: Partial<SectionIr> = {}): SectionIr {
  return {
    name: '',
    span: nowhere,
    bars: null,
    meter: fourFour,
    tempoUnit: 1,
    tempo: null,
    swing: { ratio: num(0.5), unit: 0.5, shortMs: null },
    chords: [],
    tonic: 0,
    zones: 0,
    mute: [],
    parts,
    ...more,
  }
}

export function zones(name: string, more: Partial<ZonesIr> = {}): ZonesIr {
  const ms = (time: number): ZonesIr['snap'] => ({ ms: num(time), beats: num(0) })
  return {
    name,
    span: nowhere,
    snap: ms(20),
    follow: ms(100),
    limit: ms(200),
    strength: num(0.5),
    adapt: num(0.2),
    curve: { k: 'fixed', value: 'smooth' },
    expect: { k: 'fixed', value: 'player' },
    track: { k: 'fixed', value: 'one' },
    ...more,
  }
}

const C_MAJOR_SCALE = [0, 2, 4, 5, 7, 9, 11]
export const cMajor: ChordDef = {
  symbol: 'Cmaj7',
  root: 0,
  bass: 0,
  tones: [0, 4, 7, 11],
  degrees: [0, 2, 4, 5, 7, 9, 11],
  scale: C_MAJOR_SCALE,
}
export const dMinor: ChordDef = {
  symbol: 'Dm7',
  root: 2,
  bass: 2,
  tones: [0, 3, 7, 10],
  degrees: [0, 2, 3, 5, 7, 9, 10],
  scale: C_MAJOR_SCALE,
}
export const gSeven: ChordDef = {
  symbol: 'G7',
  root: 7,
  bass: 7,
  tones: [0, 4, 7, 10],
  degrees: [0, 2, 4, 5, 7, 9, 10],
  scale: C_MAJOR_SCALE,
}

export function policy(name: string, more: Partial<PolicyIr>): PolicyIr {
  return {
    version: 1,
    language: '1',
    name,
    title: name,
    seed: null,
    slots: [],
    timbres: [prompt('warm woody click', { wood: 1, click: 1 })],
    chords: [cMajor],
    patterns: [],
    parts: [],
    zones: [zones('')],
    tempo: steady(100),
    player: { zones: 0, plays: null, count: { who: 'band', amount: 1, unit: 'bars' } },
    reference: null,
    members: [],
    sections: [],
    form: [{ k: 'play', section: 0, times: 1 }],
    repeat: false,
    rules: [],
    rewards: [],
    train: [],
    scenarios: [],
    cost: { eventsPerBar: 0, voices: 0, slots: 0 },
    ...more,
  }
}

/** The `n`th time (from 1) that `text` stands in the source. */
export function placesIn(source: string): (text: string, n?: number) => Span {
  return (text, n = 1) => {
    let start = -1
    for (let i = 0; i < n; i++) start = source.indexOf(text, start + 1)
    if (start < 0) throw new Error(`no ${n}. ${text} in the source`)
    return { start, end: start + text.length }
  }
}
