import { describe, expect, it } from 'vitest'
import type { BeatMark, MemberView } from '../../studio/protocol.ts'
import { beatLabel } from '../../studio/views/score/beat-label.ts'
import { createLanes } from '../../studio/views/score/lanes.ts'
import { createBeatRing, createNoteRing } from '../../studio/views/score/past.ts'

const member = (name: string, kind: MemberView['kind'], muted = false): MemberView => ({
  name,
  kind,
  muted,
  level: 0,
  peak: 0,
})

describe('the lanes of the score', () => {
  it('stand in the order of the band, fill the height, and do not overlap', () => {
    const lanes = createLanes()
    lanes.members([member('click', 'metronome'), member('kit', 'drummer'), member('bass', 'bassist')])
    for (const voice of ['kick', 'hat', 'snare']) lanes.voice('kit', voice, null)
    const laid = lanes.layOut(20, 320)
    expect(laid.map(({ name }) => name)).toEqual(['click', 'kit', 'bass'])
    laid.forEach(({ top, height }, i) => {
      expect(top).toBeGreaterThanOrEqual(i === 0 ? 20 : (laid[i - 1]?.top ?? 0) + (laid[i - 1]?.height ?? 0))
      expect(top + height).toBeLessThanOrEqual(320)
    })
    // One row, three rows, a roll as high as three.
    expect((laid[1]?.height ?? 0) / (laid[0]?.height ?? 1)).toBeCloseTo(3, 9)
  })

  it('have a height each, and end where the score does, of a band that is larger than it', () => {
    const lanes = createLanes()
    lanes.members(Array.from({ length: 40 }, (_, i) => member(`m${i}`, 'metronome')))
    const laid = lanes.layOut(20, 140)
    for (const { height } of laid) expect(height).toBeGreaterThan(1)
    const last = laid.at(-1)
    expect((last?.top ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(140)
  })

  it('put the feet of a drummer below the hands, in whatever order they come', () => {
    const lanes = createLanes()
    lanes.members([member('kit', 'drummer')])
    const voices = ['kick', 'snare', 'crash', 'hat'].map((name) => lanes.voice('kit', name, null))
    const [kit] = lanes.layOut(0, 100)
    expect(kit?.rows.map(({ name }) => name)).toEqual(['crash', 'hat', 'snare', 'kick'])
    expect(lanes.at(voices[0] ?? -1)?.y).toBe(kit?.rows[3]?.y)
  })

  it('keep the lowest and the highest note of a roll inside its lane, and higher notes higher', () => {
    const lanes = createLanes()
    lanes.members([member('keys', 'pianist')])
    const voice = lanes.voice('keys', 'comp', 48)
    lanes.voice('keys', 'comp', 84)
    const [keys] = lanes.layOut(10, 210)
    const { y = 0, rise = 0, lowest = 0 } = lanes.at(voice) ?? {}
    const at = (pitch: number): number => y - (pitch - lowest) * rise
    expect(at(84)).toBeGreaterThan(keys?.top ?? 0)
    expect(at(48)).toBeLessThan((keys?.top ?? 0) + (keys?.height ?? 0))
    expect(at(60)).toBeLessThan(at(59))
    // A line on each C.
    expect(keys?.rows.map(({ name }) => name)).toEqual(['C3', 'C4', 'C5', 'C6'])
    expect(keys?.rows[1]?.y).toBeCloseTo(at(60), 9)
  })

  it('forget who left the band, and know them again when they come back', () => {
    const lanes = createLanes()
    const both = [member('kit', 'drummer'), member('bass', 'bassist')]
    lanes.members(both)
    const kick = lanes.voice('kit', 'kick', null)
    lanes.layOut(0, 100)
    expect(lanes.at(kick)?.height).toBeGreaterThan(0)
    lanes.members(both.slice(1))
    expect(lanes.layOut(0, 100).map(({ name }) => name)).toEqual(['bass'])
    expect(lanes.at(kick)?.height).toBe(0)
    lanes.members(both)
    expect(lanes.voice('kit', 'kick', null)).toBe(kick)
    lanes.layOut(0, 100)
    expect(lanes.at(kick)?.height).toBeGreaterThan(0)
  })

  it('ask for a new layout only when something changed', () => {
    const lanes = createLanes()
    lanes.members([member('kit', 'drummer')])
    lanes.voice('kit', 'kick', null)
    const { changes } = lanes
    lanes.members([member('kit', 'drummer')])
    lanes.voice('kit', 'kick', null)
    expect(lanes.changes).toBe(changes)
    lanes.members([member('kit', 'drummer', true)])
    expect(lanes.changes).toBe(changes + 1)
  })
})

const beat = (n: number, onset: number | null = null) => ({
  n,
  measure: 1,
  beatNumber: 1,
  section: '',
  time: n / 2,
  grid: n / 2,
  length: 0.5,
  bpm: 120,
  mode: 'snap' as const,
  confidence: 1,
  onset,
  deviation: null,
})

describe('what the score remembers', () => {
  it('replaces a beat that is told anew, and forgets the oldest', () => {
    const ring = createBeatRing()
    for (let n = 0; n < 300; n++) ring.add(beat(n))
    ring.add(beat(298, 149.01))
    expect(ring.at(0)?.n).toBe(299)
    expect(ring.at(1)?.onset).toBe(149.01)
    expect(ring.timeOf(290)).toBe(145)
    expect(ring.timeOf(3)).toBeUndefined()
    expect(ring.timeOf(300)).toBeUndefined()
    expect(ring.count).toBe(128)
  })

  it('gives back the newest note first and makes sense of nonsense', () => {
    const ring = createNoteRing()
    const note = {
      ...beat(0),
      duration: Number.NaN,
      member: '',
      voice: '',
      pitch: null,
      velocity: -5,
      cell: 0,
    }
    for (let i = 0; i < 3000; i++) ring.add({ ...note, time: i }, i % 7)
    expect(ring.count).toBe(2048)
    expect([ring.time(0), ring.time(2047)]).toEqual([2999, 952])
    expect([ring.duration(0), ring.velocity(0), ring.pitch(0)]).toEqual([0, Math.fround(0.7), Number.NaN])
  })
})

describe('what stands over a beat', () => {
  const beat = (measure: number, beatNumber: number, pickup = false): BeatMark => ({
    n: 0,
    measure,
    beatNumber,
    ...(pickup ? { pickup: true } : {}),
    section: '',
    time: 0,
    grid: 0,
    length: 0.5,
    bpm: 120,
    mode: 'limit',
    confidence: 1,
    onset: null,
    deviation: null,
  })

  it('is the number of the bar that begins, the count, or the pickup where it comes in', () => {
    const beats = [beat(0, 1), beat(0, 2), beat(0, 3, true), beat(0, 4, true), beat(1, 1), beat(1, 2)]
    expect(beats.map((one, i) => beatLabel(one, beats[i - 1]))).toEqual([
      'count',
      null,
      'pickup',
      null,
      '1',
      null,
    ])
    // A whole bar but its first beat: one label, and not two.
    const long = [beat(0, 1, true), beat(0, 2, true)]
    expect(long.map((one, i) => beatLabel(one, long[i - 1]))).toEqual(['pickup', null])
  })
})
