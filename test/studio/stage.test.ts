/** What one does on a stage, in a real browser: loop, cue, panic, history, swaps, links from anywhere, and files to keep. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { parseMidi } from 'midi-file'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scoreOfJsonText } from '../../runtime/score/json.ts'
import { readSession } from '../../runtime/session/read.ts'
import { linkOf } from '../../studio/page/share.ts'
import { browserMissing } from '../harness/browser.ts'
import { runs } from '../harness/runs.ts'
import { repositoryTop } from '../harness/sil.ts'
import { launchBrowser, withStudio } from '../harness/studio.ts'
import { downloadBytes, endRecording, framesOf, OVERHEARD, peakOf, toldOf } from './sound-talk.ts'
import { bars, heard, heardBeats, heardNotes, memoryFile, PIECE, play, text, until, write } from './talk.ts'

const SECTIONS = `tempo 280 bpm
section verse { bars 2 }
section chorus { bars 1 }
form verse, chorus
metronome click { beat |X x x x| }
`
const VAMP = `tempo 280 bpm
section head { bars 4 }
section out { bars 2 }
form vamp head until cue, out
metronome click { beat |X x x x| }
`

describe.skipIf(browserMissing !== undefined)('on a stage in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  const viewOf = async (page: Page) => (await heard(page, 'view')).at(-1)?.view
  const recording = `globalThis.heard.some((one) => one.kind === 'running' && one.seconds > 0.1)`

  test('a section that is looped goes round in sound and in the marks, until it is let go', async () => {
    await withStudio(browser, { file: memoryFile(SECTIONS), ...OVERHEARD }, async ({ page }) => {
      await page.click('.settings summary')
      await page.selectOption('#loop', 'verse')
      await until(
        page,
        `globalThis.heard.filter((one) => one.kind === 'loaded' && one.problem === null).length === 2`,
        'the loop is loaded',
      )
      await page.keyboard.press('Alt+KeyR')
      await until(page, recording, 'it records')
      await play(page)
      await bars(page, 5)
      const round = (await heardBeats(page)).filter(({ measure }) => measure >= 1)
      expect(new Set(round.map(({ section }) => section))).toEqual(new Set(['verse']))
      expect((await viewOf(page))?.vamping).toBe(true)
      // A press beside the panel has closed it; so does Escape, and the keyboard stays where it was.
      expect(await page.locator('.settings[open]').count()).toBe(0)
      await page.click('.settings summary')
      await page.keyboard.press('Escape')
      expect(await page.locator('.settings[open]').count()).toBe(0)
      expect(await page.evaluate(`document.activeElement.matches('.settings summary')`)).toBe(true)
      await page.keyboard.press('Enter')
      await page.selectOption('#loop', '')
      await until(
        page,
        `globalThis.heard.some((one) => one.kind === 'beats' && one.beats.some(({ section }) => section === 'chorus'))`,
        'the chorus has come',
      )
      await until(page, `globalThis.heard.some((one) => one.kind === 'ended')`, 'the form is through')
      const wav = await endRecording(page)
      // A stroke in the sound for each beat of the loop, with the accent on each barline.
      const frames = framesOf(await toldOf(page))
      const strokes = frames.map((frame) => {
        const at = frame - wav.firstFrame
        return peakOf(wav.left, at, at + Math.round(0.1 * wav.sampleRate))
      })
      expect(Math.min(...strokes)).toBeGreaterThan(0.01)
      const four = strokes.slice(4, 20)
      const accents = four.filter((_, i) => i % 4 === 0)
      const others = four.filter((_, i) => i % 4 !== 0)
      expect(Math.min(...accents)).toBeGreaterThan(Math.max(...others))
      // Called otherwise it goes round as before; taken out it is let go, and that is said.
      const rewrite = async (from: string, to: string): Promise<void> => {
        const before = (await text(page)).replaceAll(from, to)
        await page.click('.monaco-editor .view-lines')
        await page.keyboard.press('Control+A')
        await page.keyboard.insertText(before)
      }
      await page.selectOption('#loop', 'verse')
      await page.keyboard.press('Escape')
      await rewrite('verse', 'strophe')
      await until(
        page,
        `(({ program }) => program?.sections.some(({ name }) => name === 'strophe') && /vamp/.test(program.code))(
          globalThis.heard.findLast((one) => one.kind === 'checked').checked)`,
        'the section goes round under its new name',
      )
      expect(await page.inputValue('#loop')).toBe('strophe')
      await rewrite('section strophe', 'section chorus_too { bars 2 }\nsection strophe_too')
      await rewrite('form strophe', 'form strophe_too')
      await expect.poll(() => page.textContent('#status')).toContain('no section strophe any more')
      expect(await page.inputValue('#loop')).toBe('')
    })
  })

  test('a vamp goes round until it is cued, and then on when its section is through', async () => {
    await withStudio(browser, { file: memoryFile(VAMP) }, async ({ page }) => {
      await play(page)
      await bars(page, 5)
      expect((await viewOf(page))?.section).toBe('head')
      expect(await page.textContent('#readout')).toContain('goes round until you cue')
      await page.keyboard.press('Alt+KeyC')
      await until(
        page,
        `document.querySelector('#readout').textContent.includes('on at the end of the section')`,
        'the cue is shown',
      )
      const cuedIn = (await viewOf(page))?.beat?.measure ?? 0
      await until(page, `globalThis.heard.some((one) => one.kind === 'ended')`, 'the form is through')
      const out = (await heardBeats(page)).filter(({ section }) => section === 'out')
      expect(out).toHaveLength(8)
      const first = out[0]?.measure ?? 0
      expect(first % 4).toBe(1)
      expect(first - cuedIn).toBeGreaterThan(0)
      expect(first - cuedIn).toBeLessThanOrEqual(4)
    })
  })

  test('panic cuts off what rings, within a block and for good', async () => {
    const file = memoryFile('tempo 280 bpm\ndrummer kit { ride |xxxx xxxx xxxx xxxx| }\n')
    await withStudio(browser, { file, ...OVERHEARD }, async ({ page }) => {
      await page.keyboard.press('Alt+KeyR')
      await until(page, recording, 'it records')
      await play(page)
      await bars(page, 2)
      await page.keyboard.press('Control+Shift+Period')
      await until(page, `globalThis.heard.some((one) => one.kind === 'ended')`, 'it has ended')
      await page.waitForTimeout(800)
      const wav = await endRecording(page)
      // A ride rings for seconds: where it sounds last, panic has cut it.
      let last = wav.left.length - 1
      while (last > 0 && wav.left[last] === 0 && wav.right[last] === 0) last--
      const block = 128
      expect(wav.left.length - last).toBeGreaterThan(0.5 * wav.sampleRate)
      expect(peakOf(wav.left, last - 8 * block, last)).toBeGreaterThan(0.003)
      // Nothing was asked for after it.
      const told = await toldOf(page)
      expect(told.findLastIndex(({ kind }) => kind === 'events')).toBeLessThan(
        told.findIndex(({ kind }) => kind === 'panic'),
      )
    })
  })

  test('history goes back and forward, and each step sounds', async () => {
    await withStudio(browser, { file: memoryFile() }, async ({ page }) => {
      const count = (n: number): Promise<void> =>
        until(
          page,
          `globalThis.heard.filter((one) => one.kind === 'loaded').length === ${n}`,
          `${n} versions`,
        )
      const plays = (member: string, more: number): Promise<void> =>
        until(
          page,
          `globalThis.heard.filter((one) => one.kind === 'notes').flatMap((one) => one.notes).filter((note) => note.member === '${member}').length > ${more}`,
          `${member} plays`,
        )
      await play(page)
      await bars(page, 1)
      await write(page, 'drummer one { kick |x.x.| }\n')
      await count(2)
      await plays('one', 2)
      await write(page, 'drummer two { snare |.x.x| }\n')
      await count(3)
      await plays('two', 2)
      await page.keyboard.press('Alt+ArrowLeft')
      await count(4)
      await expect.poll(() => text(page)).not.toContain('drummer two')
      await page.keyboard.press('Alt+ArrowLeft')
      await count(5)
      await expect.poll(() => text(page)).not.toContain('drummer one')
      const ones = (await heardNotes(page)).filter(({ member }) => member === 'one').length
      await page.keyboard.press('Alt+ArrowRight')
      await count(6)
      await expect.poll(() => text(page)).toContain('drummer one')
      await plays('one', ones)
      await page.keyboard.press('Alt+ArrowRight')
      await count(7)
      await expect.poll(() => text(page)).toContain('drummer two')
      expect((await heard(page, 'loaded')).map(({ problem }) => problem)).toEqual(new Array(7).fill(null))
    })
  })

  test('a swap keeps the state: no note lost or doubled, and the player’s habit is still known', async () => {
    const file = memoryFile(`${PIECE}drummer kit { hat |xxxx xxxx| }\n`)
    await withStudio(browser, { file }, async ({ page }) => {
      await play(page)
      await bars(page, 1)
      // Early by habit, whatever the machine does: each tap is put where it shall fall.
      await page.evaluate(`{
        const tapped = new Set()
        globalThis.tapping = setInterval(() => {
          const zero = heard.findLast(({ kind }) => kind === 'notes')?.zero
          const beats = heard.flatMap((one) => (one.kind === 'beats' ? one.beats : []))
          for (const { n, time } of beats) {
            if (zero === undefined || n < 1 || tapped.has(n)) continue
            tapped.add(n)
            bandPort.postMessage({ kind: 'tap', contextTime: zero + time - 0.02, latency: 0, velocity: 0.7, pitch: null })
          }
        }, 20)
      }`)
      await until(
        page,
        `globalThis.heard.findLast((one) => one.kind === 'view').view.bias !== null`,
        'a habit is known',
      )
      await page.evaluate('clearInterval(tapping)')
      await write(page, '// the same band, edited\n')
      await until(
        page,
        `globalThis.heard.filter((one) => one.kind === 'loaded').length === 2`,
        'it is loaded',
      )
      const swap = (await heard(page, 'loaded')).at(-1)?.at ?? 0
      await until(
        page,
        `globalThis.heard.findLast((one) => one.kind === 'view').view.now > ${swap} + 2`,
        'it has swapped',
      )
      expect((await viewOf(page))?.bias).not.toBeNull()
      const notes = (await heardNotes(page)).filter(({ measure }) => measure >= 1)
      for (const [member, perBar] of [
        ['click', 4],
        ['kit', 8],
      ] as const) {
        const played = notes.filter((note) => note.member === member)
        const places = played.map(({ measure, cell }) => (measure - 1) * perBar + cell - 1)
        expect(places).toEqual(places.map((_, i) => i))
        // Both sides of the swap were looked at.
        expect(played.filter(({ time }) => time < swap - 0.01).length).toBeGreaterThan(perBar)
        expect(played.filter(({ time }) => time >= swap - 0.01).length).toBeGreaterThan(perBar)
      }
      await page.click('button.play')
      await until(page, `globalThis.heard.some((one) => one.kind === 'ended')`, 'it has ended')
      const log = (await heard(page, 'ended'))[0]?.log
      expect(log?.segments).toHaveLength(2)
    })
  })

  test('links from anywhere become a text or a sentence, and never anything else', async () => {
    const sound = (await linkOf(PIECE)) ?? ''
    const cut = fc.nat(sound.length).map((at) => sound.slice(0, at))
    const changed = fc
      .tuple(fc.integer({ min: 3, max: sound.length - 1 }), fc.string({ maxLength: 4 }))
      .map(([at, other]) => sound.slice(0, at) + encodeURIComponent(other) + sound.slice(at + 1))
    const noise = fc.stringMatching(/^[\w-]{0,400}$/).map((noisy) => `#s=${noisy}`)
    const markup = fc.constantFrom(
      '#s=<img src=x onerror=alert(1)>',
      '#s=javascript:alert(1)',
      `#s=${'A'.repeat(40_000)}`,
      '#s=%00%ff',
    )
    await withStudio(browser, { file: memoryFile() }, async ({ page, complaints, requests, url }) => {
      const before = await text(page)
      let dialogs = 0
      page.on('dialog', (dialog) => {
        dialogs++
        void dialog.dismiss()
      })
      await fc.assert(
        fc.asyncProperty(fc.oneof(cut, changed, noise, markup), async (fragment) => {
          await page.evaluate(`location.hash = ''; document.querySelector('#status').textContent = ''`)
          await page.evaluate(`location.hash = ${JSON.stringify(fragment)}`)
          await page.waitForTimeout(60)
          const status = (await page.textContent('#status')) ?? ''
          const now = await text(page)
          if (!fragment.startsWith('#s=')) expect(status).toBe('')
          else if (!/^This link holds no piece: .+\.$/.test(status)) expect(now).not.toBe('')
          else expect([before, now]).toContain(now)
        }),
        runs(25),
      )
      expect(dialogs).toBe(0)
      expect(complaints).toEqual([])
      expect(requests.filter((one) => !one.startsWith(url) && !/^(?:blob|data):/.test(one))).toEqual([])
    })
  })

  test('the screen stays on while the band plays, and no longer', async () => {
    const before = `
      globalThis.locks = []
      Object.defineProperty(navigator, 'wakeLock', { value: { request: async (kind) => {
        const lock = Object.assign(new EventTarget(), { kind, held: true, async release() { this.held = false; this.dispatchEvent(new Event('release')) } })
        globalThis.locks.push(lock)
        return lock
      } } })
    `
    await withStudio(browser, { file: memoryFile(), before }, async ({ page }) => {
      const held = (): Promise<number> => page.evaluate('globalThis.locks.filter((lock) => lock.held).length')
      expect(await held()).toBe(0)
      await play(page)
      await bars(page, 1)
      expect(await held()).toBe(1)
      // The system takes it away where the page is hidden, and it is asked for again.
      await page.evaluate('globalThis.locks[0].release()')
      expect(await held()).toBe(0)
      await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`)
      await expect.poll(held).toBe(1)
      await page.click('button.play')
      await expect.poll(held).toBe(0)
    })
  })

  test('each export is what it is called: text, log, MIDI, score, module', async () => {
    const file = memoryFile(`${PIECE}drummer kit { kick |x.x.| }\n`)
    await withStudio(browser, { file }, async ({ page, complaints }) => {
      const exported = async (title: string): Promise<{ name: string; bytes: Uint8Array }> => {
        await page.keyboard.press('Alt+Shift+KeyX')
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.click(`.panel.export .choice:has(b:text-is("${title}"))`),
        ])
        return { name: download.suggestedFilename(), bytes: await downloadBytes(download) }
      }
      const words = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')
      const fits = (schema: string, value: unknown): unknown => {
        const json: object = JSON.parse(
          readFileSync(join(repositoryTop, 'schemas', `${schema}.schema.json`), 'utf8'),
        )
        const validate = new Ajv2020({ allowUnionTypes: true, formats: { 'date-time': true } }).compile(json)
        return validate(value) ? [] : validate.errors
      }
      await play(page)
      await bars(page, 1)
      await page.keyboard.press('Space')
      await bars(page, 3)
      await page.click('button.play')
      await until(page, `globalThis.heard.some((one) => one.kind === 'ended')`, 'it has ended')

      const sil = await exported('The text')
      expect(sil.name).toBe('set.sil')
      expect(words(sil.bytes)).toBe(file.now())

      const log: unknown = JSON.parse(words((await exported('The session log')).bytes))
      expect(fits('session', log)).toEqual([])
      const session = readSession(log)
      expect(session.ok && session.value.onset_times).toHaveLength(1)

      const notes = (await heardNotes(page)).filter(({ measure }) => measure >= 1)
      const midi = await exported('MIDI')
      expect(midi.name).toBe('set.mid')
      const onsets = parseMidi(midi.bytes)
        .tracks.flat()
        .filter(({ type }) => type === 'noteOn')
      expect(onsets).toHaveLength(notes.length)

      const score = words((await exported('The score')).bytes)
      expect(fits('score', JSON.parse(score))).toEqual([])
      const read = scoreOfJsonText(score)
      expect(read.ok && read.value.beats).toHaveLength(notes.length)

      const js = words((await exported('The band as JavaScript')).bytes)
      const policy = await policyOf(js)
      expect(policy.score({ bars: 1 }).beats.length).toBe(6)
      expect(complaints).toEqual([])
    })
  })

  test('a recording is kept on this machine, and is there again after the page was closed in the middle', async () => {
    await withStudio(browser, { file: memoryFile() }, async ({ page }) => {
      await page.keyboard.press('Alt+KeyR')
      await play(page)
      await until(
        page,
        `globalThis.heard.some((one) => one.kind === 'running' && one.seconds > 1.5)`,
        'it records',
      )
      await page.reload()
      await page.waitForSelector('html[data-ready]')
      await page.keyboard.press('Alt+Shift+KeyX')
      const take = page.locator('.takes .choice')
      await take.waitFor()
      const [download] = await Promise.all([page.waitForEvent('download'), take.click()])
      const bytes = await downloadBytes(download)
      const view = new DataView(bytes.buffer, bytes.byteOffset)
      expect(Buffer.from(bytes.subarray(0, 4)).toString()).toBe('RIFF')
      // The header is true again: it was written before anybody knew the length.
      expect(view.getUint32(40, true)).toBe(bytes.length - 44)
      expect(bytes.length).toBeGreaterThan(44 + 6 * 22_050)
      await page.keyboard.press('Alt+Shift+KeyX')
      await page.click('.takes .plain')
      await page.keyboard.press('Alt+Shift+KeyX')
      await page.waitForTimeout(300)
      expect(await page.locator('.takes .choice').count()).toBe(0)
    })
  })
})

interface Playable {
  score(options: { readonly bars: number }): { readonly beats: readonly unknown[] }
}

/** The module as an app would import it: its one import is the runtime. */
async function policyOf(js: string): Promise<Playable> {
  const runtime = new URL('../../dist/runtime/index.js', import.meta.url).href
  expect(js.match(/from ['"][^'"]+['"]/g)).toEqual([`from 'silencio/runtime'`])
  const code = js.replace(`'silencio/runtime'`, `'${runtime}'`)
  const module: { readonly default: Playable } = await import(
    `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
  )
  return module.default
}
