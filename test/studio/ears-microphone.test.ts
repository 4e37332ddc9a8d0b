import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wavBytes } from '../../runtime/audio/wav.ts'
import { browserMissing } from '../harness/browser.ts'
import {
  HARDLY_SEEN,
  launchBrowser,
  type StudioOptions,
  type StudioPage,
  withStudio,
} from '../harness/studio.ts'
import { ALLOWED, COUNTED, close, elsewhere, PIECE, status, useMicrophone, watchLight } from './ears-panel.ts'
import { bars, heard, memoryFile, play, stopped, until } from './talk.ts'

/** Strokes of a stick, this far apart: a microphone of Chromium's plays them round and round. */
const SPACING = 0.5
const STROKES = 16

/** @param turned a second channel, which is the first one turned round */
function strokes(turned = false): Uint8Array {
  const rate = 48_000
  const samples = new Float32Array(STROKES * SPACING * rate)
  let noise = 1
  for (let stroke = 0; stroke < STROKES; stroke++) {
    const at = Math.round((stroke + 0.4) * SPACING * rate)
    for (let i = 0; i < 0.06 * rate; i++) {
      noise = (noise * 16_807) % 2_147_483_647
      const ring = Math.sin((2 * Math.PI * 1900 * i) / rate) + 0.5 * (noise / 1_073_741_823 - 1)
      samples[at + i] = 0.4 * ring * Math.exp(-i / (0.008 * rate))
    }
  }
  const channels = turned ? [samples, samples.map((x) => -x)] : [samples]
  return wavBytes({ sampleRate: rate, channels, format: 'pcm16', dither: false })
}

/** Strokes one after the other that were heard as far apart as they were played, to 4 ms. */
function mostInARow(times: readonly number[]): number {
  let [most, now] = [0, 0]
  for (const [i, time] of times.slice(1).entries()) {
    now = Math.abs(time - (times[i] ?? 0) - SPACING) < 0.004 ? now + 1 : 0
    most = Math.max(most, now)
  }
  return most
}

/** A key covers what comes in within this time around it. */
const PAUSE_MS = 110

describe.skipIf(browserMissing !== undefined)('a microphone in the studio', () => {
  let browser: Browser
  let folder = ''
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'silencio-studio-ears-'))
    const path = join(folder, 'strokes.wav')
    writeFileSync(path, strokes())
    browser = await launchBrowser([...ALLOWED, `--use-file-for-fake-audio-capture=${path}`])
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const open = <T>(options: StudioOptions, use: (studio: StudioPage) => Promise<T>): Promise<T> =>
    withStudio(browser, { ...HARDLY_SEEN, file: memoryFile(PIECE), ...options }, use)

  // Safari's: as `playback` the switch on the side of an iPhone does not silence it, and as that no microphone opens.
  test('is asked for as Safari wants it, which has the band sound with the ring switch off', async () => {
    const before = `
      const types = (globalThis.types = ['auto'])
      navigator.audioSession = { get type() { return types.at(-1) }, set type(next) { types.push(next) } }
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
      navigator.mediaDevices.getUserMedia = async (...all) => {
        if (types.at(-1) === 'playback')
          throw new DOMException('AudioSession category is not compatible with audio capture.', 'InvalidStateError')
        return ask(...all)
      }`
    await open({ before }, async ({ page }) => {
      const type = () => page.evaluate('navigator.audioSession.type')
      await expect.poll(type).toBe('playback')
      await useMicrophone(page)
      expect(await type()).toBe('auto')
      await page.getByRole('switch', { name: 'Microphone' }).click()
      await expect.poll(type).toBe('playback')
    })
  })

  // A machine with much else to do drops blocks of the microphone.
  test('lets strokes count the band in, brings them as far apart as they were played, and to the charts', {
    retry: 2,
  }, async () => {
    await open({ file: memoryFile(COUNTED) }, async (studio) => {
      const { page, complaints } = studio
      await useMicrophone(page)
      // A level, and a lamp with each stroke.
      await expect
        .poll(() =>
          page
            .getByRole('meter', { name: 'Level of the microphone' })
            .getAttribute('aria-valuenow')
            .then(Number),
        )
        .toBeGreaterThan(-30)
      await watchLight(page, 'microphone')
      await until(page, 'globalThis.flashes > 1', 'the lamp has flashed')
      await close(page)
      await play(page)
      await bars(page, 5, 20)
      const counts = (await heard(page, 'view')).map(({ view }) => view.count?.heard ?? null)
      expect([...new Set(counts)]).toEqual(expect.arrayContaining([0, 1, 2, 3]))
      const strokesHeard = async () => (await heard(page, 'tap')).map(({ tap }) => tap.time)
      // What a machine drops brings two strokes nearer to each other: it plays on until it has not for a while.
      await expect.poll(async () => mostInARow(await strokesHeard()), { timeout: 60_000 }).toBeGreaterThan(8)
      const log = await stopped(page)
      const taps = await strokesHeard()
      const first = (await heard(page, 'beats'))
        .flatMap(({ beats }) => beats)
        .find(({ measure }) => measure >= 1)
      const counted = ((taps[3] ?? 0) - (taps[0] ?? 0)) / 3
      expect(Math.abs((first?.bpm ?? 0) - 60 / counted)).toBeLessThan(1)
      expect(log.onset_times).toEqual(taps.map((time) => expect.closeTo(time, 6)))
      // As the browser says it; of what it cannot know, nothing.
      expect(log.latency).toEqual({
        input: expect.closeTo(0.01, 3),
        output: expect.any(Number),
        calibrated: false,
      })

      await expect.poll(() => status(page)).toContain('The session is kept')
      await page.keyboard.press('Alt+KeyJ')
      const panel = page.getByRole('dialog', { name: 'Your sessions' })
      await panel
        .getByText(/[1-9]\d* of \d+ beats met/)
        .first()
        .waitFor()
      expect(await panel.locator('.practice').textContent()).toMatch(/By beat of the bar/)
      expect(await panel.locator('.practice svg').count()).toBeGreaterThan(2)
      expect(complaints).toEqual([])
      expect(elsewhere(studio)).toEqual([])
    })
  })

  test('does not take the keys of a text for strokes', async () => {
    await open({}, async ({ page }) => {
      await useMicrophone(page)
      await close(page)
      await play(page)
      await until(page, `globalThis.heard.some((one) => one.kind === 'tap')`, 'a stroke was heard')
      // Typed without a pause, and how long the longest one was all the same: a page may be kept from running.
      await page.evaluate(`
        let last = performance.now()
        globalThis.longest = 0
        globalThis.typing = setInterval(() => {
          const now = performance.now()
          globalThis.longest = Math.max(globalThis.longest, now - last)
          last = now
          dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyA', key: 'a' }))
        }, 20)`)
      await page.waitForTimeout(300)
      let before = 0
      await expect
        .poll(
          async () => {
            await page.evaluate('globalThis.longest = 0')
            before = (await heard(page, 'tap')).length
            await page.waitForTimeout(2500)
            const strokes = (await heard(page, 'tap')).length - before
            const typed = Number(await page.evaluate('globalThis.longest')) < PAUSE_MS
            return typed ? strokes : 'there was a pause'
          },
          { timeout: 15_000 },
        )
        .not.toBe('there was a pause')
      expect((await heard(page, 'tap')).length).toBe(before)
      await page.evaluate('clearInterval(globalThis.typing)')
      await until(
        page,
        `globalThis.heard.filter((one) => one.kind === 'tap').length > ${before}`,
        'strokes are heard again',
      )
    })
  })
})

describe.skipIf(browserMissing !== undefined)('a microphone whose channels cancel each other', () => {
  test('has a level, and is heard', { retry: 2 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'silencio-studio-turned-'))
    const path = join(folder, 'turned.wav')
    writeFileSync(path, strokes(true))
    const browser = await launchBrowser([...ALLOWED, `--use-file-for-fake-audio-capture=${path}`])
    try {
      await withStudio(browser, { ...HARDLY_SEEN, file: memoryFile(PIECE) }, async ({ page }) => {
        await useMicrophone(page)
        const level = page.getByRole('meter', { name: 'Level of the microphone' })
        await expect.poll(() => level.getAttribute('aria-valuenow').then(Number)).toBeGreaterThan(-30)
        await watchLight(page, 'microphone')
        await until(page, 'globalThis.flashes > 1', 'the lamp has flashed')
      })
    } finally {
      await browser.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
