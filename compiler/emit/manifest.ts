/** `NAME.policy.json`: what other programs need to know about a policy without running it. Shape: schemas/policy.schema.json. */

import { apply } from '../check/values.ts'
import type { Choice, Num, PolicyIr, ThresholdIr, TimbreIr, ZonesIr } from '../ir.ts'
import type { SlotSpec } from '../policy-types.ts'
import { fold } from './expressions.ts'
import { present } from './module.ts'

interface ManifestHashes {
  readonly behaviour: string
  readonly slotSchema: string
  readonly artifact: string
}

export interface ManifestInput {
  readonly ir: PolicyIr
  readonly hashes: ManifestHashes
  readonly runtimeVersion: string
  readonly target: string
  /** By slot name; null where slots are still open. */
  readonly baked: Readonly<Record<string, number | string | readonly number[]>> | null
  /** Values at which zones and mixes are described: the defaults, or what was baked. */
  readonly values: Float64Array
}

export function manifestJson(input: ManifestInput): string {
  return `${JSON.stringify(manifest(input), null, 2)}\n`
}

function manifest({ ir, hashes, runtimeVersion, target, baked, values }: ManifestInput): unknown {
  const read = createReader(ir, values)
  return {
    version: 1,
    name: ir.name,
    title: ir.title,
    language: ir.language,
    runtime: runtimeVersion,
    target,
    hashes: {
      behaviour: hashes.behaviour,
      slot_schema: hashes.slotSchema,
      artifact: hashes.artifact,
    },
    slots: baked === null ? ir.slots.map(slotEntry) : [],
    baked,
    members: ir.members.map(({ name, kind, follows }) => ({
      name,
      kind,
      follows: typeof follows === 'string' ? follows : follows.member,
    })),
    zones: ir.zones.map((zones) => zoneEntry(zones, read, baked === null ? ir : null)),
    ...(ir.timbreSpace === undefined ? {} : { timbre_space: ir.timbreSpace }),
    timbres: ir.timbres.map((timbre) => timbreEntry(timbre, ir, read)),
    rewards: ir.rewards.map(({ name, min, max, maturesAfterDays, parts }) => ({
      name,
      min,
      max,
      matures_after_days: maturesAfterDays,
      parts: parts.map(({ label }) => label),
    })),
    train: ir.train.map(({ reward, explore, unit, gate, guards }) => ({
      reward,
      explore,
      unit,
      gate,
      guards: guards.map(({ metric, op, value }) => ({ metric, op, value })),
    })),
    cost: { eventsPerBar: ir.cost.eventsPerBar, voices: ir.cost.voices, slots: ir.cost.slots },
  }
}

function slotEntry(slot: SlotSpec): unknown {
  const { name, kind, unit, min, max, scale, above, choices, features, doc, index, size } = slot
  return {
    name,
    kind,
    unit,
    default: slot.default,
    min,
    max,
    scale,
    above,
    choices,
    features,
    doc,
    index,
    size,
  }
}

function zoneEntry(zones: ZonesIr, read: Reader, ir: PolicyIr | null): unknown {
  const threshold = ({ ms, beats }: ThresholdIr): unknown => ({ ms: read.num(ms), beats: read.num(beats) })
  return {
    name: zones.name,
    snap: threshold(zones.snap),
    follow: threshold(zones.follow),
    limit: threshold(zones.limit),
    strength: read.num(zones.strength),
    adapt: read.num(zones.adapt),
    curve: read.choice(zones.curve),
    expect: read.choice(zones.expect),
    track: read.choice(zones.track),
    slots: ir === null ? [] : slotsOf(zones).map((slot) => present(ir.slots[slot], `slot ${slot}`).name),
  }
}

/** Slots that shape the zones, each once, in order of use. */
function slotsOf(zones: ZonesIr): readonly number[] {
  const found = new Set<number>()
  const numbers = [zones.snap, zones.follow, zones.limit].flatMap(({ ms, beats }) => [ms, beats])
  for (const num of [...numbers, zones.strength, zones.adapt])
    fold(
      num,
      operationOf,
      (leaf) => {
        if (leaf.k === 'slot') found.add(leaf.slot)
      },
      () => undefined,
    )
  for (const choice of [zones.curve, zones.expect, zones.track])
    if (choice.k === 'slot') found.add(choice.slot)
  return [...found]
}

function timbreEntry(timbre: TimbreIr, ir: PolicyIr, read: Reader): unknown {
  const { name, kind } = timbre
  switch (kind) {
    case 'prompt':
      return { name, kind, prompt: timbre.text, vector: timbre.vector }
    case 'sample':
      return { name, kind, path: timbre.path, vector: timbre.vector }
    case 'near': {
      const { text, vector, reach, directions } = timbre
      return {
        name,
        kind,
        prompt: text,
        vector,
        reach,
        directions: directions.map((direction) => ({ vector: direction.vector, at: read.num(direction.at) })),
      }
    }
    case 'mix': {
      const of = [timbre.a, timbre.b].map((part) => present(ir.timbres[part], `timbre ${part}`).name)
      return { name, kind, of, t: read.num(timbre.t) }
    }
  }
}

interface Reader {
  num(num: Num): number
  choice(choice: Choice<string>): string
}

function createReader(ir: PolicyIr, values: Float64Array): Reader {
  const value = (slot: number): number =>
    present(values[present(ir.slots[slot], `slot ${slot}`).index], `value of slot ${slot}`)
  return {
    num: (num) =>
      fold(num, operationOf, (leaf) => (leaf.k === 'slot' ? value(leaf.slot) : leafValue(leaf)), apply),
    choice: (choice) =>
      choice.k === 'fixed' ? choice.value : present(choice.choices[value(choice.slot)], 'such choice'),
  }
}

const operationOf = (num: Num) => (num.k === 'op' ? { operator: num.op, a: num.a, b: num.b } : null)

function leafValue(num: Num): number {
  if (num.k !== 'const') throw new TypeError('no constant')
  return num.v
}
