/** Settings of zones, tempo, swing and members: functions of the slots, called when a performance starts. */

import type { PartIr, RuleSpanIr, SwingIr, TempoIr, ThresholdIr, VoiceIr, ZonesIr } from '../ir.ts'
import { array, type Code, code, differing, object, objectOf, table, textOf } from './code.ts'
import { numberLiteral, stringLiteral } from './literals.ts'
import { ofSlots, present, type Shelf } from './module.ts'
import type { SlotCode } from './slots.ts'

export function zoneSettings(zones: ZonesIr, slots: SlotCode): Code {
  const threshold = ({ ms, beats }: ThresholdIr): Code =>
    objectOf({ ms: slots.num(ms).text, beats: slots.num(beats).text })
  return ofSlots(
    objectOf({
      snap: threshold(zones.snap),
      follow: threshold(zones.follow),
      limit: threshold(zones.limit),
      strength: slots.num(zones.strength).text,
      adapt: slots.num(zones.adapt).text,
      curve: slots.choice(zones.curve),
      expect: slots.choice(zones.expect),
      track: slots.choice(zones.track),
    }),
  )
}

export function tempoSettings(tempo: TempoIr, slots: SlotCode): Code {
  return ofSlots(
    objectOf({
      program: tempoProgram(tempo.program, slots),
      lowBpm: slots.num(tempo.lowBpm).text,
      highBpm: slots.num(tempo.highBpm).text,
    }),
  )
}

function tempoProgram(program: TempoIr['program'], slots: SlotCode): Code {
  switch (program.k) {
    case 'steady':
      return objectOf({ kind: "'steady'", bpm: slots.num(program.bpm).text })
    case 'ramp':
      return objectOf({
        kind: "'ramp'",
        from: slots.num(program.from).text,
        to: slots.num(program.to).text,
        over: duration(program.over, slots),
      })
    case 'ladder':
      return objectOf({
        kind: "'ladder'",
        from: slots.num(program.from).text,
        to: slots.num(program.to).text,
        by: slots.num(program.by).text,
        everyBars: numberLiteral(program.everyBars),
      })
  }
}

export function swingSettings(swing: SwingIr, slots: SlotCode): Code {
  return ofSlots(
    objectOf({
      ratio: slots.num(swing.ratio).text,
      unit: numberLiteral(swing.unit),
      shortMs: swing.shortMs === null ? 'null' : slots.num(swing.shortMs).text,
    }),
  )
}

export function duration(span: RuleSpanIr, slots: SlotCode): Code {
  return objectOf({ amount: slots.num(span.amount).text, unit: stringLiteral(span.unit) })
}

export interface PatternCode {
  /** Of the function. */
  readonly name: string
  readonly bars: number
  readonly loopQuarters: number | null
  readonly octavesUp: number
}

/**
 * Declares what members play in sections: settings, and voices with the patterns they play. What several parts have
 * in common stands in a constant of its own.
 *
 * @returns the parts' names.
 */
export function declareParts(
  parts: readonly PartIr[],
  hints: readonly string[],
  patterns: readonly PatternCode[],
  shelf: Shelf,
  slots: SlotCode,
): readonly string[] {
  const sides = parts.map((part) => ({
    settings: ofSlots(memberSettings(part, slots)),
    voices: table(part.voices.map((voice) => voiceDefinition(voice, patterns))),
  }))
  // Equal parts are one declaration and share nothing more.
  const uses = new Map<string, number>()
  const distinct = new Set<string>()
  for (const { settings, voices } of sides) {
    const texts = [textOf(settings), textOf(voices)]
    const whole = texts.join('\n')
    if (distinct.has(whole)) continue
    distinct.add(whole)
    for (const text of texts) uses.set(text, (uses.get(text) ?? 0) + 1)
  }
  return sides.map(({ settings, voices }, i) => {
    const hint = hints[i] ?? 'part'
    const constant = (name: string, value: Code): string =>
      shelf.share(name, value, (unique) => [`const ${unique} = `, ...value])
    const shared = (name: string, value: Code): Code | string =>
      (uses.get(textOf(value)) ?? 0) > 1 ? constant(name, value) : value
    return constant(
      hint,
      objectOf({ settings: shared(`${hint}_settings`, settings), voices: shared(`${hint}_voices`, voices) }),
    )
  })
}

function voiceDefinition(voice: VoiceIr, patterns: readonly PatternCode[]): Code {
  const { name, bars, loopQuarters, octavesUp } = present(patterns[voice.pattern], `pattern ${voice.pattern}`)
  return object([
    ['name', stringLiteral(voice.name)],
    ['bars', numberLiteral(bars)],
    ['loopQuarters', loopQuarters === null ? 'null' : numberLiteral(loopQuarters)],
    ...(octavesUp === 0 ? [] : [['octavesUp', numberLiteral(octavesUp)] as const]),
    ['play', name],
  ])
}

/** What `part(…)` of an emitted module fills in, and `voice(…)`. */
export const PART_DEFAULTS: Readonly<Record<string, string>> = {
  level: '{ db: 0 }',
  pan: '0',
  feelMs: '0',
  humanMs: '0',
  mute: 'false',
  restEvery: '0',
  dynamics: 'null',
  voices: '[]',
  fill: 'null',
  tradeBars: '0',
  range: '{ low: 0, high: 127 }',
  length: '1',
  voicing: "'close'",
  strumMs: '0',
  walk: 'false',
  approach: 'null',
}

export const VOICE_DEFAULTS: Readonly<Record<string, string>> = {
  accents: '[]',
  levelDb: '0',
  feelMs: '0',
  humanMs: '0',
}

function memberSettings(part: PartIr, slots: SlotCode): Code {
  const num = (of: PartIr['pan']): string => slots.num(of).text
  const { dynamics, fill, approach } = part
  const all = {
    level: level(part.level, slots),
    pan: num(part.pan),
    feelMs: num(part.feelMs),
    humanMs: num(part.humanMs),
    mute: String(part.mute),
    restEvery: numberLiteral(part.restEvery),
    dynamics:
      dynamics === null ? 'null' : objectOf({ share: num(dynamics.share), withinDb: num(dynamics.withinDb) }),
    voices: table(part.voices.map((voice) => voiceSettings(voice, slots))),
    fill:
      fill === null
        ? 'null'
        : objectOf({ everyBars: numberLiteral(fill.everyBars), density: num(fill.density) }),
    tradeBars: numberLiteral(part.tradeBars),
    range: objectOf({ low: numberLiteral(part.range.low), high: numberLiteral(part.range.high) }),
    length: num(part.length),
    voicing: slots.choice(part.voicing),
    strumMs: num(part.strumMs),
    walk: String(part.walk),
    approach:
      approach === null
        ? 'null'
        : objectOf({ kind: slots.choice(approach.kind), chance: num(approach.chance) }),
  }
  return code`part(${object(differing(all, PART_DEFAULTS), 'part()'.length)})`
}

function level(of: PartIr['level'], slots: SlotCode): Code {
  if (of.k === 'steady') return objectOf({ db: slots.num(of.db).text })
  return objectOf({
    fromDb: slots.num(of.from).text,
    toDb: slots.num(of.to).text,
    over: duration(of.over, slots),
  })
}

function voiceSettings(voice: VoiceIr, slots: SlotCode): Code {
  const all = {
    accents: array(
      voice.accents.map(({ beat, timbre }) =>
        objectOf({ beat: numberLiteral(beat), timbre: numberLiteral(timbre) }),
      ),
    ),
    levelDb: slots.num(voice.levelDb).text,
    feelMs: slots.num(voice.feelMs).text,
    humanMs: slots.num(voice.humanMs).text,
  }
  const head = `voice(${numberLiteral(voice.timbre)}`
  const more = [...differing(all, VOICE_DEFAULTS)]
  // No default: few voices have it, and every module would carry it.
  if (voice.ownHuman === true) more.push(['ownHuman', 'true'])
  return more.length === 0 ? [`${head})`] : code`${head}, ${object(more, head.length + 3)})`
}
