import { describe, expect, it } from 'vitest'
import { onnxOfSlots } from '../../models/onnx/slots.ts'
import { contextual } from '../../runtime/contextual.ts'
import { readSlotsFile } from '../../runtime/slots-file.ts'
import { contexts, DEFINITION, FILE, model, played, policy } from './fixtures.ts'
import { readOnnx } from './interpreter.ts'

describe('contextual slots as ONNX', () => {
  const onnx = readOnnx(model())

  it('say what the runtime plays, on 1,000 inputs with unknown features and extremes', () => {
    let farthest = 0
    for (const context of contexts(1000)) {
      const expected = played(context)
      for (const [name, value] of Object.entries(onnx.run(context))) {
        const off = Math.abs(value - (expected[name] ?? Number.NaN))
        expect(off).toBeLessThan(1e-9)
        farthest = Math.max(farthest, off)
      }
    }
    expect(farthest).toBeGreaterThan(0)
  })

  it('say what a session of the policy plays', () => {
    const context = { 'player.level': 0.7, 'days since last': 1.5 }
    const { slots } = policy().start({ tempo: 112, context }).end()
    const said = onnx.run({ ...context, tempo: 112 })
    for (const name of ['pocket.snap', 'pocket.follow', 'pocket.limit', 'pocket.adapt', 'room.cutoff'])
      expect(Math.abs(Number(slots[name]) / (said[name] ?? 0) - 1)).toBeLessThan(1e-12)
  })

  it('keep zones in order, whoever plays', () => {
    for (const context of contexts(200)) {
      const said = onnx.run(context)
      expect((said['pocket.follow'] ?? 0) - (said['pocket.snap'] ?? 0)).toBeGreaterThanOrEqual(1 - 1e-9)
      expect((said['pocket.limit'] ?? 0) - (said['pocket.follow'] ?? 0)).toBeGreaterThanOrEqual(1 - 1e-9)
    }
  })

  it('take features by name, and tell whose slots they are', () => {
    expect(onnx).toMatchObject({ irVersion: 8, opset: 17, producer: 'silencio' })
    expect(onnx.inputs).toEqual(['player.level', 'tempo', 'days since last'])
    // What must exceed a slot that moves is an output, too; what depends on nobody is not.
    expect(onnx.outputs).toEqual([
      'pocket.snap',
      'pocket.follow',
      'pocket.limit',
      'pocket.adapt',
      'room.cutoff',
      'pocket.snap/z',
      'pocket.limit/z',
      'pocket.adapt/z',
      'room.cutoff/z',
    ])
    const { metadata } = onnx
    expect(metadata['silencio.slot_schema']).toBe(DEFINITION.slotSchema)
    expect(metadata['silencio.policy']).toBe(DEFINITION.behaviour)
    expect(metadata['silencio.slots_file']).toBe('ab12')
    expect(JSON.parse(metadata['silencio.values'] ?? '')).toMatchObject({
      'pocket.follow': 100,
      'kit.level': -9,
    })
    expect(JSON.parse(metadata['silencio.sigma'] ?? '')).toEqual({ 'pocket.snap': 0.4 })
    expect(JSON.parse(metadata['silencio.slots'] ?? '')[0]).toEqual({
      name: 'pocket.snap',
      kind: 'contextual',
      unit: 'ms',
      default: 20,
      min: 5,
      max: 80,
      scale: 'linear',
      above: null,
      choices: null,
      features: ['player.level', 'tempo', 'days since last'],
      doc: 'how near is together',
    })
  })

  it('are the same bytes each time, and none without a network', () => {
    expect(model()).toEqual(model())
    const reading = readSlotsFile(DEFINITION, { ...FILE, networks: null }, contextual)
    if (!reading.ok) throw new Error('the file does not fit')
    expect(() => onnxOfSlots({ ...reading, definition: DEFINITION, slotsFile: '', version: '' })).toThrow(
      'no slot has a network',
    )
  })
})
