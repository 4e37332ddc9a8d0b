import { describe, expect, it } from 'vitest'
import { Automation } from '../../../runtime/automation.ts'
import { createPolicy } from '../../../runtime/create-policy.ts'
import type { TempoProgram } from '../../../runtime/policy.ts'
import { clickPolicy } from '../fixtures.ts'

function bpms(program: TempoProgram, bars: number): readonly number[] {
  const set = createPolicy(clickPolicy({ tempo: () => ({ program, lowBpm: 40, highBpm: 240 }) })).start()
  for (let i = 1; i < bars * 4; i++) set.advance(i)
  return set
    .timeline()
    .filter(({ n }) => n >= 1)
    .slice(0, bars * 4)
    .map(({ bpm }) => Math.round(bpm * 1e6) / 1e6)
}

describe('the written tempo', () => {
  it('ramps in a straight line of bpm per beat and stays', () => {
    const over = { amount: 2, unit: 'bars' } as const
    expect(bpms({ kind: 'ramp', from: 120, to: 96, over }, 3)).toEqual([
      120, 117, 114, 111, 108, 105, 102, 99, 96, 96, 96, 96,
    ])
  })

  // [tempo.ladder]
  it('climbs a ladder to its top', () => {
    const ladder = { kind: 'ladder', from: 80, to: 88, by: 4, everyBars: 1 } as const
    expect(bpms(ladder, 4)).toEqual([80, 80, 80, 80, 84, 84, 84, 84, 88, 88, 88, 88, 88, 88, 88, 88])
  })

  it('takes the grid with it', () => {
    const ladder = { kind: 'ladder', from: 80, to: 88, by: 4, everyBars: 1 } as const
    const set = createPolicy(
      clickPolicy({ tempo: () => ({ program: ladder, lowBpm: 40, highBpm: 240 }) }),
    ).start()
    set.advance(20)
    for (const { time, grid } of set.end().beats) expect(grid).toBeCloseTo(time, 9)
  })

  it('starts its program with bar 1: the count is in the first tempo', () => {
    const over = { amount: 4, unit: 'beats' } as const
    const tempo = () => ({
      program: { kind: 'ramp', from: 60, to: 120, over } as const,
      lowBpm: 40,
      highBpm: 240,
    })
    const set = createPolicy(clickPolicy({ tempo })).start()
    expect(set.advance(4.5).map(({ timestamp }) => timestamp)).toEqual([0, 1, 2, 3, 4])
  })

  it('ramps over seconds of written time, from bar 1 on', () => {
    const over = { amount: 4, unit: 's' } as const
    expect(bpms({ kind: 'ramp', from: 60, to: 120, over }, 2)[0]).toBe(60)
    expect(bpms({ kind: 'ramp', from: 60, to: 120, over }, 2)[1]).toBe(75)
  })

  it('is asked for by the host, and the range still has the last word', () => {
    expect(createPolicy(clickPolicy()).start({ tempo: 100 }).bpm).toBeCloseTo(100, 9)
    expect(createPolicy(clickPolicy()).start({ tempo: 300 }).bpm).toBeCloseTo(150, 9)
  })

  // [tempo.ramp]
  it('is led by the band in a ramp: a late player moves the next beat, but not the tempo', () => {
    const over = { amount: 100, unit: 'bars' } as const
    const tempo = () => ({
      program: { kind: 'ramp', from: 120, to: 121, over } as const,
      lowBpm: 40,
      highBpm: 240,
    })
    const set = createPolicy(clickPolicy({ tempo })).start()
    set.advance(2.06)
    set.onset(2.06)
    set.advance(4)
    const [, second] = set.timeline().filter(({ n }) => n >= 1)
    // All of the correction (15 ms), and nothing of it kept in the tempo.
    expect(second?.time).toBeCloseTo(2.515, 9)
    expect(second?.bpm).toBeCloseTo(120 + 1 / 400, 9)
  })
})

describe('a value that rules move', () => {
  it('goes to its target in a straight line and comes back the same way', () => {
    const level = new Automation()
    level.hold('to', -12, 0, 0, 8)
    expect([0, 4, 8, 9].map((now) => level.value(0, now))).toEqual([0, -6, -12, -12])
    level.release(0, 10, 4)
    expect([10, 11, 14].map((now) => level.value(0, now))).toEqual([-12, -9, 0])
  })

  it('goes to the value it is told, or by so much, wherever it rests', () => {
    const tempo = new Automation()
    tempo.hold('to', 100, 96, 0, 0)
    expect(tempo.value(96, 1)).toBe(100)
    tempo.hold('by', 8, 96, 2, 0)
    expect(tempo.value(96, 3)).toBe(104)
    expect(tempo.value(90, 4)).toBe(98)
  })

  it('takes over from where it is', () => {
    const level = new Automation()
    level.hold('to', -12, 0, 0, 8)
    level.hold('by', 3, 0, 4, 2)
    expect([4, 5, 6].map((now) => level.value(0, now))).toEqual([-6, -1.5, 3])
  })

  it('adds kept effects up', () => {
    const tempo = new Automation()
    tempo.keep('by', 4, 96, 0, 0)
    tempo.keep('by', 4, 96, 8, 0)
    expect(tempo.value(96, 9)).toBe(104)
    tempo.keep('to', 90, 96, 10, 0)
    expect(tempo.value(96, 11)).toBe(90)
  })
})
