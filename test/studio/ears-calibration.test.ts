import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserMissing } from '../harness/browser.ts'
import { slowly } from '../harness/slow.ts'
import {
  HARDLY_SEEN,
  launchBrowser,
  type StudioOptions,
  type StudioPage,
  withStudio,
} from '../harness/studio.ts'
import { close, elsewhere, kept, PIECE, status, text, useMicrophone } from './ears-panel.ts'
import { bars, heard, memoryFile, play, stopped } from './talk.ts'

/**
 * What the page plays comes back by its microphone, after a time that tests set: whatever sounds by the loudspeaker leads into a
 * delay, too, and the delay is what the microphone gives. Nodes that listen lead to the loudspeaker to be run, and give silence:
 * they stay out of it, for with them the way would be a circle, and a circle is a quantum longer or not, as it happens.
 */
const LOOP = `
  globalThis.loop = { seconds: 0.08, gain: 0.3, lines: [], unsteady: 0 }
  const wires = new WeakMap()
  const wireOf = (context) => {
    if (wires.has(context)) return wires.get(context)
    const line = new DelayNode(context, { maxDelayTime: 1, delayTime: loop.seconds })
    const gain = new GainNode(context, { gain: loop.gain })
    const stream = new MediaStreamAudioDestinationNode(context)
    const wire = { line, gain, stream }
    wires.set(context, wire)
    globalThis.wire = wire
    connect.call(line, gain)
    connect.call(gain, stream)
    return wire
  }
  const connect = AudioNode.prototype.connect
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to === this.context.destination && !(this instanceof AudioWorkletNode)) connect.call(this, wireOf(this.context).line)
    return connect.call(this, to, ...rest)
  }
  MediaDevices.prototype.getUserMedia = async () => wire.stream.stream.clone()
  MediaDevices.prototype.enumerateDevices = async () => [
    { kind: 'audioinput', deviceId: 'default', label: 'Loop' },
    { kind: 'audiooutput', deviceId: 'default', label: 'Loudspeaker' },
  ]
  Object.defineProperty(MediaStreamTrack.prototype, 'label', { get: () => globalThis.label ?? 'Loop' })
  // The stream's own way has a buffer whose length nobody says: for a test that knows the truth it is left out.
  globalThis.exact = () => {
    AudioContext.prototype.createMediaStreamSource = () => wire.gain
  }
`

/** The gate wants strokes to learn from. */
const QUICK = 'tempo 200 bpm\nmetronome click { beat |X x x x| }\n'

const cardSaid = (page: Page, card: string): Promise<string | null> =>
  text(page, `.calibration-card.${card} .input-said`)

async function openCalibration(page: Page): Promise<void> {
  await useMicrophone(page)
  await page.getByRole('button', { name: 'Measure the latency' }).click()
}

async function measure(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Play and listen' }).click()
  await expect.poll(() => cardSaid(page, 'loopback')).not.toMatch(/^(Listening …)?$/)
  return (await cardSaid(page, 'loopback')) ?? ''
}

const found = (words: string): number => Number(/^([\d.]+) ms from/.exec(words)?.[1])

describe.skipIf(browserMissing !== undefined)('calibration in the studio', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  const open = <T>(options: StudioOptions, use: (studio: StudioPage) => Promise<T>): Promise<T> =>
    withStudio(browser, { ...HARDLY_SEEN, file: memoryFile(PIECE), init: LOOP, ...options }, use)

  test('a loopback finds the way out and in, which is taken out of what is played and kept for the pair', async () => {
    await open({}, async (studio) => {
      const { page, complaints } = studio
      await page.evaluate('exact()')
      await openCalibration(page)
      expect(await text(page, '.calibration-figure')).not.toContain('80.0')
      const words = await measure(page)
      expect(Math.abs(found(words) - 80)).toBeLessThan(2)
      expect(words).toContain('from Loudspeaker to Loop')
      const { measured } = await kept(page)
      expect(measured).toEqual({ 'Loop < Loudspeaker': expect.closeTo(found(words) / 1000, 4) })
      await page.getByRole('button', { name: 'Back to input' }).click()
      expect(await text(page, '.latencies')).toContain(
        `${Math.round(found(words))} msmeasured with these devices`,
      )
      await close(page)

      // The band comes back by the microphone here, and so is a player who is exactly with it.
      await play(page)
      await bars(page, 3, 20)
      const log = await stopped(page)
      expect(log.latency.calibrated).toBe(true)
      expect(log.latency.input + log.latency.output).toBeCloseTo(found(words) / 1000, 4)
      const off = (await heard(page, 'tap')).flatMap(({ tap }) => tap.deviation ?? [])
      expect(off.length).toBeGreaterThan(6)
      const middle = off.toSorted((a, b) => a - b)[off.length >> 1] ?? Number.NaN
      expect(Math.abs(middle)).toBeLessThan(4)
      expect(complaints).toEqual([])
      expect(elsewhere(studio)).toEqual([])
    })
  })

  slowly('by a stream of the browser’s own it finds 100 ms more when the way is 100 ms longer', async () => {
    await open({}, async ({ page }) => {
      await openCalibration(page)
      const before = found(await measure(page))
      await page.evaluate('wire.line.delayTime.value = 0.18')
      await page.waitForTimeout(300)
      const after = found(await measure(page))
      expect(Math.abs(after - before - 100)).toBeLessThan(2)
      expect(before).toBeGreaterThan(80)
      expect(before).toBeLessThan(160)
    })
  })

  test('silence, noise and a level that is cut are told, and none of it is taken for a latency', async () => {
    await open({}, async ({ page, complaints }) => {
      await openCalibration(page)
      const breaks = [
        ['wire.gain.gain.value = 0', 'no sound at all'],
        [noise(0.2), 'The chirps were not found'],
        [noise(3), 'too loud and was cut'],
      ] as const
      for (const [break_, told] of breaks) {
        await page.evaluate(break_)
        expect(await measure(page)).toContain(told)
      }
      expect((await kept(page)).measured).toEqual({})
      expect(complaints).toEqual([])
    })
  })

  test('does not measure while the band plays', async () => {
    await open({}, async ({ page }) => {
      await play(page)
      await bars(page, 1, 20)
      await openCalibration(page)
      expect(await measure(page)).toContain('Stop the band first')
    })
  })

  // Twenty clicks, and a piece behind them.
  slowly('tapping to a click shows latency and habit, and sets nothing', async () => {
    await open({}, async ({ page, complaints }) => {
      // Somebody who is 40 ms early, on a pad of their own. A key says when it was pressed, however late the page hears of it.
      await page.evaluate(`
        const start = AudioBufferSourceNode.prototype.start
        AudioBufferSourceNode.prototype.start = function (when) {
          const pressedAt = () => {
            const { contextTime, performanceTime } = this.context.getOutputTimestamp()
            return performanceTime + 1000 * (when - contextTime) - 40
          }
          setTimeout(() => {
            const event = new KeyboardEvent('keydown', { code: 'F9', key: 'F9' })
            Object.defineProperty(event, 'timeStamp', { value: pressedAt() })
            dispatchEvent(event)
          }, pressedAt() - performance.now())
          return start.call(this, when)
        }`)
      await openCalibration(page)
      await page.getByRole('button', { name: 'Start the click' }).click()
      await expect.poll(() => cardSaid(page, 'tapping')).toContain('By keys or touch')
      const words = (await cardSaid(page, 'tapping')) ?? ''
      const early = Number(/your taps come (\d+) ms before the click/.exec(words)?.[1])
      expect(Math.abs(early - 40)).toBeLessThan(15)
      expect(words).toContain('only a belief')
      expect(words).toContain('Nothing was changed')
      expect(await page.locator('.calibration-dots .is-on').count()).toBe(20)
      expect((await kept(page)).measured).toEqual({})
      await page.getByRole('button', { name: 'Back to input' }).click()
      await page.getByRole('switch', { name: 'Microphone' }).click()
      await close(page)
      await play(page)
      await bars(page, 1, 20)
      expect((await stopped(page)).latency).toMatchObject({ input: 0.008, calibrated: false })
      expect(complaints).toEqual([])
    })
  })

  test('a device on the air is warned of', async () => {
    await open({}, async ({ page }) => {
      await page.evaluate(`globalThis.label = 'AirPods Pro'`)
      await openCalibration(page)
      expect(await text(page, '.panel.calibration > .panel-body > .input-said')).toContain(
        'AirPods Pro is on the air',
      )
      expect(await status(page)).toContain('AirPods Pro is on the air')
    })
  })

  test('the band’s own sound from the loudspeaker is kept out, once the player says so', async () => {
    const tapsOf = (hears: 'headphones' | 'loudspeakers'): Promise<number> => {
      const init = `${LOOP}
        localStorage.setItem('silencio.input', JSON.stringify({ hears: '${hears}' }))`
      return open({ init, file: memoryFile(QUICK) }, async ({ page }) => {
        await useMicrophone(page)
        await close(page)
        await play(page)
        // The gate learns in the first bars how the band comes back.
        await bars(page, 4, 20)
        const before = (await heard(page, 'tap')).length
        await bars(page, 8, 20)
        const warned = ((await status(page)) ?? '').includes('The microphone hears the band')
        expect(warned).toBe(hears === 'headphones')
        return (await heard(page, 'tap')).length - before
      })
    }
    // Side by side: both only wait for the music.
    const [without, kept_] = await Promise.all([tapsOf('headphones'), tapsOf('loudspeakers')])
    expect(without).toBeGreaterThanOrEqual(12)
    expect(kept_).toBeLessThanOrEqual(1)
  })
})

/** Nothing but noise comes in. */
function noise(level: number): string {
  return `{
    const { context } = wire.line
    const buffer = context.createBuffer(1, context.sampleRate, context.sampleRate)
    let seed = 1
    const samples = buffer.getChannelData(0)
    for (let i = 0; i < samples.length; i++) {
      seed = (seed * 16807) % 2147483647
      samples[i] = ${level} * (seed / 1073741823 - 1)
    }
    wire.gain.gain.value = 0
    const player = new AudioBufferSourceNode(context, { buffer, loop: true })
    player.connect(wire.stream)
    player.start()
  }`
}
