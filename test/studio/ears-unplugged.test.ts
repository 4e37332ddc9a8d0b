import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserMissing } from '../harness/browser.ts'
import {
  HARDLY_SEEN,
  launchBrowser,
  type StudioOptions,
  type StudioPage,
  withStudio,
} from '../harness/studio.ts'
import {
  ALLOWED,
  close,
  kept,
  keysPlay,
  openInput,
  PIECE,
  said,
  status,
  useMicrophone,
} from './ears-panel.ts'
import { bars, heard, memoryFile, play, until } from './talk.ts'

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

describe.skipIf(browserMissing !== undefined)('a microphone that does not come or does not stay', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser(ALLOWED)
  })
  afterAll(() => browser.close())
  const open = <T>(options: StudioOptions, use: (studio: StudioPage) => Promise<T>): Promise<T> =>
    withStudio(browser, { ...HARDLY_SEEN, file: memoryFile(PIECE), init: PLUG, ...options }, use)

  test('is told with what to do, and can be tried again', async () => {
    await open({}, async ({ page, complaints }) => {
      await openInput(page)
      const troubles = [
        ['NotAllowedError', 'Allow it beside the address'],
        ['NotFoundError', 'Plug one in'],
        ['NotReadableError', 'another program has it'],
      ] as const
      for (const [name, told] of troubles) {
        await page.evaluate(`globalThis.refuse = '${name}'`)
        await page.getByRole('switch', { name: 'Microphone' }).click()
        await expect.poll(() => said(page, 'microphone')).toContain(told)
        expect(await status(page)).toContain(told)
        await page.evaluate('globalThis.refuse = null')
        await page.getByRole('button', { name: 'Try again' }).click()
        await expect.poll(() => said(page, 'microphone')).toContain('hears you')
        expect(await page.getByRole('button', { name: 'Try again' }).isVisible()).toBe(false)
        await page.getByRole('switch', { name: 'Microphone' }).click()
      }
      expect(complaints).toEqual([])
    })
  })

  test('a page without a way to one says so', async () => {
    const init = `Object.defineProperty(Navigator.prototype, 'mediaDevices', { value: undefined })`
    await open({ init }, async ({ page, complaints }) => {
      await openInput(page)
      await page.getByRole('switch', { name: 'Microphone' }).click()
      await expect.poll(() => said(page, 'microphone')).toContain('no microphone here')
      await page.getByRole('switch', { name: 'Microphone' }).click()
      await expect.poll(() => said(page, 'microphone')).toContain('The browser asks you once')
      await close(page)
      await play(page)
      await bars(page, 1, 20)
      await keysPlay(page)
      expect(complaints).toEqual([])
    })
  })

  test('one that is pulled out while the band plays is told, keys play on, and it comes back by itself', async () => {
    await open({ permissions: ['microphone'] }, async ({ page, complaints }) => {
      await useMicrophone(page)
      await close(page)
      await play(page)
      await bars(page, 1, 20)
      expect(await page.getAttribute('[data-action=input]', 'data-mark')).toBe('on')
      expect(await page.textContent('#tap-hint')).toContain('or just play')
      await page.evaluate('globalThis.plug(false)')
      await expect.poll(() => status(page)).toContain('is gone. Keys and touch play on')
      expect(await page.getAttribute('[data-action=input]', 'data-mark')).toBe('warn')
      await keysPlay(page)
      const asked: number = await page.evaluate('globalThis.asked')
      await page.evaluate('globalThis.plug(true)')
      await openInput(page)
      await expect.poll(() => said(page, 'microphone')).toContain('hears you')
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
      await expect.poll(() => said(page, 'microphone')).toContain('Fake Audio Input 2 hears you')
      expect(await kept(page)).toMatchObject({
        microphone: true,
        microphoneDevice: { deviceId: await choice.inputValue(), label: 'Fake Audio Input 2' },
      })
      await page.evaluate('globalThis.plug(false)')
      await expect.poll(() => said(page, 'microphone')).toContain('Fake Audio Input 2 is gone')
      await expect.poll(() => choice.locator('option:checked').textContent()).toContain('not there')
      await page.evaluate('globalThis.plug(true)')
      await expect.poll(() => said(page, 'microphone')).toContain('Fake Audio Input 2 hears you')
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
      await expect.poll(() => said(page, 'microphone')).toContain('could not turn off echo cancellation')
      expect(await said(page, 'microphone')).toContain('automatic gain')
      expect(await said(page, 'microphone')).not.toContain('noise suppression')
    })
  })

  test('nobody is asked when the page opens; what was on and is allowed is on again', async () => {
    const init = `${PLUG}
      localStorage.setItem('silencio.input', JSON.stringify({ microphone: true, hears: 'loudspeakers' }))`
    await open({ init }, async ({ page }) => {
      await expect.poll(() => status(page)).toContain('Input turns it on again')
      await page.waitForTimeout(300)
      expect(await page.evaluate('globalThis.asked')).toBe(0)
    })
    await open({ init, permissions: ['microphone'] }, async ({ page, complaints }) => {
      await openInput(page)
      await expect.poll(() => said(page, 'microphone')).toContain('hears you')
      expect(await page.getByRole('radio', { name: 'loudspeakers' }).isChecked()).toBe(true)
      expect(complaints).toEqual([])
    })
  })

  test('ears that die are made anew, and told of when they die again and again', async () => {
    const init = `${PLUG}
      globalThis.nodes = []
      const Worklet = AudioWorkletNode
      globalThis.AudioWorkletNode = class extends Worklet {
        constructor(context, name, options) { super(context, name, options); if (name === 'silencio-ears') nodes.push(this) }
      }
      globalThis.die = () => nodes.at(-1).dispatchEvent(new Event('processorerror'))`
    await open({ init }, async ({ page }) => {
      await useMicrophone(page)
      for (const made of [2, 3]) {
        await page.evaluate('die()')
        await until(page, `nodes.length === ${made}`, 'new ears are there')
        await expect.poll(() => said(page, 'microphone')).toContain('hears you')
      }
      await page.evaluate('die()')
      await expect.poll(() => said(page, 'microphone')).toContain('ears could not be connected')
      await page.getByRole('button', { name: 'Try again' }).click()
      await expect.poll(() => said(page, 'microphone')).toContain('hears you')
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
      await expect.poll(() => said(page, 'microphone')).toContain('hears you')
      expect(await heard(page, 'tap')).toEqual([])
    })
  })
})
