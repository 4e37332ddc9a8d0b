/** A piece in a trained space, from its text to what the engine plays. */

import { beforeAll, describe, expect, it } from 'vitest'
import { checkTrained, TooManyPrompts } from '../../compiler/check-trained.ts'
import { check } from '../../compiler/compile.ts'
import type { CompileInput } from '../../compiler/compile-api.ts'
import { emit } from '../../compiler/emit/emit.ts'
import type { PolicyIr } from '../../compiler/ir.ts'
import { promptsOf } from '../../compiler/prompts.ts'
import { wordsSpace } from '../../models/timbre/words/lexicon-space.ts'
import { orderedParams, TARGET_PARAMS } from '../../runtime/audio/palette/baked-patch.ts'
import { patchOf } from '../../runtime/audio/palette/patches.ts'
import { createPolicy, type Policy } from '../../runtime/create-policy.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import { scoreOfJson, scoreToJson } from '../../runtime/score/json.ts'
import { tensorOfBeats } from '../../runtime/score/tensor.ts'
import type { TimbreSpace } from '../../runtime/timbre/space.ts'
import { growingSpace, type PromptModel, tableSpace } from '../../runtime/timbre/table-space.ts'
import { promptModelOf } from '../../runtime/timbre/trained.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import { createEnv } from '../../training/env/env.ts'
import { createVectorEnv } from '../../training/env/vector.ts'
import { runtimeBundle } from '../compiler/emit/bundle.ts'
import { hostOf } from '../diagnostics/checking.ts'
import { importFresh } from '../harness/fresh-module.ts'
import { fakeModel } from './fake-model.ts'

const PIECE = `tempo 60 bpm
timbre dull  = "oo"
timbre bright = "bb"
timbre alloy = mix(dull, bright, learn 25% in 0%..100%)
timbre close = near "oo" within learn 20% in 0%..40%
metronome click {
  beat   |X x x x|
  timbre alloy
  timbre bright on 2
  timbre close on 3
}
bassist bass { line |1 - - -|  timbre dull }
`

const input: CompileInput = { path: 'trained.sil', text: PIECE, host: hostOf() }
let space: TimbreSpace
let ir: PolicyIr
let policy: Policy

const compiled = (timbres: TimbreSpace, text = PIECE) => check({ ...input, text, timbres })
const emitted = (bake?: Float64Array) =>
  emit(ir, {
    target: 'esm',
    runtimeModule: new URL('../../runtime/index.ts', import.meta.url).href,
    runtimeVersion: RUNTIME_VERSION,
    sourcePath: 'trained.sil',
    sourceText: PIECE,
    ...(bake && { bake }),
  })

async function policyOf(js: string): Promise<Policy> {
  return (await importFresh<{ readonly default: Policy }>(js)).default
}

beforeAll(async () => {
  space = await tableSpace(promptsOf(input, fakeModel), fakeModel, orderedParams)
  const result = compiled(space)
  if (result.ir === null) throw new Error(JSON.stringify(result.diagnostics))
  ir = result.ir
  policy = await policyOf(emitted().js)
})

/** A number of what the engine gets for a beat. */
function param(beat: Beat | undefined, kind: 'metronome' | 'bassist', name: string): number {
  if (beat === undefined) throw new Error('no such beat')
  const { instrument, values } = patchOf(kind, beat.voice, beat.timbre, 'normal')
  const target = instrument === 'string' ? 'string' : 'percussion'
  return values[2 + TARGET_PARAMS[target].findIndex((each) => each.name === name)] ?? Number.NaN
}

const clicks = (slots = {}) =>
  policy.score({ bars: 1, slots }).beats.filter(({ member }) => member === 'click')

describe('prompts of a piece', () => {
  it('are found beforehand, each once, the voices’ own among them', () => {
    expect(promptsOf(input, fakeModel)).toEqual(['oo', 'bb'])
    expect(promptsOf({ ...input, text: 'drummer kit { kick |x...| }\n' }, fakeModel)).toEqual([
      'deep kick drum',
    ])
  })

  it('that were left out are an error, also where nobody wrote them', async () => {
    const asked = await tableSpace(['oo'], fakeModel, orderedParams)
    expect(compiled(asked).diagnostics.map(({ code }) => code)).toContain('SIL0714')
    const silent = check({ ...input, text: 'drummer kit { kick |x...| }\n', timbres: asked })
    expect(silent.diagnostics.map(({ code }) => code)).toEqual(['SIL0714'])
    expect(silent.ir).toBeNull()
  })

  it('have their unknown words where they stand', async () => {
    const text = 'timbre a = "warm qzx"\nmetronome m { beat |x| timbre a }\n'
    const asked = await tableSpace(['warm qzx'], fakeModel, orderedParams)
    const [found] = compiled(asked, text).diagnostics
    expect([found?.code, text.slice(found?.span.start, found?.span.end)]).toEqual(['SIL0215', 'qzx'])
    // The encoder reads them, too; the lexicon leaves them out, also where it looks at what the encoder will read.
    const said = (timbres?: TimbreSpace) =>
      check({ ...input, text, ...(timbres && { timbres }) })
        .diagnostics.filter(({ code }) => code === 'SIL0215')
        .map(({ message }) => message)
    expect(said(asked)).toEqual(['I do not know how "qzx" sounds; I go by what it means.'])
    expect(said(wordsSpace)).toEqual(['I do not know how "qzx" sounds; I go by what it means.'])
    expect(said()).toEqual(['I do not know how "qzx" sounds; the other words decide.'])
  })

  it('that a damaged model embeds in another space are refused', async () => {
    const damaged = { ...fakeModel, embed: async () => ({ vector: [1, 0], unknown: [] }) }
    await expect(tableSpace(['oo'], damaged, orderedParams)).rejects.toThrow('2 numbers')
  })
})

describe('a trained model', () => {
  it('names its directions by the attributes in which their ends differ most', () => {
    const model = {
      ...fakeModel,
      attributesOf: (v: ArrayLike<number>) => ({ bright: v[1] ?? 0, wet: -2 * (v[1] ?? 0), deep: v[2] ?? 0 }),
      embedAudio: () => ({ ok: false, problem: 'is not heard' }) as const,
      embed: async (prompt: string) => ({
        ...(await fakeModel.embed(prompt)),
        vector: new Float64Array(256),
        attributes: {},
      }),
    }
    const { principal, alike } = promptModelOf(model)
    expect(principal.slice(0, 2).map(({ says }) => says)).toEqual([
      'less wet, more bright',
      'more deep, more bright',
    ])
    expect(alike).toBe(fakeModel.alike)
  })
})

describe('a prompt that says how and not what', () => {
  const KIT = `tempo 60 bpm
timbre alloy = mix("b", "o", 50%)
drummer kit {
  kick  |x...|
  snare |x...|  timbre alloy
  hat   |x...|  timbre "bb"
  timbre "b"
}
metronome click { beat |x| timbre "b" }
`
  const kit = { ...input, text: KIT }

  it('is asked about together with what plays it; one that names a sound is not', () => {
    expect(promptsOf(kit, fakeModel).toSorted()).toEqual([
      'b',
      'b click',
      'b kick drum',
      'b snare drum',
      'bb',
      'o',
      'o snare drum',
    ])
  })

  it('is decoded as each of those, and stays one timbre', async () => {
    const asked = await tableSpace(promptsOf(kit, fakeModel), fakeModel, orderedParams)
    const { ir: its, diagnostics } = check({ ...kit, timbres: asked })
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    const rows = (its?.timbres ?? []).flatMap((row) => ('patches' in row ? [row] : []))
    const plain = rows.filter((row) => row.name === 'b')
    expect(plain).toHaveLength(3)
    expect(new Set(plain.map((row) => JSON.stringify(row.patches))).size).toBe(3)
    expect(new Set(plain.map((row) => JSON.stringify(row.vector))).size).toBe(1)
  })

  it('is one place for all who play it where the lexicon makes the sounds', () => {
    const { ir: its } = check(kit)
    expect(its?.timbres.filter(({ name }) => name === 'b')).toHaveLength(1)
  })
})

describe('a piece whose prompts are learnt while it is checked', () => {
  it('comes out as one whose prompts were asked for beforehand, and asks only once', async () => {
    const asked: string[] = []
    const model: PromptModel = {
      ...fakeModel,
      embed: (prompt) => {
        asked.push(prompt)
        return fakeModel.embed(prompt)
      },
    }
    const growing = growingSpace(model, orderedParams)
    const { ir: learnt } = await checkTrained(input, growing)
    expect(learnt).toEqual(ir)
    await checkTrained(input, growing)
    expect(asked.toSorted()).toEqual(['bb', 'oo'])
  })

  it('has neighbourhoods around its prompts, and not around what stood in for them', async () => {
    const slanted = fakeModel.principal.map(({ vector, says }) => ({
      says,
      vector: Array.from(vector, (x, i) => (i === 0 ? 0.5 : x)),
    }))
    const model: PromptModel = { ...fakeModel, principal: slanted }
    const growing = growingSpace(model, orderedParams)
    const { ir: learnt } = await checkTrained(input, growing)
    const table = await tableSpace(promptsOf(input, model), model, orderedParams)
    expect(learnt?.timbres).toEqual(check({ ...input, timbres: table }).ir?.timbres)
  })

  it('does not make the next one pay for it', async () => {
    const growing = growingSpace(fakeModel, orderedParams)
    const many = Array.from({ length: 700 }, (_, i) => `timbre t${i} = "x${i} oo oo oo"`).join('\n')
    await expect(checkTrained({ ...input, text: many }, growing)).rejects.toThrow(TooManyPrompts)
    expect((await checkTrained(input, growing)).ir).toEqual(ir)
  })

  it('is refused where it has more new prompts than anybody writes', async () => {
    const many = Array.from({ length: 700 }, (_, i) => `timbre t${i} = "x${i} oo oo oo"`).join('\n')
    const growing = growingSpace(fakeModel, orderedParams)
    await expect(checkTrained({ ...input, text: many }, growing)).rejects.toThrow(TooManyPrompts)
  })
})

describe('a policy of a trained space', () => {
  it('is played by agents, who choose among the lexicon’s axes', () => {
    const env = createEnv(policy, { version: 'v3' })
    const [observation] = env.reset({ seed: 3 })
    expect(observation.every(Number.isFinite)).toBe(true)
    const many = createVectorEnv(policy, { version: 'v3', size: 2 })
    expect(Array.from(many.reset({ seed: 3 })[0]).every(Number.isFinite)).toBe(true)
  })

  it('plays alone what it plays with the whole runtime', async () => {
    const alone = emit(ir, {
      target: 'standalone',
      runtimeBundle: runtimeBundle(),
      runtimeVersion: RUNTIME_VERSION,
      sourcePath: 'trained.sil',
      sourceText: PIECE,
    })
    const standalone = await policyOf(alone.js)
    const played = (of: Policy) => JSON.stringify(scoreToJson(of.score({ bars: 2 })))
    expect(played(standalone)).toBe(played(policy))
    const worklet = emit(ir, {
      target: 'worklet',
      runtimeBundle: runtimeBundle(),
      runtimeVersion: RUNTIME_VERSION,
      sourcePath: 'trained.sil',
      sourceText: PIECE,
    })
    await importFresh(`${worklet.js}\nexport default 1\n`)
    const policies: unknown = Reflect.get(globalThis, 'silencioPolicies')
    expect(policies instanceof Map && policies.size).toBe(1)
    Reflect.deleteProperty(globalThis, 'silencioPolicies')
  })

  it('names it, and carries parameters of those voices that play each prompt', () => {
    expect(ir.timbreSpace).toBe('sil-timbre/2')
    const patches = ir.timbres.map((t) => [t.name, 'patches' in t ? Object.keys(t.patches ?? {}) : null])
    expect(Object.fromEntries(patches)).toEqual({
      dull: ['percussion', 'string'],
      bright: ['percussion'],
      alloy: null,
      close: ['percussion'],
    })
    expect(JSON.parse(emitted().manifest)).toMatchObject({ timbre_space: 'sil-timbre/2' })
    expect(policy.definition.timbreSpace).toBe('sil-timbre/2')
  })

  it('plays what was decoded', () => {
    const [, bright] = clicks()
    const { lowPass = 0 } = fakeModel.decode(bright?.timbre.vector ?? [], 'percussion')
    expect(param(bright, 'metronome', 'lowPass')).toBeCloseTo(lowPass, -1)
    const [bass] = policy.score({ bars: 1 }).beats.filter(({ member }) => member === 'bass')
    expect(param(bass, 'bassist', 'level')).toBeCloseTo(0.7, 5)
  })

  it('mixes parameters on their scales: frequencies by their logarithm', () => {
    const at = (alloy: number) => param(clicks({ alloy })[0], 'metronome', 'lowPass')
    const [low, high] = [at(0), at(1)]
    expect(high / low).toBeGreaterThan(4)
    expect(at(0.25)).toBeCloseTo(low ** 0.75 * high ** 0.25, 3)
  })

  it('moves near a prompt along its directions, to what was decoded at their ends', () => {
    const names = ir.slots.map(({ name }) => name).filter((name) => name.startsWith('close.near'))
    expect(names).toHaveLength(5)
    const reach = ir.slots.find(({ name }) => name === 'close.near[1]')?.max ?? 0
    const still = Object.fromEntries(names.map((name) => [name, 0]))
    const at = (first: number) =>
      param(clicks({ ...still, 'close.near[1]': first })[2], 'metronome', 'lowPass')
    const centre = at(0)
    const [oo] = ir.timbres.filter(({ name }) => name === 'dull')
    const { lowPass = 0 } = fakeModel.decode(oo?.kind === 'prompt' ? oo.vector : [], 'percussion')
    expect(centre).toBeCloseTo(lowPass, 0)
    // The fake's brightness lies in the first direction; 2^(4 · sin(atan(reach))) is what its decoder makes of the end.
    const octaves = (4 * reach) / Math.hypot(1, reach)
    expect(Math.log2(at(reach * 0.99999) / centre)).toBeCloseTo(octaves, 2)
    expect(Math.log2(at(-reach * 0.99999) / centre)).toBeCloseTo(-octaves, 2)
    expect(Math.log2(at(reach / 2) / centre)).toBeCloseTo(octaves / 2, 2)
    const moved = clicks({ ...still, 'close.near[2]': reach * 0.99999 })[2]?.timbre.vector
    expect(moved?.[2]).toBeCloseTo(reach / Math.hypot(1, reach), 3)
  })

  it('is baked like any other', async () => {
    const js = emitted(Float64Array.from(ir.slots, (slot) => Number(slot.default))).js
    expect(js).not.toMatch(/\bs\[/)
    const baked = await policyOf(js)
    const vectors = (of: Policy) => of.score({ bars: 1 }).beats.map(({ timbre }) => timbre.vector)
    expect(vectors(baked)).toEqual(vectors(policy))
    expect(param(baked.score({ bars: 1 }).beats[0], 'metronome', 'lowPass')).toBe(
      param(policy.score({ bars: 1 }).beats[0], 'metronome', 'lowPass'),
    )
  })

  it('writes scores and tables of its space, which read back as they were', () => {
    const score = policy.score({ bars: 1 })
    const json = scoreToJson(score)
    expect(json.timbreSpace).toBe('sil-timbre/2')
    const read = scoreOfJson(JSON.parse(JSON.stringify(json)))
    expect(read.ok && read.value.beats.map(({ timbre }) => timbre.vector)).toEqual(
      score.beats.map(({ timbre }) => timbre.vector),
    )
    const { columns, shape } = tensorOfBeats(score.beats)
    expect(columns.at(-1)).toBe('timbre_255')
    expect(shape[1]).toBe(columns.length)
  })

  it('of a space that nobody knows is refused by name', () => {
    const other = JSON.parse('"sil-timbre/9"')
    expect(() => createPolicy({ ...policy.definition, timbreSpace: other })).toThrow(
      /sil-timbre\/9.*"sil-timbre\/1" or "sil-timbre\/2"/,
    )
    const json = { ...scoreToJson(policy.score({ bars: 1 })), timbreSpace: 'sil-timbre/9' }
    const read = scoreOfJson(json)
    expect(read.ok ? [] : read.problems.map(({ path }) => path)).toEqual(['timbreSpace'])
  })
})
