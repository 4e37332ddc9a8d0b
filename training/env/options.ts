/** How an environment is made, and what is wrong where it cannot be. */

import type { Policy } from '../../runtime/create-policy.ts'
import { type Page, pageOf } from '../../runtime/player/page.ts'
import type { PolicyDefinition, Slots } from '../../runtime/policy.ts'
import type { Problem } from '../../runtime/score/checks.ts'
import { type SlotValues, slotsFromValues } from '../../runtime/slots.ts'
import type { Bpm } from '../../runtime/units.ts'
import { type Chart, chartOf } from './chart.ts'
import { checkPlayer, MOST_BARS, type Player } from './episode.ts'
import { VERSIONS, type Version } from './versions.ts'

export interface EnvOptions<V extends Version = Version> {
  readonly version: V
  /** Whose choices are the agent's. Default: the piece's reference member, else its first. */
  readonly member?: string
  /** Longest episode; a piece that is through before terminates. Default: 16. */
  readonly bars?: number
  /** Default: 'anybody'. */
  readonly player?: Player
  /** Values by name over the policy's, or the whole vector. */
  readonly slots?: SlotValues | Slots
  /** In place of the written tempo. */
  readonly tempo?: Bpm
  /**
   * What the player keeps to: every beat of the band, or only those on which the agent sounds. Default: `agent` where its member is the
   * whole band, so that a metronome's silence leaves the player alone with their own clock.
   */
  readonly hears?: 'band' | 'agent'
}

/** The same, nothing left out. */
export interface Settings<V extends Version = Version> {
  readonly policy: Policy
  readonly version: V
  readonly chart: Chart
  /** What the person reads. */
  readonly page: Page
  readonly bars: number
  readonly player: Player
  readonly slots: Slots
  readonly tempo: Bpm | null
  readonly hearsAll: boolean
}

const DEFAULT_BARS = 16

const inLexicon = (chart: Chart): Chart => ({
  ...chart,
  beats: chart.beats.map((beat) => ({ ...beat, timbre: beat.timbre.inLexicon() })),
})

/** @throws RangeError with what is wrong */
export function settingsOf<V extends Version>(policy: Policy, options: EnvOptions<V>): Settings<V> {
  const { definition } = policy
  // Who writes JavaScript has nobody to tell them that something is missing.
  if (typeof options !== 'object' || options === null)
    throw new RangeError(
      `an environment needs a version of ${VERSIONS.join(', ')}: { version: '${VERSIONS[0]}' }`,
    )
  const { version, bars = DEFAULT_BARS, player = 'anybody', tempo = null, hears } = options
  if (!VERSIONS.includes(version))
    throw new RangeError(`version must be one of ${VERSIONS.join(', ')}, not ${String(version)}`)
  if (!(Number.isInteger(bars) && bars >= 1 && bars <= MOST_BARS))
    throw new RangeError(`bars must be a whole number from 1 to ${MOST_BARS}, not ${bars}`)
  if (tempo !== null && !(tempo > 0 && tempo < Number.POSITIVE_INFINITY))
    throw new RangeError(`tempo must be a positive number of beats a minute, not ${tempo}`)
  if (hears !== undefined && hears !== 'band' && hears !== 'agent')
    throw new RangeError(`hears must be 'band' or 'agent', not ${String(hears)}`)
  const member = options.member ?? definition.reference ?? definition.members[0]?.name
  if (member === undefined) throw new RangeError('the piece has no members: there is nothing to choose')
  const slots = slotsOf(policy, options.slots ?? {})
  refuseRules(definition, slots, ['section', 'cue'], 'what is written next would depend on the player')
  const written = chartOf(policy, { member, bars, slots, seed: definition.seed ?? 0, tempo })
  // Timbres are chosen among the lexicon's axes, also of a piece whose own lie in a trained space.
  const chart = version === 'v3' ? inLexicon(written) : written
  if (chart.beats.length === 0) throw new RangeError('the piece has no beats: there is nothing to choose')
  return {
    policy,
    version,
    chart,
    page: pageOf(definition),
    bars,
    player: checkPlayer(player),
    slots,
    tempo,
    hearsAll: (hears ?? (definition.members.length > 1 ? 'band' : 'agent')) === 'band',
  }
}

/** @throws RangeError where a rule does one of these */
export function refuseRules(
  { rules }: PolicyDefinition,
  slots: Slots,
  actions: readonly string[],
  why: string,
): void {
  for (const { name, actions: does } of rules)
    for (const action of does(slots))
      if (actions.includes(action.do))
        throw new RangeError(`the rule ${JSON.stringify(name)} does ${action.do}: ${why}`)
}

function slotsOf(policy: Policy, given: SlotValues | Slots): Slots {
  const { slots } = policy
  if (given instanceof Float64Array) {
    if (given.length !== slots.length || !given.every(Number.isFinite))
      throw new RangeError(`slots must be ${slots.length} numbers`)
    return given.slice()
  }
  const problems: Problem[] = []
  const values = slotsFromValues(policy.definition.slots, given, problems, slots)
  const [first] = problems
  if (first !== undefined) throw new RangeError(`slots: ${first.path} ${first.message}`)
  return values
}
