import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wavBytes } from '../../runtime/audio/wav.ts'
import { browserMissing } from '../harness/browser.ts'
import { launchBrowser, type StudioOptions, type StudioPage, withStudio } from '../harness/studio.ts'
import { bars, fixedFile, heard, play, stopped, until } from './overheard.ts'

const PIECE = 'tempo 120 bpm in 60 bpm..180 bpm\nmetronome click { beat |X x x x| }\n'
const COUNTED = `player { count player 4 beats }\n${PIECE}`

const ALLOWED = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']

/** Strokes of a stick, this far apart: a microphone of Chromium's plays them round and round. */
const SPACING = 0.5
const STROKES = 16

function strokes(): Uint8Array {
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
  return wavBytes({ sampleRate: rate, channels: [samples], format: 'pcm16', dither: false })
}

/** Devices take their time to open. */
const SOON = { timeout: 8000 }

const text = (page: Page, selector: string): Promise<string | null> => page.textContent(selector)
const said = (page: Page, source: string): Promise<string | null> =>
  text(page, `[data-source=${source}] .input-said`)
const status = (page: Page): Promise<string | null> => text(page, '#status')

async function openInput(page: Page): Promise<void> {
  await page.keyboard.press('Alt+KeyI')
  await page.getByRole('dialog', { name: 'Input and output' }).waitFor()
}

async function useMicrophone(page: Page): Promise<void> {
  await openInput(page)
  await page.getByRole('switch', { name: 'Microphone' }).click()
  await expect.poll(() => said(page, 'microphone'), SOON).toContain('hears you')
}

const close = (page: Page): Promise<void> => page.keyboard.press('Escape')

const onlyOurs = ({ requests, url }: StudioPage): readonly string[] =>
  requests.filter((one) => !one.startsWith(url) && !one.startsWith('blob:') && !one.startsWith('data:'))

const kept = (page: Page): Promise<Readonly<Record<string, unknown>>> =>
  page.evaluate(`JSON.parse(localStorage.getItem('silencio.input') ?? '{}')`)

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
    withStudio(browser, { file: fixedFile(PIECE), ...options }, use)

  // A machine with much else to do drops blocks of the microphone.
  test('brings strokes to the band as far apart as they were played, and to the charts', {
    retry: 2,
    timeout: 60_000,
  }, async () => {
    await open({}, async (studio) => {
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
      await page.locator('[data-source=microphone] .light[data-on]').waitFor()
      await close(page)
      await play(page)
      await bars(page, 5)
      const log = await stopped(page)
      const taps = (await heard(page, 'tap')).map(({ tap }) => tap.time)
      const intervals = taps.slice(1).map((time, i) => time - (taps[i] ?? 0))
      const near = intervals.filter((one) => Math.abs(one - SPACING) < 0.004)
      expect(intervals.length).toBeGreaterThan(12)
      expect(near.length).toBeGreaterThanOrEqual(0.8 * intervals.length)
      expect(log.onset_times).toEqual(taps.map((time) => expect.closeTo(time, 6)))
      // The way out and in, as the browser says it: more than a key's.
      expect(log.latency.input).toBeGreaterThan(log.latency.output)
      expect(log.latency.calibrated).toBe(false)

      await page.keyboard.press('Alt+KeyJ')
      const panel = page.getByRole('dialog', { name: 'Your sessions' })
      await panel
        .getByText(/beats met/)
        .first()
        .waitFor()
      expect(await panel.locator('.practice').textContent()).toMatch(/By beat of the bar/)
      expect(await panel.locator('.practice svg').count()).toBeGreaterThan(2)
      expect(complaints).toEqual([])
      expect(onlyOurs(studio)).toEqual([])
    })
  })

  test('lets the player count in, and the pad says how many are wanted', {
    retry: 2,
    timeout: 60_000,
  }, async () => {
    await open({ file: fixedFile(COUNTED) }, async ({ page, complaints }) => {
      await useMicrophone(page)
      await close(page)
      await play(page)
      await bars(page, 2)
      const counts = (await heard(page, 'view')).map(({ view }) => view.count?.heard ?? null)
      expect([...new Set(counts)]).toEqual(expect.arrayContaining([0, 1, 2, 3]))
      const bpm = (await heard(page, 'beats'))
        .flatMap(({ beats }) => beats)
        .find(({ measure }) => measure >= 1)?.bpm
      expect(bpm).toBeCloseTo(60 / SPACING, -0.5)
      expect(complaints).toEqual([])
    })
  })

  test('does not take the keys of a text for strokes', { timeout: 60_000 }, async () => {
    await open({}, async ({ page }) => {
      await useMicrophone(page)
      await close(page)
      await play(page)
      await until(page, `globalThis.heard.some((one) => one.kind === 'tap')`, 'a stroke was heard')
      await page.evaluate(
        `globalThis.typing = setInterval(() => dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyA', key: 'a' })), 20)`,
      )
      await page.waitForTimeout(300)
      const before = (await heard(page, 'tap')).length
      await page.waitForTimeout(2500)
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

/** A microphone that tests can refuse, unplug and plug in again. */
const PLUG = `
  globalThis.asked = 0
  globalThis.refuse = null
  globalThis.plugged = true
  const devices = MediaDevices.prototype
  const open = devices.getUserMedia
  devices.getUserMedia = async function (wish) {
    globalThis.asked++
    if (globalThis.refuse !== null) throw new DOMException('no', globalThis.refuse)
    if (!globalThis.plugged) throw new DOMException('no', 'NotFoundError')
    globalThis.stream = await open.call(this, wish)
    return globalThis.stream
  }
  const list = devices.enumerateDevices
  devices.enumerateDevices = async function () {
    const all = await list.call(this)
    return globalThis.plugged ? all : all.filter(({ kind }) => kind !== 'audioinput')
  }
  globalThis.plug = (there) => {
    globalThis.plugged = there
    if (!there) {
      const [track] = globalThis.stream.getAudioTracks()
      track.stop()
      track.dispatchEvent(new Event('ended'))
    }
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
  }
`

/** The keys play whatever becomes of the microphone. */
async function keysPlay(page: Page): Promise<void> {
  const before = (await heard(page, 'tap')).length
  await page.focus('#tap')
  await page.keyboard.press('Space')
  await until(page, `globalThis.heard.filter((one) => one.kind === 'tap').length > ${before}`, 'a key taps')
}

describe.skipIf(browserMissing !== undefined)('what can happen to a microphone', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser(ALLOWED)
  })
  afterAll(() => browser.close())
  const open = <T>(options: StudioOptions, use: (studio: StudioPage) => Promise<T>): Promise<T> =>
    withStudio(browser, { file: fixedFile(PIECE), init: PLUG, ...options }, use)

  test.each([
    ['NotAllowedError', 'Allow it beside the address'],
    ['NotFoundError', 'Plug one in'],
    ['NotReadableError', 'another program has it'],
  ])('a %s is told with what to do, and can be tried again', async (name, told) => {
    await open({}, async ({ page, complaints }) => {
      await page.evaluate(`globalThis.refuse = '${name}'`)
      await openInput(page)
      await page.getByRole('switch', { name: 'Microphone' }).click()
      await expect.poll(() => said(page, 'microphone'), SOON).toContain(told)
      expect(await status(page)).toContain(told)
      await page.evaluate('globalThis.refuse = null')
      await page.getByRole('button', { name: 'Try again' }).click()
      await expect.poll(() => said(page, 'microphone'), SOON).toContain('hears you')
      expect(await page.getByRole('button', { name: 'Try again' }).isVisible()).toBe(false)
      expect(complaints).toEqual([])
    })
  })

  test('a page without a way to one says so', async () => {
    const init = `Object.defineProperty(Navigator.prototype, 'mediaDevices', { value: undefined })`
    await open({ init }, async ({ page, complaints }) => {
      await openInput(page)
      await page.getByRole('switch', { name: 'Microphone' }).click()
      await expect.poll(() => said(page, 'microphone'), SOON).toContain('no microphone here')
      await page.getByRole('switch', { name: 'Microphone' }).click()
      await expect.poll(() => said(page, 'microphone'), SOON).toContain('The browser asks you once')
      await close(page)
      await play(page)
      await bars(page, 1)
      await keysPlay(page)
      expect(complaints).toEqual([])
    })
  })

  test('one that is pulled out while the band plays is told, keys play on, and it comes back by itself', async () => {
    await open({ permissions: ['microphone'] }, async ({ page, complaints }) => {
      await useMicrophone(page)
      await close(page)
      await play(page)
      await bars(page, 1)
      await page.evaluate('globalThis.plug(false)')
      await expect.poll(() => status(page), SOON).toContain('is gone. Keys and touch play on')
      await keysPlay(page)
      const asked: number = await page.evaluate('globalThis.asked')
      await page.evaluate('globalThis.plug(true)')
      await openInput(page)
      await expect.poll(() => said(page, 'microphone'), SOON).toContain('hears you')
      expect(await page.evaluate('globalThis.asked')).toBe(asked + 1)
      expect((await heard(page, 'ended')).length).toBe(0)
      expect(complaints).toEqual([])
    })
  })

  test('one that was chosen and is not there is waited for, and no other is taken', async () => {
    await open({ permissions: ['microphone'] }, async ({ page }) => {
      await useMicrophone(page)
      const choice = page.locator('#microphone-device')
      await choice.selectOption({ label: 'Fake Audio Input 2' })
      await expect.poll(() => said(page, 'microphone'), SOON).toContain('Fake Audio Input 2 hears you')
      expect(await kept(page)).toMatchObject({ microphone: true, microphoneId: await choice.inputValue() })
      await page.evaluate('globalThis.plug(false)')
      await expect.poll(() => said(page, 'microphone'), SOON).toContain('Fake Audio Input 2 is gone')
      expect(await choice.locator('option:checked').textContent()).toContain('not there')
      await page.evaluate('globalThis.plug(true)')
      await expect.poll(() => said(page, 'microphone'), SOON).toContain('Fake Audio Input 2 hears you')
    })
  })

  test('processing for calls that could not be turned off is named', async () => {
    const init = `${PLUG}
      const settings = MediaStreamTrack.prototype.getSettings
      MediaStreamTrack.prototype.getSettings = function () {
        return { ...settings.call(this), echoCancellation: true, autoGainControl: true }
      }`
    await open({ init }, async ({ page }) => {
      await openInput(page)
      await page.getByRole('switch', { name: 'Microphone' }).click()
      await expect
        .poll(() => said(page, 'microphone'), SOON)
        .toContain('could not turn off echo cancellation')
      expect(await said(page, 'microphone')).toContain('automatic gain')
      expect(await said(page, 'microphone')).not.toContain('noise suppression')
    })
  })

  test('nobody is asked when the page opens; what was on and is allowed is on again', async () => {
    const init = `${PLUG}
      localStorage.setItem('silencio.input', JSON.stringify({ microphone: true, hears: 'loudspeakers' }))`
    await open({ init }, async ({ page }) => {
      await expect.poll(() => status(page), SOON).toContain('Input turns it on again')
      await page.waitForTimeout(300)
      expect(await page.evaluate('globalThis.asked')).toBe(0)
    })
    await open({ init, permissions: ['microphone'] }, async ({ page, complaints }) => {
      await openInput(page)
      await expect.poll(() => said(page, 'microphone'), SOON).toContain('hears you')
      expect(await page.getByRole('radio', { name: 'loudspeakers' }).isChecked()).toBe(true)
      expect(complaints).toEqual([])
    })
  })

  test('the panel is reached and used by keys alone', async () => {
    await open({}, async ({ page }) => {
      await openInput(page)
      // Whoever came by keys stays with them: Tab goes from the door to the first switch, Space turns it.
      for (let i = 0; i < 6; i++) {
        await page.keyboard.press('Tab')
        if ((await page.evaluate('document.activeElement.id')) === 'use-microphone') break
      }
      await page.keyboard.press('Space')
      await expect.poll(() => said(page, 'microphone'), SOON).toContain('hears you')
      expect(await heard(page, 'tap')).toEqual([])
    })
  })
})
