import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AudioEngine } from '../../runtime/audio/engine.ts'
import { browserMissing } from '../harness/browser.ts'
import { HARDLY_SEEN, launchBrowser, withStudio } from '../harness/studio.ts'
import {
  apart,
  arrivedOf,
  endRecording,
  INAUDIBLE,
  OVERHEARD,
  parting,
  peakOf,
  renderedHere,
  startsOf,
} from './sound-talk.ts'
import { bars, heard, heardNotes, memoryFile, play, until, write } from './talk.ts'

describe.skipIf(browserMissing !== undefined)('a recording in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  const recorded = (seconds: number): string =>
    `globalThis.heard.some((one) => one.kind === 'running' && one.seconds >= ${seconds})`

  // WebKitGTK keeps a page apart from others, says so, and shares no memory all the same.
  test('needs memory that page and sound share, and says so where there is none; the band sounds', async () => {
    await withStudio(
      browser,
      { file: memoryFile(), before: 'delete globalThis.SharedArrayBuffer' },
      async ({ page, complaints }) => {
        expect(await page.evaluate('[crossOriginIsolated, typeof SharedArrayBuffer]')).toEqual([
          true,
          'undefined',
        ])
        await play(page)
        await bars(page, 1)
        await page.keyboard.press('Alt+KeyR')
        await expect
          .poll(() => page.textContent('#transport'))
          .toContain('Not recorded: this page may not share memory with the audio thread.')
        await bars(page, 2)
        const peaks = (await heard(page, 'view')).map(({ view }) => view.members[0]?.peak ?? -Infinity)
        expect(Math.max(...peaks)).toBeGreaterThan(-40)
        expect(complaints).toEqual([])
      },
    )
  })

  test('is what the band’s events sound like in Node, sample for sample, over a swap', async () => {
    await withStudio(
      browser,
      { ...HARDLY_SEEN, file: memoryFile(), ...OVERHEARD },
      async ({ page, complaints }) => {
        await page.keyboard.press('Alt+KeyR')
        await until(page, recorded(0.2), 'it records')
        await play(page)
        await bars(page, 1)
        await write(page, 'drummer kit { kick |x.x.| }\n')
        await until(
          page,
          `globalThis.heard.some((one) => one.kind === 'notes' && one.notes.some((note) => note.member === 'kit'))`,
          'the drummer plays',
        )
        await bars(page, ((await heardNotes(page)).at(-1)?.measure ?? 0) + 1)
        await page.click('button.play')
        expect(await page.textContent('.record-time')).toMatch(/^0:0\d$/)
        const wav = await endRecording(page)
        expect(wav.name).toMatch(/^set-\d{4}-\d\d-\d\d-\d{6}\.wav$/)
        expect(wav).toMatchObject({ format: 'pcm24', truncated: false })
        expect(await page.getAttribute('.record', 'aria-pressed')).toBe('false')

        const arrived = await arrivedOf(page)
        const [left, right] = renderedHere(arrived, wav)
        expect(parting(wav, left, arrived)).toBe('')
        expect(peakOf(wav.left)).toBeGreaterThan(0.05)
        expect(wav.left.length).toBeGreaterThan(2 * wav.sampleRate)
        expect(apart(wav.left, left)).toBeLessThan(INAUDIBLE)
        expect(apart(wav.right, right)).toBeLessThan(INAUDIBLE)
        const { latency } = new AudioEngine({ sampleRate: wav.sampleRate })
        const first = (startsOf(arrived)[0] ?? 0) + latency - wav.firstFrame
        // Before the first onset there is nothing, and on its very sample there is something.
        expect(peakOf(wav.left, 0, first)).toBe(0)
        expect(Math.abs(wav.left[first] ?? 0) + Math.abs(wav.left[first + 1] ?? 0)).toBeGreaterThan(0)
        expect(complaints).toEqual([])
      },
    )
  })
})
