import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crc32 } from '../../runtime/audio/samples/crc32.ts'
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
  expect(sums).toEqual([240519627, 3574913024, 1745281822])
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
  const { sound: begun } = cut(sound, RATE, 880, 1)
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
