import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBank } from '../../../runtime/audio/samples/bank.ts'
import { readBankFile, writeBankFile } from '../../../runtime/audio/samples/bank-file.ts'
import { crc32 } from '../../../runtime/audio/samples/crc32.ts'
import { packSound, unpackSound } from '../../../runtime/audio/samples/rice.ts'
import { BANK_RATE, sine, TINY_VELOCITIES, tinyBank, tinyRecordings } from './tiny-bank.ts'

const tinyFile = (): Uint8Array => writeBankFile(BANK_RATE, TINY_VELOCITIES, tinyRecordings)

/** Puts the checksum right after a change, as a stranger would. */
function checked(file: Uint8Array): Uint8Array {
  new DataView(file.buffer).setUint32(8, crc32(file.subarray(12)), true)
  return file
}

const problemOf = (file: Uint8Array): string => {
  const read = readBankFile(file)
  return read.ok ? 'none' : read.problem
}

describe('packed sound', () => {
  it('comes back sample by sample, whatever it is', () => {
    const sounds = fc.oneof(
      fc.array(fc.integer({ min: -32768, max: 32767 }), { maxLength: 1500 }),
      fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 1500 }),
      fc.array(fc.constantFrom(-32768, 32767, 0), { maxLength: 1500 }),
      fc.integer({ min: 0, max: 3000 }).map((n) => [...sine(440, { seconds: n / BANK_RATE, size: 30000 })]),
    )
    fc.assert(
      fc.property(sounds, fc.nat(5), (list, at) => {
        const sound = Int16Array.from(list)
        const into = new Int16Array(sound.length + 10).fill(7)
        expect(unpackSound(packSound(sound), into, at, sound.length)).toBe(true)
        expect(into.subarray(at, at + sound.length)).toEqual(sound)
        // And writes nowhere else.
        expect([...into.subarray(0, at), ...into.subarray(at + sound.length)].every((x) => x === 7)).toBe(
          true,
        )
      }),
    )
  })

  it('is the same bytes in every version: files that are out there must go on reading', () => {
    const sound = Int16Array.from({ length: 700 }, (_, n) => ((n * n) % 97) * (n < 600 ? 1 : 300) - 40)
    const packed = packSound(sound)
    expect([packed.length, crc32(packed)]).toEqual([817, 4125663360])
  })

  it('takes a quarter of a fading tone’s size', () => {
    const tone = sine(262, { seconds: 3, t60: 3 })
    expect(packSound(tone).length).toBeLessThan(0.27 * tone.byteLength)
  })

  it('that is cut off is said to be', () => {
    const packed = packSound(sine(440))
    for (const length of [0, 1, packed.length >> 1, packed.length - 1])
      expect(unpackSound(packed.subarray(0, length), new Int16Array(30000), 0, 22050)).toBe(false)
  })
})

it('the checksum is CRC-32, by its standard’s example', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
})

describe('a file of samples', () => {
  it('reads back what was written', () => {
    const read = readBankFile(tinyFile())
    if (!read.ok) throw new Error(read.problem)
    const { bank } = read
    expect(bank.pcm).toEqual(tinyBank.pcm)
    expect(bank.starts).toEqual(tinyBank.starts)
    expect(bank.lengths).toEqual(tinyBank.lengths)
    expect(bank.pitches).toEqual(tinyBank.pitches)
    expect(bank.dulls).toEqual(tinyBank.dulls)
    bank.gains.forEach((gain, i) => {
      expect(gain).toBeCloseTo(tinyBank.gains[i] ?? 0, 9)
    })
  })

  it('is refused in plain words when it is cut anywhere', () => {
    const file = tinyFile()
    for (const length of [0, 7, 19, 20, 27, 40, 100, 171, 172, 1000, file.length - 1]) {
      expect(problemOf(file.subarray(0, length))).toMatch(
        /^it is (no file of samples|cut off)|^its table is cut off/,
      )
    }
    expect(problemOf(Uint8Array.from([...file, 0]))).toBe('it is longer than it says')
  })

  it('is refused when any byte of it has changed', () => {
    const file = tinyFile()
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = file.slice()
        changed[at] = (changed[at] ?? 0) ^ by
        expect(readBankFile(changed).ok).toBe(false)
      }),
    )
  })

  it('is refused, and makes room for nothing, when its numbers are nonsense under a right checksum', () => {
    const view = (change: (view: DataView) => void): Uint8Array => {
      const file = tinyFile()
      change(new DataView(file.buffer))
      return checked(file)
    }
    const table = 20 + 8
    // A length of 4 billion samples.
    expect(problemOf(view((v) => v.setUint32(table, 0xffffffff, true)))).toBe('it is too large')
    expect(problemOf(view((v) => v.setUint32(table, 30000, true)))).toBe('a recording in it cannot be read')
    expect(problemOf(view((v) => v.setUint32(table + 4, 0xffffffff, true)))).toBe('it is cut off')
    for (const [at, x] of [
      [8, Number.NaN],
      [8, 0],
      [12, -1],
      [12, Number.POSITIVE_INFINITY],
      [16, 0],
      [16, 1.5],
      [20, 0],
    ] as const)
      expect(problemOf(view((v) => v.setFloat32(table + at, x, true))), `${at}`).toBe(
        'its numbers are out of range',
      )
    expect(problemOf(view((v) => v.setUint32(12, 0, true)))).toBe('its numbers are out of range')
    for (const [layers, keys] of [
      [0, 6],
      [6, 0],
      [65535, 65535],
    ] as const)
      expect(
        problemOf(
          view((v) => {
            v.setUint16(16, layers, true)
            v.setUint16(18, keys, true)
          }),
        ),
      ).toBe('its table is cut off or nonsense')
    expect(problemOf(view((v) => v.setFloat32(20, 1, true)))).toBe('its numbers are out of range')
  })

  it('never throws on noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        const file = Uint8Array.from([...new TextEncoder().encode('SILBANK1'), ...noise])
        if (file.length > 12) checked(file)
        expect(readBankFile(file).ok).toBe(false)
      }),
    )
  })
})

describe('a bank from a stranger', () => {
  it('is taken as it is when it is one', () => {
    expect(readBank({ ...tinyBank })).toEqual(tinyBank)
  })

  it.each([
    ['no object', 7],
    ['nothing', null],
    ['a rate that nothing has', { ...tinyBank, rate: 1 }],
    ['sound that is no list of numbers', { ...tinyBank, pcm: [1, 2, 3] }],
    ['sound that ends too soon', { ...tinyBank, pcm: tinyBank.pcm.subarray(0, -1) }],
    ['a recording without silence before it', { ...tinyBank, starts: tinyBank.starts.map((x) => x - 1) }],
    ['a recording of nothing', { ...tinyBank, lengths: new Int32Array(6) }],
    ['fewer pitches than recordings', { ...tinyBank, pitches: tinyBank.pitches.subarray(1) }],
    ['keys in disorder', { ...tinyBank, pitches: tinyBank.pitches.slice().reverse() }],
    [
      'layers that do not divide its recordings',
      { ...tinyBank, velocities: Float64Array.of(0.2, 0.4, 0.6, 1) },
    ],
    ['layers that end below 1', { ...tinyBank, velocities: Float64Array.of(0.5, 0.9) }],
    ['layers in disorder', { ...tinyBank, velocities: Float64Array.of(1, 1) }],
    ['a gain that is no number', { ...tinyBank, gains: tinyBank.gains.map(() => Number.NaN) }],
    ['dullness below nothing', { ...tinyBank, dulls: tinyBank.dulls.map(() => -0.1) }],
  ])('is none with %s', (_, given) => {
    expect(readBank(given)).toBeNull()
  })
})
