import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crc32 } from '../../runtime/audio/samples/crc32.ts'
import { straightened } from '../../scripts/build/piano/partials.ts'
import { KEYS, LAYERS, prepareKey } from '../../scripts/build/piano/piano.ts'
import { cut, ONSET_SHARE } from '../../scripts/build/piano/recording.ts'
import { fitString } from '../../scripts/build/piano/string.ts'
import { pianoBank } from '../harness/piano.ts'
import { repositoryTop } from '../harness/sil.ts'

const RATE = 44100

test('the build makes of a key the same samples on every machine, and they are in the file', () => {
  const { midi, rate, recordings } = prepareKey(repositoryTop, 84)
  expect([midi, rate]).toEqual([84, RATE])
  const sums = recordings.map(({ sound }) => crc32(new Uint8Array(sound.buffer)))
  expect(sums).toEqual([1388924705, 3229508906, 2049295886])
  const bank = pianoBank()
  recordings.forEach(({ sound, pitch, gain }, layer) => {
    const i = KEYS.indexOf(84) * LAYERS.length + layer
    const start = bank.starts[i] ?? 0
    expect(bank.lengths[i]).toBe(sound.length)
    expect(bank.pcm.subarray(start, start + sound.length)).toEqual(sound)
    expect(bank.pitches[i]).toBeCloseTo(pitch, 3)
    expect(bank.gains[i]).toBeCloseTo(gain, 9)
  })
})

test('a recording begins where it reaches a 32nd of its peak, and ends in silence', () => {
  // A rumble and a crackle before it, then a tone that rises.
  const sound = Float64Array.from({ length: 2 * RATE }, (_, n) => {
    const rumble = 0.2 * Math.sin((2 * Math.PI * 9 * n) / RATE)
    const crackle = n === 3000 ? 0.005 : 0
    const tone =
      n < 5000 ? 0 : Math.min(1, (n - 5000) / 400) * Math.sin((2 * Math.PI * 880 * (n - 5000)) / RATE)
    return rumble + crackle + tone
  })
  const begun = cut(sound, RATE, 880, 1)
  expect(begun).toHaveLength(RATE)
  expect(begun[0]).not.toBe(0)
  const peak = begun.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  // The tone is there within the millisecond; the rumble is 20 dB and more below what it was.
  expect(begun.findIndex((x) => Math.abs(x) > 2 * ONSET_SHARE * peak)).toBeLessThan(RATE / 500)
  expect(Math.abs(begun[RATE - 1] ?? 1)).toBeLessThan(1e-6)
})

test('a stiff string is heard as what it is, partials that are missing or false notwithstanding', () => {
  for (const [pitch, b] of [
    [65.4, 1e-4],
    [261.6, 3e-4],
    [1046.5, 2.4e-3],
  ] as const)
    for (const missing of [0, 3, 7]) {
      const f0 = pitch / Math.sqrt(1 + b)
      const sound = Float64Array.from({ length: RATE }, (_, n) => {
        let sum = 0
        for (let k = 1; k <= 8; k++)
          if (k !== missing)
            sum += Math.sin((2 * Math.PI * k * f0 * Math.sqrt(1 + b * k * k) * n) / RATE + k) / k
        return sum
      })
      const fit = fitString(sound, RATE, pitch * 1.004)
      expect(Math.abs(1200 * Math.log2(fit.pitch / pitch)), `${pitch} without ${missing}`).toBeLessThan(0.05)
      expect(Math.abs(fit.inharmonicity / b - 1), `${pitch} without ${missing}`).toBeLessThan(0.02)
    }
})

test('partials that stray are brought to the string’s line: blow, beats, decay and loudness stay', () => {
  const [f0, b] = [130.8, 1e-4]
  const strays = [-4, 2, 2.5, 0, -7, 1, 12, -1]
  // Each partial is three strings that beat and fall at two speeds, behind a blow of noise.
  const struck = (off: readonly number[]): Float64Array =>
    Float64Array.from({ length: 2 * RATE }, (_, n) => {
      const t = n / RATE
      const tone = off.reduce((sum, cents, i) => {
        const k = i + 1
        const f = k * f0 * Math.sqrt(1 + b * k * k) * 2 ** (cents / 1200)
        const turn = (hz: number): number => Math.sin(2 * Math.PI * hz * t + k)
        const beats =
          turn(f) * Math.exp(-1.5 * t) + 0.15 * (turn(f - 0.9) + turn(f + 0.9)) * Math.exp(-0.5 * t)
        return sum + beats / k
      }, 0)
      return tone + (n < 200 ? Math.sin(n * n) : 0)
    })
  const level = (sound: Float64Array, from: number, to: number): number =>
    10 * Math.log10(sound.subarray(from * RATE, to * RATE).reduce((sum, x) => sum + x * x, 0))
  const recorded = struck(strays)
  const before = fitString(recorded, RATE, f0)
  expect(Math.max(...before.partials.map(({ stray }) => Math.abs(stray)))).toBeGreaterThan(9)

  const { sound, fit } = straightened(recorded, RATE, f0)
  for (const { stray } of fit.partials) expect(Math.abs(stray)).toBeLessThan(0.5)
  expect(fit).toEqual(fitString(sound, RATE, f0))
  expect(Math.abs(1200 * Math.log2(fit.pitch / before.pitch))).toBeLessThan(0.3)
  expect(sound).toHaveLength(recorded.length)
  // The blow is the same: what is moved turns away from where it was by a hundredth of a period in 10 ms.
  const peak = recorded.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  for (let n = 0; n < 0.005 * RATE; n++)
    expect(Math.abs((sound[n] ?? 0) - (recorded[n] ?? 0))).toBeLessThan(0.03 * peak)
  // As a string that strays nowhere: level by level, beats and all.
  const straight = struck(strays.map(() => 0))
  for (let t = 0.05; t < 1.8; t += 0.05)
    expect(Math.abs(level(sound, t, t + 0.05) - level(straight, t, t + 0.05)), `${t}`).toBeLessThan(0.5)
})

test('what lies too far off to be the string’s own is left alone, and so is a string without fault', () => {
  const tone = (off: readonly number[]): Float64Array =>
    Float64Array.from({ length: RATE }, (_, n) =>
      off.reduce((sum, cents, i) => {
        const f = (i + 1) * 220 * 2 ** (cents / 1200)
        return sum + Math.sin((2 * Math.PI * f * n) / RATE) / (i + 1)
      }, 0),
    )
  const pure = tone([0, 0, 0, 0, 0, 0, 0, 0])
  expect(straightened(pure, RATE, 220).sound).toEqual(pure)
  const knocked = tone([0, 0, 0, 0, 0, 40, 0, 0])
  expect(straightened(knocked, RATE, 220).sound).toEqual(knocked)
})

test('the piano’s author and licence stand beside it, in the README and in the package', () => {
  const licence = readFileSync(join(repositoryTop, 'dist/sounds/LICENCE.txt'), 'utf8')
  for (const said of [/Alexander Holm/, /CC BY 3\.0/, /creativecommons\.org\/licenses\/by\/3\.0/, /Changes:/])
    expect(licence).toMatch(said)
  expect(readFileSync(join(repositoryTop, 'README.md'), 'utf8')).toMatch(/Alexander Holm.*CC BY 3\.0/s)
  const { files }: { readonly files: readonly string[] } = JSON.parse(
    readFileSync(join(repositoryTop, 'package.json'), 'utf8'),
  )
  expect(files).toContain('dist')
})
