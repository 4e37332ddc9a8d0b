import type { Browser, Page } from 'playwright-core'
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
  COUNTED,
  close,
  kept,
  keysPlay,
  openInput,
  PIECE,
  said,
  status,
  watchLight,
} from './ears-panel.ts'
import { bars, heard, memoryFile, play, stopped, until } from './talk.ts'

/** A MIDI system in JavaScript: the real one needs a sound card's driver. */
const MIDI = `
  class Port extends EventTarget {
    constructor(id, name) { super(); Object.assign(this, { id, name, state: 'connected' }) }
    play(data) {
      const event = new Event('midimessage')
      Object.defineProperty(event, 'data', { value: Uint8Array.from(data) })
      Object.defineProperty(event, 'timeStamp', { value: performance.now() })
      this.dispatchEvent(event)
    }
  }
  globalThis.keys = new Port('1', 'Keys')
  globalThis.access = Object.assign(new EventTarget(), { inputs: new Map([['1', keys]]) })
  globalThis.refuseMidi = null
  Navigator.prototype.requestMIDIAccess = async () => {
    if (globalThis.refuseMidi !== null) throw new DOMException('no', globalThis.refuseMidi)
    return access
  }
  globalThis.midiPlug = (there) => {
    keys.state = there ? 'connected' : 'disconnected'
    access.dispatchEvent(new Event('statechange'))
  }
`

describe.skipIf(browserMissing !== undefined)('MIDI in the studio', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  const open = <T>(options: StudioOptions, use: (studio: StudioPage) => Promise<T>): Promise<T> =>
    withStudio(browser, { ...HARDLY_SEEN, file: memoryFile(PIECE), init: MIDI, ...options }, use)

  test('notes are taps with their velocity and their own latency; what is pulled out is told and comes back', async () => {
    await open({}, async ({ page, complaints }) => {
      await openInput(page)
      await page.getByRole('switch', { name: 'MIDI' }).click()
      await expect.poll(() => said(page, 'midi')).toBe('Hears Keys.')
      await watchLight(page, 'midi')
      await page.evaluate('keys.play([0x90, 60, 127])')
      await until(page, 'globalThis.flashes === 1', 'the lamp has flashed')
      await close(page)
      await play(page)
      await bars(page, 1, 20)
      await page.evaluate('keys.play([0x90, 60, 127]); keys.play([0x80, 60, 0]); keys.play([0xb0, 64, 127])')
      await until(page, `globalThis.heard.some((one) => one.kind === 'tap')`, 'the note is a tap')
      expect((await heard(page, 'tap')).map(({ tap }) => tap.velocity)).toEqual([1])

      await page.evaluate('midiPlug(false)')
      await expect.poll(() => status(page)).toContain('Keys is gone. Keys and touch play on')
      await keysPlay(page)
      await page.evaluate('midiPlug(true)')
      await openInput(page)
      await expect.poll(() => said(page, 'midi')).toBe('Hears Keys.')
      await close(page)
      const log = await stopped(page)
      expect(log.latency).toMatchObject({ input: 0.003, calibrated: false })
      expect(complaints).toEqual([])
    })
  })

  test('a note and a key at one moment are told apart by their latencies alone', async () => {
    await open({}, async ({ page }) => {
      await openInput(page)
      await page.getByRole('switch', { name: 'MIDI' }).click()
      await expect.poll(() => said(page, 'midi')).toBe('Hears Keys.')
      await close(page)
      await play(page)
      await bars(page, 1, 20)
      for (let i = 0; i < 9; i++) {
        await page.evaluate(
          `keys.play([0x90, 60, 127]); dispatchEvent(new KeyboardEvent('keydown', { code: 'F9', key: 'F9' }))`,
        )
        await page.waitForTimeout(60)
      }
      await until(page, `globalThis.heard.filter((one) => one.kind === 'tap').length === 18`, 'all are heard')
      const taps = (await heard(page, 'tap')).map(({ tap }) => tap.time)
      const apart = taps.flatMap((time, i) => (i % 2 === 1 ? [time - (taps[i - 1] ?? 0)] : []))
      // 8 ms of a key, 3 ms of MIDI; both clocks are looked at once more in between.
      expect(apart.toSorted((a, b) => a - b)[4]).toBeCloseTo(-0.005, 2.5)
    })
  })

  test('where there is none it says why, and what to do', async () => {
    await open({}, async ({ page, complaints }) => {
      await openInput(page)
      const troubles = [
        [`globalThis.refuseMidi = 'NotAllowedError'`, 'Allow it beside the address'],
        [`globalThis.refuseMidi = 'InvalidStateError'`, 'another program may have it'],
        ['delete Navigator.prototype.requestMIDIAccess', 'This browser has no MIDI'],
      ] as const
      for (const [no, told] of troubles) {
        await page.evaluate(no)
        await page.getByRole('switch', { name: 'MIDI' }).click()
        await expect.poll(() => said(page, 'midi')).toContain(told)
        await page.getByRole('switch', { name: 'MIDI' }).click()
        await expect.poll(() => said(page, 'midi')).toContain('Keys and pads')
      }
      expect(complaints).toEqual([])
    })
  })
})

describe.skipIf(browserMissing !== undefined)('the output of the studio', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser(ALLOWED)
  })
  afterAll(() => browser.close())
  /** Outputs that tests can unplug. */
  const UNPLUG = `
    globalThis.gone = ''
    const list = MediaDevices.prototype.enumerateDevices
    MediaDevices.prototype.enumerateDevices = async function () {
      return (await list.call(this)).filter(({ label }) => label !== globalThis.gone)
    }
    globalThis.plug = (gone) => {
      globalThis.gone = gone
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
    }
    globalThis.contexts = []
    const Context = AudioContext
    globalThis.AudioContext = class extends Context { constructor(options) { super(options); contexts.push(this) } }
  `
  const open = <T>(options: StudioOptions, use: (studio: StudioPage) => Promise<T>): Promise<T> =>
    withStudio(browser, { ...HARDLY_SEEN, file: memoryFile(PIECE), init: UNPLUG, ...options }, use)
  const sink = (page: Page): Promise<string> => page.evaluate('contexts[0].sinkId')

  test('is chosen while the band plays, falls back when it is gone, and comes back', async () => {
    await open({ permissions: ['microphone'] }, async ({ page, complaints }) => {
      await play(page)
      await bars(page, 1, 20)
      await openInput(page)
      await page.locator('#output-device').selectOption({ label: 'Fake Audio Output 2' })
      await expect.poll(() => said(page, 'output')).toBe('Now: Fake Audio Output 2.')
      const chosen = await sink(page)
      expect(chosen).not.toBe('')
      await page.evaluate(`globalThis.plug('Fake Audio Output 2')`)
      await expect.poll(() => status(page)).toContain('Fake Audio Output 2 is gone')
      await expect.poll(() => sink(page)).toBe('')
      expect(await said(page, 'output')).toContain('not there')
      await page.evaluate(`globalThis.plug('')`)
      await expect.poll(() => status(page)).toContain('Fake Audio Output 2 is back')
      expect(await sink(page)).toBe(chosen)
      expect(await kept(page)).toMatchObject({ outputDevice: { deviceId: chosen } })
      const now = (await heard(page, 'view')).at(-1)?.view.beat?.measure ?? 0
      await bars(page, now + 2, 20)
      expect((await heard(page, 'ended')).length).toBe(0)
      expect(complaints).toEqual([])
    })
  })

  test('that was kept is taken again when the page opens, also where the browser gave it another id', async () => {
    await open({ permissions: ['microphone'] }, async ({ page }) => {
      await openInput(page)
      await page.locator('#output-device').selectOption({ label: 'Fake Audio Output 1' })
      await expect.poll(() => said(page, 'output')).toBe('Now: Fake Audio Output 1.')
      await page.reload()
      await page.waitForSelector('html[data-ready]')
      await expect.poll(() => sink(page)).not.toBe('')
      await openInput(page)
      expect(await said(page, 'output')).toBe('Now: Fake Audio Output 1.')
      expect(await page.locator('#output-device option:checked').textContent()).toBe('Fake Audio Output 1')
    })
  })

  test('that does not open is told, and the sound stays', async () => {
    const init = `${UNPLUG}
      AudioContext.prototype.setSinkId = async () => { throw new DOMException('no', 'NotFoundError') }`
    await open({ init, permissions: ['microphone'] }, async ({ page, complaints }) => {
      await openInput(page)
      await page.locator('#output-device').selectOption({ label: 'Fake Audio Output 2' })
      await expect.poll(() => status(page)).toContain('The sound stays where it is')
      expect(await sink(page)).toBe('')
      expect(complaints).toEqual([])
    })
  })

  test('cannot be chosen in every browser, and that is said', async () => {
    await open({ init: `delete AudioContext.prototype.setSinkId;${UNPLUG}` }, async ({ page }) => {
      await openInput(page)
      expect(await said(page, 'output')).toContain('lets no page choose')
      expect(await page.locator('#output-device').isVisible()).toBe(false)
    })
  })

  test('tells the band how long the sound is on its way, once the browser knows', async () => {
    const init = `Object.defineProperty(AudioContext.prototype, 'outputLatency', { get: () => globalThis.late ?? 0 })`
    await open({ init }, async ({ page }) => {
      await page.evaluate('globalThis.late = 0.15')
      // Too long for a cable: somebody plays over Bluetooth.
      await expect.poll(() => status(page)).toContain('Is it Bluetooth?')
      await play(page)
      await bars(page, 1, 20)
      const log = await stopped(page)
      expect(log.latency.output).toBeGreaterThan(0.15)
      expect(log.latency.output).toBeLessThan(0.2)
    })
  })

  test('waits to be told how long the sound is on its way, where Play is what lets it sound', async () => {
    // As browsers do it for people: no sound before a gesture, and no word of its latency before there is sound.
    const init = `
      const Context = AudioContext
      globalThis.AudioContext = class extends Context { constructor(...all) { super(...all); void this.suspend() } }
      Object.defineProperty(Context.prototype, 'outputLatency', { get() { return this.currentTime > 0 ? 0.15 : 0 } })`
    await open({ init }, async ({ page }) => {
      await play(page)
      await bars(page, 1, 20)
      const log = await stopped(page)
      expect(log.latency.output).toBeGreaterThan(0.15)
    })
  })
})

/** A machine with much else to do may take its time between two taps, and that shall be no new count. */
const SLOWLY = COUNTED.replace('60 bpm', '20 bpm')

describe.skipIf(browserMissing !== undefined)('a count by the player', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  test('is shown on the pad tap by tap, and the band takes its tempo', async () => {
    await withStudio(browser, { ...HARDLY_SEEN, file: memoryFile(SLOWLY) }, async ({ page, complaints }) => {
      await play(page)
      const pad = page.locator('#tap')
      await expect.poll(() => pad.locator('b').textContent()).toBe('Count in: 4 taps')
      expect(await page.locator('.transport-badge').textContent()).toBe('waiting for you: count in, 4 beats')
      for (const left of ['3 taps', '2 taps', '1 tap']) {
        // What comes within 50 ms is one stroke.
        await page.waitForTimeout(100)
        await page.keyboard.press('Space')
        await expect.poll(() => pad.locator('b').textContent()).toBe(`Count in: ${left}`)
        expect(await pad.locator('.is-on').count()).toBe(4 - Number(left[0]))
        expect(await page.locator('.transport-badge').textContent()).toBe(
          `count in: ${4 - Number(left[0])} of 4`,
        )
      }
      await page.waitForTimeout(100)
      await page.keyboard.press('Space')
      await expect.poll(() => pad.locator('b').textContent()).toBe('Tap')
      expect(await pad.locator('.count-dots').count()).toBe(0)
      await bars(page, 1, 20)
      expect(complaints).toEqual([])
    })
  })
})
