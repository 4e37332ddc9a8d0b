/** `NAME.d.ts`: the policy's slots, members, sections and rewards by name, so that a misspelt one is a type error. */

import type { EmitOptions } from '../compile-api.ts'
import type { PolicyIr } from '../ir.ts'
import type { SlotSpec } from '../policy-types.ts'
import { RUNTIME_TYPES } from './dts-runtime.ts'
import { commentText, stringLiteral } from './literals.ts'

const IMPORTED = [
  'Beat as AnyBeat',
  'Performer as AnyPerformer',
  'Policy as AnyPolicy',
  'PolicyDefinition',
  'Reward as AnyReward',
  'Score',
  'ScoreLength',
  'StartOptions as AnyStartOptions',
  'HeardBeat as AnyTimelineBeat',
]

export function declarations(ir: PolicyIr, options: EmitOptions): string {
  const { target } = options
  const open = options.bake === undefined ? ir.slots : []
  const runtimeModule = options.runtimeModule ?? 'silencio/runtime'
  const parts = [
    `/** ${docText(ir.title)}. Compiled from ${docText(ir.name)}.sil: change that file, not this one. */`,
    target === 'esm'
      ? `import type {\n  ${IMPORTED.join(',\n  ')},\n} from ${stringLiteral(runtimeModule)}\n`
      : '',
    slotsType(open),
    `export type Member = ${union(ir.members.map(({ name }) => name))}`,
    `export type Section = ${union(ir.sections.map(({ name }) => name))}`,
    `export type RewardName = ${union(ir.rewards.map(({ name }) => name))}\n`,
    policyTypes(givenSlots(open)),
    ...ending(target, ir.name),
  ]
  return `${parts.filter((part) => part !== '').join('\n')}\n`
}

function slotsType(slots: readonly SlotSpec[]): string {
  if (slots.length === 0)
    return '/** Nothing in this policy can be learned. */\nexport type Slots = Readonly<Record<string, never>>\n'
  const fields = slots.flatMap((slot) => [
    `  /** ${docText(slotDoc(slot))} */`,
    `  readonly ${stringLiteral(slot.name)}: ${slotType(slot)}`,
  ])
  return ['/** Values of what can be learned, by name. */', 'export type Slots = {', ...fields, '}\n'].join(
    '\n',
  )
}

/** What every object has, by TypeScript's reckoning: a literal without such a slot has one of another type. */
const INHERITED: ReadonlySet<string> = new Set([
  'constructor',
  'toString',
  'toLocaleString',
  'valueOf',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
])

/** Some of the values. */
function givenSlots(slots: readonly SlotSpec[]): string {
  // Of none there are no parts, and what might be left out would make it another kind of policy than the runtime's.
  if (slots.length === 0) return 'Slots'
  const inherited = slots.filter(({ name }) => INHERITED.has(name)).map(({ name }) => stringLiteral(name))
  if (inherited.length === 0) return 'Partial<Slots>'
  const fields = inherited.map((name) => `readonly ${name}?: Slots[${name}] | Object[${name}]`)
  return `Partial<Omit<Slots, ${inherited.join(' | ')}>> & { ${fields.join('; ')} }`
}

function slotType({ choices, size }: SlotSpec): string {
  if (size > 1) return `readonly [${Array.from({ length: size }, () => 'number').join(', ')}]`
  return choices === null ? 'number' : union(choices)
}

/** `This close, the band holds the beat. In ms, 5..60; 20 unless trained.` */
function slotDoc(slot: SlotSpec): string {
  const doc = slot.doc === null ? '' : `${slot.doc.trim()}${/[.!?]$/.test(slot.doc.trim()) ? '' : '.'} `
  if (slot.size > 1) return `${doc}Chances of ${(slot.choices ?? []).join(', ')}; even unless trained.`
  const by = slot.features === null ? '' : `; depends on ${slot.features.join(', ')}`
  return `${doc}${slotRange(slot)}; ${slot.default} unless trained${by}.`
}

function slotRange({ kind, unit, min, max }: SlotSpec): string {
  if (kind === 'categorical') return 'A choice'
  const range = `${min ?? 0}..${max ?? 1}`
  if (kind === 'chance') return `A chance, ${range}`
  return unit === null ? range : `In ${unit}, ${range}`
}

/** Text that ends no comment and starts no tag. */
function docText(text: string): string {
  return commentText(text).replaceAll('@', '\\@')
}

function union(names: readonly string[]): string {
  return names.length === 0 ? 'never' : [...new Set(names)].map(stringLiteral).join(' | ')
}

/** What depends on the names above. */
const policyTypes = (given: string): string => `\
export interface Beat extends AnyBeat {
  readonly member: Member
}

export interface TimelineBeat extends AnyTimelineBeat {
  readonly section: Section
}

export interface StartOptions extends Omit<AnyStartOptions, 'slots'> {
  /** Values by name over the policy's own; or the whole vector. */
  readonly slots?: ${given} | Float64Array
}

export type ScoreOptions = ScoreLength & Pick<StartOptions, 'slots' | 'seed' | 'tempo'>

/** A policy, performing. Times are seconds on the host's clock, from the start of the session. */
export interface Performer extends Omit<AnyPerformer, 'advance' | 'level' | 'timeline'> {
  /** What sounds before \`until\`, in order, each event exactly once. */
  advance(until: number): readonly Beat[]
  /** The level of a member now, in dB. */
  level(member: Member): number
  timeline(from?: number): readonly TimelineBeat[]
}

export interface Policy extends Omit<AnyPolicy, 'slotValues' | 'start' | 'score' | 'rewards'> {
  /** The values that a start without \`slots\` plays. */
  readonly slotValues: Slots
  /** A performance with a player. Never throws. */
  start(options?: StartOptions): Performer
  /** What the band would play alone. Throws a RangeError where a slot value does not fit. */
  score(options: ScoreOptions): Score
  readonly rewards: { readonly [name in RewardName]: AnyReward }
}
`

function ending(target: EmitOptions['target'], name: string): readonly string[] {
  const policy = ['declare const policy: Policy', 'export default policy']
  switch (target) {
    case 'esm':
      return [
        ...policy,
        '/** What the policy was made of. */',
        'export declare const definition: PolicyDefinition',
      ]
    case 'standalone':
      return [
        ...policy,
        '/** What the policy was made of. */',
        'export declare const definition: object\n',
        RUNTIME_TYPES.trimEnd(),
      ]
    case 'worklet':
      return [
        'declare global {',
        '  interface SilencioPolicies {',
        `    readonly ${stringLiteral(name)}: Policy`,
        '  }',
        '  interface SilencioPolicyMap {',
        '    get<Name extends keyof SilencioPolicies>(name: Name): SilencioPolicies[Name] | undefined',
        '  }',
        '  /** Policies by name; there once the first was loaded. */',
        '  var silencioPolicies: SilencioPolicyMap | undefined',
        '}\n',
        RUNTIME_TYPES.trimEnd(),
      ]
  }
}
