import { describe, expect, test } from 'vitest'
import { browserMissing, withPage } from './browser.ts'

describe.skipIf(browserMissing !== undefined)('a page in real Chromium', () => {
  test('renders and can be photographed', async () => {
    const html =
      '<!doctype html><title>band</title><h1>Pocket Trio</h1><script type="module" src="./count.js"></script>'
    const files = { 'index.html': html, 'count.js': "document.querySelector('h1').append(' in 4')" }
    await withPage({ files, viewport: { width: 320, height: 200 } }, async (page) => {
      expect(await page.textContent('h1')).toBe('Pocket Trio in 4')
      const picture = await page.screenshot()
      expect(picture.subarray(1, 4).toString()).toBe('PNG')
      expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([320, 200])
      // Letters were drawn: the machine has fonts, or the packaged browser brought its own.
      expect(
        await page.evaluate("document.querySelector('h1').getBoundingClientRect().height"),
      ).toBeGreaterThan(20)
    })
  })

  test('has an audio clock that runs, worklets and shared memory, without a sound card', async () => {
    const worklet = `registerProcessor('ticks', class extends AudioWorkletProcessor {
      process() { this.port.postMessage(currentFrame); return false }
    })`
    await withPage({ files: { 'worklet.js': worklet } }, async (page) => {
      const frame = await page.evaluate(`(async () => {
        const context = new AudioContext()
        await context.audioWorklet.addModule('/worklet.js')
        const node = new AudioWorkletNode(context, 'ticks')
        node.connect(context.destination)
        return new Promise((resolve) => { node.port.onmessage = ({ data }) => resolve(data) })
      })()`)
      expect(frame).toBeTypeOf('number')
      expect(await page.evaluate('new SharedArrayBuffer(8).byteLength')).toBe(8)
    })
  })

  test('fails the test that leaves an error in the page', async () => {
    const files = {
      'index.html': '<!doctype html><script>setTimeout(() => { throw new Error("sour") })</script>',
    }
    await expect(withPage({ files }, (page) => page.waitForTimeout(200))).rejects.toThrow('sour')
  })

  test.each([
    ['a page', `fetch('http://silencio.example/log').catch(() => {})`],
    ['a picture', `new Image().src = 'https://silencio.example/dot.png'`],
    [
      'a worker',
      `new Worker(URL.createObjectURL(new Blob(["fetch('https://silencio.example/').catch(() => {})"])))`,
    ],
  ])('fails the test in which %s asks for another machine', async (_, script) => {
    const outside = withPage({}, async (page) => {
      await page.evaluate(`{ ${script} }`)
      await page.waitForTimeout(300)
    })
    await expect(outside).rejects.toThrow('silencio.example')
  })
})
