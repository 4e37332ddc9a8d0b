import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loopbackSaid, tappingSaid } from '../../studio/page/ears/calibration-words.ts'
import { createOwnSound } from '../../studio/page/ears/own-sound.ts'
import { findDevice, readSettings } from '../../studio/page/ears/settings.ts'
import { readTaps, type Taps } from '../../studio/page/ears/taps.ts'
import { inRow, microphoneSaid, midiSaid, wirelessSaid } from '../../studio/page/ears/words.ts'
import { runs } from '../harness/runs.ts'

describe('settings of the input', () => {
  test('come back as they were kept', () => {
    const settings = {
      microphone: true,
      microphoneDevice: { deviceId: 'a', label: 'Desk' },
      midi: true,
      hears: 'loudspeakers',
      outputDevice: { deviceId: 'b', label: 'Headphones' },
      measured: { 'Desk < Headphones': 0.061 },
    }
    expect(readSettings(JSON.stringify(settings))).toEqual(settings)
  })

  test('are new ones where anything else was kept', () => {
    const fresh = readSettings(null)
    expect(fresh).toMatchObject({ microphone: false, midi: false, hears: 'headphones', measured: {} })
    for (const text of ['', '{', 'null', '7', '[]', '{"measured":{"a":"1","b":-1,"c":99,"d":null}}']) {
      expect(readSettings(text)).toEqual(fresh)
    }
    for (const microphoneDevice of [
      { deviceId: 'a' },
      { deviceId: '', label: 'Desk' },
      { deviceId: 1, label: 'Desk' },
    ])
      expect(readSettings(JSON.stringify({ microphoneDevice }))).toEqual(fresh)
    fc.assert(
      fc.property(fc.json(), (text) => {
        const { measured, ...rest } = readSettings(text)
        expect(Object.keys(rest)).toEqual(Object.keys(fresh).filter((name) => name !== 'measured'))
        for (const seconds of Object.values(measured)) expect(seconds).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('find a device by its id, else by its name, and never by no name', () => {
    const devices = [
      { deviceId: '1', label: 'Desk' },
      { deviceId: '2', label: 'Drums' },
      { deviceId: '3', label: '' },
    ]
    expect(findDevice(devices, { deviceId: '2', label: 'Desk' })?.label).toBe('Drums')
    expect(findDevice(devices, { deviceId: 'other', label: 'Desk' })?.deviceId).toBe('1')
    expect(findDevice(devices, { deviceId: 'other', label: 'Guitar' })).toBeNull()
    expect(findDevice(devices, { deviceId: 'other', label: '' })).toBeNull()
  })
})

/** Sixteen counted clicks and four before them; taps about them, as by somebody. */
function tapsOf(by: Partial<Taps['by']>): Taps {
  return { clicks: CLICKS, by: { keys: [], microphone: [], midi: [], ...by } }
}
const CLICKS = Array.from({ length: 20 }, (_, i) => 1 + 0.6 * i)
const someone = (late: number): readonly number[] =>
  CLICKS.map((click, i) => click + late + 0.012 * Math.sin(5 * i))

describe('taps to a click', () => {
  test('are latency and habit together, and said to be a belief where nothing was measured', () => {
    const { source, reading } = readTaps(tapsOf({ keys: someone(-0.04) }), null)
    expect(source).toBe('keys')
    if (!reading.ok) throw new Error(reading.reason)
    expect(reading.sum).toBeCloseTo(-0.04, 2)
    expect(reading.latency.mean + reading.habit.mean).toBeCloseTo(reading.sum, 2)
    const words = tappingSaid({ source, reading })
      .map(({ text }) => text)
      .join(' ')
    expect(words).toContain('39 ms before the click')
    expect(words).toMatch(/ms late is the machine, and \d+ ms early is you/)
    expect(words).toContain('only a belief')
  })

  test('by a microphone that was measured tell the player’s habit', () => {
    const { reading } = readTaps(tapsOf({ microphone: someone(0.05) }), { latency: 0.09, calibrated: true })
    if (!reading.ok) throw new Error(reading.reason)
    expect(reading.split).toBe('measured')
    expect(reading.latency.mean).toBeCloseTo(0.09, 2)
    expect(reading.habit.mean).toBeCloseTo(-0.04, 2)
  })

  test('count by the source that most of them came by', () => {
    const taps = tapsOf({ midi: someone(-0.03), keys: someone(-0.2).slice(0, 3) })
    expect(readTaps(taps, null)).toMatchObject({ source: 'midi', reading: { ok: true } })
  })

  test.each([
    ['few', tapsOf({ keys: someone(0).slice(0, 9) }), 'too few'],
    ['scattered', tapsOf({ keys: CLICKS.map((one, i) => one + 0.25 * Math.sin(7 * i)) }), 'closely enough'],
    // Nobody is that exact.
    ['click', tapsOf({ microphone: CLICKS.map((one) => one + 0.061) }), 'heard the click itself'],
  ] as const)('that tell nothing (%s) are told so', (reason, taps, words) => {
    const told = readTaps(taps, null)
    expect(told.reading).toMatchObject({ ok: false, reason })
    expect(tappingSaid(told)).toEqual([{ text: expect.stringContaining(words), tone: 'warn' }])
  })
})

describe('the band’s own sound in the microphone', () => {
  /** Onsets at the notes of a band, each so much later; on which of them it became clear. */
  function clearAt(late: (i: number) => number): number {
    const own = createOwnSound()
    for (let i = 0; i < 200; i++) own.note(i * 0.25)
    return Array.from({ length: 60 }, (_, i) => own.onset(38 + i * 0.25 + late(i))).indexOf(true)
  }

  test('is clear after twenty onsets that follow its notes alike, also where the latency was believed wrongly', () => {
    expect(clearAt(() => 0.001)).toBe(19)
    expect(clearAt((i) => 0.06 + 0.001 * (i % 2))).toBe(19)
    // The player’s own are among them.
    expect(clearAt((i) => (i % 7 === 6 ? 0.04 : 0.012))).toBeGreaterThan(0)
  })

  test('is never a player, however good', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        let state = seed
        const chance = (): number => {
          state = (state * 16_807) % 2_147_483_647
          return state / 2_147_483_647
        }
        // A standard deviation of 10 ms.
        const off = (): number => 0.02 * (chance() + chance() + chance() - 1.5)
        expect(clearAt(off)).toBe(-1)
      }),
      runs(300),
    )
  })

  test('is nothing that falls where the band is silent', () => {
    const own = createOwnSound()
    own.note(1)
    for (let i = 0; i < 40; i++) expect(own.onset(2 + i)).toBe(false)
  })

  test('is nothing that comes a third of a second late: no room and no device is so slow', () => {
    const own = createOwnSound()
    for (let i = 0; i < 60; i++) own.note(i)
    for (let i = 10; i < 50; i++) expect(own.onset(i + 0.33)).toBe(false)
  })

  test('is told by no note of a performance that is over', () => {
    const own = createOwnSound()
    for (let i = 0; i < 40; i++) own.note(i)
    own.forget()
    for (let i = 0; i < 40; i++) expect(own.onset(i + 0.01)).toBe(false)
  })
})

describe('what is said', () => {
  type On = Parameters<typeof microphoneSaid>[0] & { kind: 'on' }
  const on = (more: Partial<On['microphone']>, muted = false) =>
    microphoneSaid({ kind: 'on', microphone: { label: 'Desk', stillOn: [], unknown: [], ...more }, muted })

  test('of a microphone: calm where it hears, a warning where something is in the way', () => {
    expect(on({})).toEqual({ text: expect.stringContaining('Desk hears you, as it is'), tone: 'calm' })
    expect(on({ unknown: ['noiseSuppression'] })).toEqual({
      text: expect.stringContaining('does not say whether it turned off noise suppression'),
      tone: 'calm',
    })
    expect(on({ stillOn: ['echoCancellation', 'autoGainControl'] })).toEqual({
      text: expect.stringMatching(/could not turn off echo cancellation .* and automatic gain/),
      tone: 'warn',
    })
    expect(on({}, true)).toEqual({ text: expect.stringContaining('Desk is muted'), tone: 'warn' })
  })

  test.each(['unsupported', 'refused', 'absent', 'busy', 'deaf'] as const)(
    'of a microphone that is %s',
    (reason) => {
      const { text, tone } = microphoneSaid({ kind: 'failed', reason })
      expect(tone).toBe('warn')
      // What is the matter, and what to do: two sentences at least.
      expect(text.split(/[.:] /).length).toBeGreaterThan(1)
    },
  )

  test('of MIDI: who is heard, and who is gone', () => {
    expect(midiSaid({ kind: 'on', devices: [], gone: [] }).text).toContain('Nothing is plugged in yet')
    expect(midiSaid({ kind: 'on', devices: ['Keys', 'Pads'], gone: [] }).text).toBe('Hears Keys and Pads.')
    expect(midiSaid({ kind: 'on', devices: ['Pads'], gone: ['Keys'] })).toEqual({
      text: 'Keys is gone. Pads plays on; it is heard again as soon as it is back.',
      tone: 'warn',
    })
    expect(inRow(['a', 'b', 'c'])).toBe('a, b and c')
  })

  test('of devices on the air, by name or by how late they are', () => {
    expect(wirelessSaid(['Built-in', 'AirPods Pro'], 0.02)).toContain('AirPods Pro is on the air')
    expect(wirelessSaid(['Built-in'], 0.21)).toContain('210 ms')
    expect(wirelessSaid(['Built-in'], 0.04)).toBeNull()
  })

  test.each(['silent', 'noisy', 'unsteady', 'clipped', 'stopped'] as const)(
    'of a loopback that is %s',
    (reason) => {
      const { text, tone } = loopbackSaid({ ok: false, reason }, 'Desk', 'Headphones')
      expect(tone).toBe('warn')
      expect(text).toMatch(/try again\./i)
    },
  )

  test('of a loopback that found it', () => {
    const found = { ok: true, delay: 0.0612, confidence: 0.97, spread: 0.0002 } as const
    expect(loopbackSaid(found, 'Desk', 'Headphones').text).toContain('61.2 ms from Headphones to Desk')
    expect(loopbackSaid(found, 'Desk', '').text).toContain('61.2 ms from Desk')
  })
})
