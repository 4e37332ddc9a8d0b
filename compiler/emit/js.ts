/**
 * The policy as JavaScript: plain ES2022 that a person can read. It exports
 *
 * - `default`: the policy, ready to `start`;
 * - `definition`: the data and functions it was made of, for tools that bring a runtime of their own.
 */

import type { PlaysIr, PolicyIr, SectionIr } from '../ir.ts'
import { array, type Code, code, join, lines, mark, objectOf, table } from './code.ts'
import { FEATURES, featuresOf } from './features.ts'
import { commentText, numberLiteral, stringLiteral } from './literals.ts'
import {
  createShelf,
  type Emission,
  type Helper,
  IMPORTED,
  type ImportedHelper,
  present,
  type Shelf,
} from './module.ts'
import { createNames } from './names.ts'
import { declarePattern, octavesUp, unswungPlace } from './patterns.ts'
import { rewardDefinition } from './rewards.ts'
import { ruleDefinition } from './rules.ts'
import {
  declareParts,
  PART_DEFAULTS,
  swingSettings,
  tempoSettings,
  VOICE_DEFAULTS,
  zoneSettings,
} from './settings.ts'
import { createSlotCode, SLOT_DEFAULTS } from './slots.ts'
import { declareTimbres } from './timbres.ts'

export interface ModuleHashes {
  readonly behaviour: string
  readonly slotSchema: string
}

export interface PolicyCode {
  /** Who made it from what: a comment. */
  readonly header: Code
  /** Everything from the slots to `const definition`, which uses `imports` but neither imports nor exports. */
  readonly body: Code
  /** What the runtime must bring. */
  readonly imports: readonly string[]
  /** What makes the policy. */
  readonly call: string
}

/** Identifiers of emitted modules that users' names must not take. */
const OWN_NAMES = [
  'createPolicyWith',
  ...Object.keys(FEATURES),
  ...IMPORTED,
  'between',
  'orElse',
  'part',
  'voice',
  'slot',
  'slots',
  'definition',
  'policy',
  'silencioPolicies',
]

const HELPERS = {
  between: [
    '/** The place `t` of the way from `a` to `b`: cells of a bracket share the time between its ends. */',
    'const between = (a, b, t) => a + (b - a) * t',
  ],
  orElse: [
    '/** `a else b`: NaN is a value that is missing. */',
    'const orElse = (a, b) => (Number.isNaN(a) ? b : a)',
  ],
} as const satisfies Record<Exclude<Helper, ImportedHelper>, readonly string[]>

/** `more` over what is usual. */
const filled = (head: string, before: string, usual: Readonly<Record<string, string>>): readonly string[] => [
  `const ${head}({`,
  ...(before === '' ? [] : [`  ${before},`]),
  ...Object.entries(usual).map(([key, value]) => `  ${key}: ${value},`),
  '  ...more,',
  '})',
]

const SLOT_HELPER = [
  '/** A learnable value; `more` says what is special about it. */',
  ...filled('slot = (index, kind, name, more) => ', 'index,\n  kind,\n  name', SLOT_DEFAULTS),
]

const PART_HELPERS = [
  '/** How a member plays; `more` says what is special about it. */',
  ...filled('part = (more) => ', '', PART_DEFAULTS),
  '/** How a voice sounds, likewise. */',
  ...filled('voice = (timbre, more) => ', 'timbre', VOICE_DEFAULTS),
]

export function policyCode(
  ir: PolicyIr,
  hashes: ModuleHashes,
  runtimeVersion: string,
  bake: Float64Array | null,
): PolicyCode {
  const names = createNames(OWN_NAMES)
  const needs: Emission['needs'] = new Set()
  const slots = createSlotCode(ir, names, bake)
  const emission: Emission = { ir, names, slots, needs }
  const shelf = (): Shelf => createShelf(names)

  const timbreShelf = shelf()
  const { timbres, sounds } = declareTimbres(timbreShelf, emission)
  const chordShelf = shelf()
  const chords = declareChords(ir, chordShelf)
  const patternShelf = shelf()
  const patterns = ir.patterns.map((pattern) => ({
    name: declarePattern(pattern, patternShelf, emission),
    bars: pattern.bars.length,
    loopQuarters: pattern.loopQuarters,
    octavesUp: octavesUp(pattern),
  }))
  const partShelf = shelf()
  const parts = declareParts(ir.parts, partHints(ir), patterns, partShelf, slots)
  const sectionShelf = shelf()
  const plays = (ir.plays ?? []).map((bars) => {
    const value = playsOf(bars)
    return sectionShelf.share('plays', value, (name) => [`const ${name} = `, ...value])
  })
  const sections = ir.sections.map((section) =>
    sectionDefinition(section, parts, plays, sectionShelf, emission),
  )

  const definition = objectOf({
    abi: '1',
    name: stringLiteral(ir.name),
    title: stringLiteral(ir.title),
    language: stringLiteral(ir.language),
    behaviour: stringLiteral(hashes.behaviour),
    slotSchema: stringLiteral(hashes.slotSchema),
    slots: slots.specifications(),
    seed: ir.seed === null ? 'null' : numberLiteral(ir.seed),
    ...(sounds === null ? {} : { timbreSpace: stringLiteral(ir.timbreSpace ?? '') }),
    timbres,
    ...(sounds === null ? {} : { sounds }),
    timbreNames: array(ir.timbres.map((timbre) => stringLiteral(timbre.name))),
    chords,
    zones: table(ir.zones.map((zones) => code`${mark(zones.span, zones.name)}${zoneSettings(zones, slots)}`)),
    zoneNames: array(ir.zones.map((zones) => stringLiteral(zones.name))),
    tempo: code`${mark(ir.tempo.span)}${tempoSettings(ir.tempo, slots)}`,
    player: playerDefinition(ir),
    reference: ir.reference === null ? 'null' : stringLiteral(ir.reference),
    members: table(ir.members.map(memberDefinition)),
    sections: table(sections),
    form: table(ir.form.map(formStep)),
    repeat: String(ir.repeat),
    rules: table(ir.rules.map((rule) => ruleDefinition(rule, slots))),
    rewards: table(ir.rewards.map((reward) => rewardDefinition(reward, needs))),
    train: table(ir.train.map(trainDefinition)),
  })

  // What is baked in is no longer drawn.
  const features = featuresOf(bake === null ? ir : { ...ir, slots: [] })
  const helpers: string[] = []
  if (bake === null && ir.slots.length > 0) helpers.push(...SLOT_HELPER)
  if (ir.parts.length > 0) helpers.push(...PART_HELPERS)
  if (needs.has('between')) helpers.push(...HELPERS.between)
  if (needs.has('orElse')) helpers.push(...HELPERS.orElse)

  const chapters = [
    chapter('Learnable values: where each stands in `s`', slots.declarations()),
    chapter('Helpers', helpers),
    chapter('Timbres', spaced(timbreShelf.declarations)),
    chapter('Chords: pitch classes and semitones above the root', chordShelf.declarations),
    chapter('Patterns: each plays one bar; positions in quarters', spaced(patternShelf.declarations)),
    chapter('What each member plays', spaced(partShelf.declarations)),
    chapter('Sections', sectionShelf.declarations),
    chapter('The policy', [code`const definition = ${definition}`]),
  ]
  return {
    header: header(ir, hashes, runtimeVersion, bake !== null),
    body: join(
      chapters.filter((part) => part.length > 0),
      '\n\n',
    ),
    imports: ['createPolicyWith', ...features, ...IMPORTED.filter((helper) => needs.has(helper))],
    call:
      features.length === 0
        ? 'createPolicyWith(definition, {})'
        : `createPolicyWith(definition, { ${features.join(', ')} })`,
  }
}

function header(ir: PolicyIr, hashes: ModuleHashes, runtimeVersion: string, baked: boolean): Code {
  const text = [
    '/**',
    ` * ${commentText(ir.title)}`,
    ' *',
    ` * Compiled from ${commentText(ir.name)}.sil (SIL ${commentText(ir.language)}, runtime ${commentText(runtimeVersion)}). Change that file, not this one.`,
    ...(baked ? [' * Learned values are baked in: there is nothing left to learn or to load.'] : []),
    ` * Behaviour ${hashes.behaviour}`,
    ' */',
  ]
  return [text.join('\n')]
}

function chapter(title: string, declarations: readonly (Code | string)[]): Code {
  return declarations.length === 0 ? [] : lines([`// ---- ${title} ----`, ...declarations])
}

/** An empty line between declarations that take several. */
function spaced(declarations: readonly Code[]): readonly Code[] {
  return declarations.map((part, i) => (i === 0 ? part : code`\n${part}`))
}

function declareChords(ir: PolicyIr, shelf: Shelf): Code {
  const numbers = (of: readonly number[]): Code => array(of.map(numberLiteral))
  return table(
    ir.chords.map((chord) => {
      const scale = numbers(chord.scale)
      return objectOf({
        symbol: stringLiteral(chord.symbol),
        root: numberLiteral(chord.root),
        bass: numberLiteral(chord.bass),
        tones: numbers(chord.tones),
        degrees: numbers(chord.degrees),
        scale: shelf.share('scale', scale, (name) => [`const ${name} = `, ...scale]),
      })
    }),
  )
}

/** `kit` where a member first plays, `stop_kit` for what section `stop` makes of it. */
function partHints(ir: PolicyIr): readonly string[] {
  const hints = ir.parts.map((_, i) => `part_${i}`)
  const named = new Set<number>()
  const seen = new Set<number>()
  for (const section of ir.sections) {
    section.parts.forEach((part, member) => {
      if (named.has(part)) return
      named.add(part)
      const name = ir.members[member]?.name ?? 'part'
      hints[part] = seen.has(member) ? `${section.name}_${name}` : name
      seen.add(member)
    })
  }
  return hints
}

function sectionDefinition(
  section: SectionIr,
  parts: readonly string[],
  plays: readonly string[],
  shelf: Shelf,
  { slots }: Emission,
): Code {
  const constant = (hint: string, value: Code): string =>
    shelf.share(hint, value, (name) => [`const ${name} = `, ...value])
  const { meter } = section
  const meterValue = objectOf({
    upper: numberLiteral(meter.upper),
    lower: numberLiteral(meter.lower),
    quarters: numberLiteral(meter.quarters),
    beats: array(meter.beats.map(numberLiteral)),
  })
  const swing = swingSettings(section.swing, slots)
  const chords = table(
    section.chords.map(
      ({ bar, at, chord, span }) =>
        code`${mark(span)}${objectOf({ bar: numberLiteral(bar), at: unswungPlace(at), chord: numberLiteral(chord) })}`,
    ),
  )
  const tempo = section.tempo
  const fields = objectOf({
    name: stringLiteral(section.name),
    bars: section.bars === null ? 'null' : numberLiteral(section.bars),
    ...(section.pickup === undefined ? {} : { pickup: numberLiteral(section.pickup) }),
    meter: constant(`meter_${meter.upper}_${meter.lower}`, meterValue),
    ...(section.plays === undefined
      ? {}
      : { plays: present(plays[section.plays], `plays ${section.plays}`) }),
    tempoUnit: numberLiteral(section.tempoUnit),
    tempo: tempo === null ? 'null' : code`${mark(tempo.span)}${tempoSettings(tempo, slots)}`,
    swing: constant('swing', swing),
    chords: section.chords.length === 0 ? '[]' : constant(`${section.name}_chords`, chords),
    tonic: numberLiteral(section.tonic),
    zones: numberLiteral(section.zones),
    mute: array(section.mute.map(stringLiteral)),
    parts: array(section.parts.map((part) => present(parts[part], `part ${part}`))),
  })
  return code`${mark(section.span, section.name)}${fields}`
}

const playsOf = (bars: PlaysIr): Code => array(bars.map((bar) => array(bar.map(unswungPlace))))

function playerDefinition({ player }: PolicyIr): Code {
  const { plays, count } = player
  return objectOf({
    zones: numberLiteral(player.zones),
    plays: plays === null ? 'null' : playsOf(plays),
    count: objectOf({
      who: stringLiteral(count.who),
      amount: numberLiteral(count.amount),
      unit: stringLiteral(count.unit),
    }),
  })
}

function memberDefinition({ name, kind, follows, span }: PolicyIr['members'][number]): Code {
  const whom =
    typeof follows === 'string' ? stringLiteral(follows) : `{ member: ${stringLiteral(follows.member)} }`
  const fields = objectOf({ name: stringLiteral(name), kind: stringLiteral(kind), follows: whom })
  return code`${mark(span, name)}${fields}`
}

function formStep(step: PolicyIr['form'][number]): Code {
  const section = numberLiteral(step.section)
  return step.k === 'vamp'
    ? [`{ kind: 'vamp', section: ${section} }`]
    : [`{ kind: 'play', section: ${section}, times: ${numberLiteral(step.times)} }`]
}

function trainDefinition({ reward, explore, unit, gate, span }: PolicyIr['train'][number]): Code {
  const fields = objectOf({
    reward: stringLiteral(reward),
    explore: numberLiteral(explore),
    unit: stringLiteral(unit),
    gate: numberLiteral(gate),
  })
  return code`${mark(span)}${fields}`
}
