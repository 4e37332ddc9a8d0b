/** The three hashes of a policy's manifest: what it does, what can be learned, and the bytes that do it. */

import { packVector } from '../../runtime/timbre/packed.ts'
import { hashOf } from '../canonical.ts'
import type { PolicyIr } from '../ir.ts'
import type { SlotSpec } from '../policy-types.ts'

/**
 * What the policy does: the typed IR and the version of the runtime that plays it. Places in the source, documentation
 * and scenarios are left out: formatting, comments and tests never change behaviour.
 *
 * @param baked values by slot name where they are fixed in the code, else null.
 */
export function behaviourHash(
  ir: PolicyIr,
  runtimeVersion: string,
  baked: Readonly<Record<string, unknown>> | null,
): string {
  const slots = ir.slots.map(({ doc: _, ...slot }) => slot)
  // What a summand is called is its source text, blanks and all.
  const rewards = ir.rewards.map((reward) => ({
    ...reward,
    parts: reward.parts.map(({ label: _, ...part }) => part),
  }))
  const what = { ir: withoutSpans({ ...ir, slots, rewards, scenarios: [] }), runtime: runtimeVersion }
  // As it is: its names are the user's, and one may be `span`.
  return hashOf(baked === null ? what : { ...what, baked })
}

/** The space in which slots are learned. Sorted by name: the order of blocks in a file means nothing. */
export function slotSchemaHash(slots: readonly SlotSpec[]): string {
  const shapes = slots
    .map(({ default: _value, doc: _doc, index: _index, size: _size, ...shape }) => shape)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return hashOf(withoutSpans({ transform: SLOT_TRANSFORM, slots: shapes }))
}

/** How slots are mapped to the unconstrained space of training. */
const SLOT_TRANSFORM = 'z/1'

interface Frame {
  readonly from: object
  readonly to: unknown[] | Record<string, unknown>
}

/** A copy without fields called `span`, and with the long vectors of timbres as the code has them. With a stack of its own: conditions may nest deeply. */
function withoutSpans(root: object): unknown {
  const copyOf = (value: object): Frame['to'] => (Array.isArray(value) ? [] : Object.create(null))
  const result = copyOf(root)
  const stack: Frame[] = [{ from: root, to: result }]
  for (let frame = stack.pop(); frame !== undefined; frame = stack.pop()) {
    const { from, to } = frame
    for (const [key, value] of Object.entries(from)) {
      if (key === 'span') continue
      let copied: unknown = typeof value === 'string' ? whole(value) : value
      if (key === 'vector' && isLong(value)) copied = packVector(value)
      else if (typeof value === 'object' && value !== null) {
        const child = copyOf(value)
        stack.push({ from: value, to: child })
        copied = child
      }
      if (Array.isArray(to)) to.push(copied)
      else to[key] = copied
    }
  }
  return result
}

/** Nearly all numbers of a policy in the trained space are those of its timbres: one by one they would take most of the time of a hash. */
const LONG = 64

/** What JSON cannot say goes the usual way, and is refused there. */
const isLong = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length > LONG && value.every(Number.isFinite)

/** Text as it is; text with halves of characters, which canonical JSON cannot say, as its UTF-16 units. */
function whole(text: string): string | { readonly utf16: readonly number[] } {
  if (!/\p{Surrogate}/u.test(text)) return text
  return { utf16: Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)) }
}
