import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Policy } from '../../runtime/create-policy.ts'
import type { SlotSpec } from '../../runtime/policy.ts'
import { runs } from '../harness/runs.ts'
import { examples } from '../language/corpus.ts'
import { piece, textOf } from './piece.ts'
import { compile, load, perform, policyOf, said } from './play.ts'
import { drawSlots } from './slot-values.ts'

/** A slots file as a trainer writes it, read back from its text. */
function file(
  { definition }: Policy,
  slots: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): unknown {
  return JSON.parse(
    JSON.stringify({
      version: 1,
      policy: definition.behaviour,
      slot_schema: definition.slotSchema,
      transform: 'z/1',
      slots,
      sigma: null,
      choice_probs: null,
      networks: null,
      trained: null,
      ...more,
    }),
  )
}

/** A value just outside a slot's range. */
function beyond({ kind, min, max, size, choices }: SlotSpec, above: boolean): unknown {
  if (size > 1) return Array.from({ length: size }, () => 1)
  if (choices !== null) return 'nothing like it'
  const low = min ?? (kind === 'chance' ? 0 : Number.NaN)
  const high = max ?? (kind === 'chance' ? 1 : Number.NaN)
  return above ? high + Math.max(1e-9, Math.abs(high) * 1e-12) : low - Math.max(1e-9, Math.abs(low) * 1e-12)
}

describe('a slots file', () => {
  it('is applied exactly, and plays as the same values given at the start', async () => {
    let applied = 0
    await fc.assert(
      fc.asyncProperty(piece, fc.nat(), async (written, draw) => {
        const policy = await policyOf(textOf(written))
        const { values, vector } = drawSlots(policy, draw)
        const started = perform(policy, [], { slots: values })
        expect(policy.loadSlots(file(policy, values))).toEqual({ ok: true, errors: [], warnings: [] })
        expect(policy.slotValues).toEqual(values)
        expect([...policy.slots]).toEqual([...vector])
        const loaded = perform(policy, [])
        expect(loaded.session.slots).toEqual(values)
        expect(loaded.events.map(said)).toEqual(started.events.map(said))
        expect(loaded.session).toEqual(started.session)
        applied += Object.keys(values).length
      }),
      runs(40),
    )
    expect(applied).toBeGreaterThan(100)
  })

  it('that does not fit is refused, names the slot, and leaves what was loaded before', async () => {
    let refused = 0
    await fc.assert(
      fc.asyncProperty(piece, fc.nat(), fc.nat(), fc.boolean(), async (written, draw, which, above) => {
        const policy = await policyOf(textOf(written))
        const { values } = drawSlots(policy, draw)
        expect(policy.loadSlots(file(policy, values)).ok).toBe(true)
        const other = drawSlots(policy, draw + 1).values
        const refuse = (json: unknown, word: string): void => {
          const { ok, errors } = policy.loadSlots(json)
          expect(ok).toBe(false)
          expect(errors.join('\n')).toContain(word)
          expect(policy.slotValues).toEqual(values)
          refused++
        }
        refuse(file(policy, { ...other, 'no.such.slot': 1 }), 'no.such.slot')
        refuse(file(policy, other, { slot_schema: '0'.repeat(64) }), 'slot_schema')
        refuse(file(policy, other, { version: 2 }), 'version')
        const { slots } = policy.definition
        const spec = slots[which % Math.max(1, slots.length)]
        if (spec !== undefined) {
          refuse(file(policy, { ...other, [spec.name]: beyond(spec, above) }), spec.name)
        }
        const ordered = slots.find((slot) => slot.above !== null)
        const below = slots.find(({ name }) => name === ordered?.above)
        if (ordered === undefined || below === undefined) return
        const most = Math.min(ordered.max ?? 0, below.max ?? 0)
        refuse(file(policy, { ...other, [ordered.name]: most, [below.name]: most }), ordered.name)
      }),
      runs(30),
    )
    expect(refused).toBeGreaterThan(100)
  })

  it('made for other behaviour with the same slots is taken with a warning', async () => {
    const [one, other] = ['X', 'x'].map((mark) => `metronome click { beat |${mark} ~ x x| }\n`)
    const policy = await policyOf(one ?? '')
    const { ok, warnings } = policy.loadSlots(file(await policyOf(other ?? ''), { 'click.beat[1:2]': 0.25 }))
    expect([ok, warnings.length, policy.slotValues]).toEqual([true, 1, { 'click.beat[1:2]': 0.25 }])
  })

  it.each(examples.map(({ name, text }) => [name, text] as const))(
    'of %s is applied exactly',
    async (name, text) => {
      const policy = await load(compile(text, { path: name }))
      for (const draw of [1, 2, 3]) {
        const { values } = drawSlots(policy, draw)
        expect(policy.loadSlots(file(policy, values))).toMatchObject({ ok: true, errors: [] })
        expect(policy.slotValues).toEqual(values)
      }
    },
  )
})

/** Five standard deviations: a sound draw fails once in two million. */
const SURE = 5
const BARS = 250

describe('a chance', () => {
  it('learned or written comes true as often as it says', async () => {
    const learned = await policyOf(`tempo 120 bpm\ndrummer kit { hat |~ ~ ~ ~ ~ ~ ~ ~| }\n`)
    const names = learned.definition.slots.map(({ name }) => name)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 100 }), fc.nat(1e6), async (percent, seed) => {
        const p = percent / 100
        const written = await policyOf(`tempo 120 bpm\ndrummer kit { hat |${`x?${percent} `.repeat(8)}| }\n`)
        const slots = Object.fromEntries(names.map((name) => [name, p]))
        const scores = [learned.score({ bars: BARS, seed, slots }), written.score({ bars: BARS, seed })]
        const [a, b] = scores.map(({ beats }) => beats.map(({ measure, cell }) => `${measure}:${cell}`))
        expect(a).toEqual(b)
        const tries = BARS * 8
        const share = (a?.length ?? 0) / tries
        expect(Math.abs(share - p)).toBeLessThanOrEqual(SURE * Math.sqrt((p * (1 - p)) / tries))
        // Each cell for itself: no cell is another one's shadow.
        for (let cell = 1; cell <= 8; cell++) {
          const own = (a ?? []).filter((place) => place.endsWith(`:${cell}`)).length / BARS
          expect(Math.abs(own - p)).toBeLessThanOrEqual(SURE * Math.sqrt((p * (1 - p)) / BARS))
        }
      }),
      runs(15),
    )
  })

  it('among weighted choices falls as the weights say', async () => {
    const policy = await policyOf(
      'tempo 120 bpm\nkey C major\nbassist bass { line |1/5~ 1/5~ 1/5~ 1/5~|  range C2..B2 }\n',
    )
    const names = policy.definition.slots.map(({ name }) => name)
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(1e6), (p, seed) => {
        const slots = Object.fromEntries(names.map((name) => [name, [p, 1 - p]]))
        const { beats } = policy.score({ bars: BARS, seed, slots })
        const roots = beats.filter(({ pitch }) => (pitch ?? 0) % 12 === 0).length
        expect(beats).toHaveLength(BARS * 4)
        const spread = Math.sqrt((p * (1 - p)) / beats.length)
        expect(Math.abs(roots / beats.length - p)).toBeLessThanOrEqual(SURE * spread + 1e-12)
      }),
      runs(15),
    )
  })
})
