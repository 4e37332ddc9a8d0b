/** Whether there is room for all: large bands, long names, phones on their side, small and tall screens, enlarged text. */

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserMissing } from '../harness/browser.ts'
import { launchBrowser, type StudioOptions, sharedStudio, withStudio } from '../harness/studio.ts'
import { bars, heard, memoryFile, play, text, until, write } from './talk.ts'

const SEVEN = `tempo 280 bpm
metronome click { beat |X x x x| }
drummer kit { kick |x...x...| }
bassist bass { line |1 . 5 .| }
pianist keys { comp |x . x .| }
guitarist rhythm { comp |. x . x| }
guitarist interlude_guitar { comp |x x x x| }
drummer percussion { rim |..x...x.| }
section interlude { bars 8 chords | C | F | G | C | }
form interlude
`
/** As on many laptops; the smallest phone; a phone on its side; a laptop's page at twice its size; tablets. */
const SCREENS = {
  laptop: [1280, 800],
  'wide laptop': [1366, 768],
  phone: [390, 844],
  'small phone': [320, 568],
  'phone on its side': [844, 390],
  enlarged: [640, 400],
  'low window': [1280, 460],
  tablet: [820, 1180],
  'tablet on its side': [1180, 820],
} as const
type Screen = keyof typeof SCREENS
const TOUCHED: readonly Screen[] = [
  'phone',
  'small phone',
  'phone on its side',
  'tablet',
  'tablet on its side',
]

interface Box {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

describe.skipIf(browserMissing !== undefined)('the studio’s room', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  const on = (screen: Screen, options: StudioOptions, use: (page: Page) => Promise<void>): Promise<void> => {
    const [width, height] = SCREENS[screen]
    const touch = TOUCHED.includes(screen)
    return withStudio(browser, { viewport: { width, height }, touch, ...options }, ({ page }) => use(page))
  }
  const boxes = (page: Page, selector: string): Promise<Box[]> =>
    page.evaluate(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.getBoundingClientRect().toJSON())`,
    )
  const box = async (page: Page, selector: string): Promise<Box> => {
    const [first] = await boxes(page, selector)
    if (first === undefined) throw new Error(`the page has no ${selector}`)
    return first
  }
  /** What of an element's text its box does not show, px. */
  const cut = (page: Page, selector: string): Promise<number> =>
    page.evaluate(
      `(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
        Math.max(0, scrollWidth - clientWidth, scrollHeight - clientHeight - 2))(document.querySelector(${JSON.stringify(selector)}))`,
    )

  const hasRoom = async (page: Page, screen: Screen): Promise<void> => {
    const [width, height] = SCREENS[screen]
    const pad = await box(page, '#tap')
    expect(pad.bottom - pad.top, `height of the pad on a ${screen}`).toBeGreaterThanOrEqual(44)
    for (const share of [0.1, 0.5, 0.9]) {
      const [x, y] = [(pad.left + pad.right) / 2, pad.top + share * (pad.bottom - pad.top)]
      const met = await page.evaluate(`document.elementFromPoint(${x}, ${y})?.closest('#tap') !== null`)
      expect(met, `the pad ${share} down on a ${screen}`).toBe(true)
    }
    const dial = await box(page, '#dial')
    const least = Math.min(dial.bottom - dial.top, dial.right - dial.left)
    expect(least, `the dial on a ${screen}`).toBeGreaterThanOrEqual(100)
    const scrolled = await page.evaluate(
      '[document.documentElement.scrollWidth, document.documentElement.scrollHeight]',
    )
    expect(scrolled, screen).toEqual([width, height])
    expect((await box(page, 'button.record')).right, screen).toBeLessThanOrEqual(width)
    const name = await box(page, '#piece-name')
    expect(name.right - name.left, `the name on a ${screen}`).toBeGreaterThan(40)
    expect(await cut(page, '#piece-name'), screen).toBe(0)
  }

  // One page for those that load alike: drawn to another size, or turned in a hand.
  test.each<readonly [string, readonly Screen[]]>([
    ['laptops', ['laptop', 'wide laptop', 'low window']],
    ['an enlarged page', ['enlarged']],
    ['phones', ['phone', 'small phone', 'phone on its side']],
    ['tablets', ['tablet', 'tablet on its side']],
  ])('%s have a pad that a finger meets, a dial, and nothing to scroll to', async (_, screens) => {
    await on(screens[0] ?? 'laptop', { file: memoryFile(SEVEN) }, async (page) => {
      await play(page)
      await bars(page, 1)
      for (const screen of screens) {
        const [width, height] = SCREENS[screen]
        await page.setViewportSize({ width, height })
        await hasRoom(page, screen)
      }
    })
  })

  test('a large band’s names stay off its meters, each of its members can be muted, and the score lies below', async () => {
    await on('laptop', { file: memoryFile(SEVEN) }, async (page) => {
      await play(page)
      await bars(page, 1)
      const names = await boxes(page, '.meter-name')
      const meters = await boxes(page, '.meter')
      expect(names).toHaveLength(7)
      for (const [i, { right }] of names.entries()) expect(right).toBeLessThanOrEqual(meters[i]?.left ?? 0)
      // What of a name does not fit is cut inside its own box.
      expect(
        await page.evaluate(
          `[...document.querySelectorAll('.meter-name')].every((one) => one.scrollWidth <= one.clientWidth)`,
        ),
      ).toBe(true)
      const [pad, score] = [await box(page, '#tap'), await box(page, '#score')]
      expect(pad.bottom).toBeLessThanOrEqual(score.top)
      await page.getByRole('button', { name: 'mute rhythm' }).click()
      const last = await box(page, '.meter-strip:last-child')
      expect(last.bottom).toBeLessThanOrEqual(pad.top)
    })
  })

  describe('on a page that has been opened, and not played', () => {
    const { laptop } = SCREENS
    const studio = sharedStudio(() => browser, { viewport: { width: laptop[0], height: laptop[1] } })
    const sized = async (screen: Screen): Promise<Page> => {
      const [width, height] = SCREENS[screen]
      const { page } = studio()
      await page.setViewportSize({ width, height })
      return page
    }

    test.each(['laptop', 'wide laptop'] as const)(
      'the members of a quartet are all there at a glance: %s',
      async (screen) => {
        const page = await sized(screen)
        await page.waitForSelector('.meter-strip:nth-child(4)')
        const meters = await box(page, '#meters')
        expect((await box(page, '.meter-strip:last-child')).bottom).toBeLessThanOrEqual(meters.bottom)
        expect(await cut(page, '#meters')).toBe(0)
      },
    )

    test('what the studio says can be read to its end', async () => {
      const { page } = studio()
      expect(await page.textContent('#status')).toContain('space bar')
      for (const [width, height] of [
        [1280, 800],
        [1024, 768],
        [761, 700],
      ] as const) {
        await page.setViewportSize({ width, height })
        expect(await cut(page, '#status')).toBe(0)
        const [said, deck] = [await box(page, '#status'), await box(page, '#transport')]
        expect(said.right - said.left, `${width} px wide`).toBeGreaterThan(120)
        expect(deck.bottom - deck.top, `${width} px wide`).toBeLessThan(110)
      }
    })

    test('the practice settings stay inside the window', async () => {
      const page = await sized('laptop')
      await page.click('.settings summary')
      for (const width of [1440, 1280, 1024, 820, 761]) {
        await page.setViewportSize({ width, height: 800 })
        const panel = await box(page, '.settings-panel')
        expect(panel.left, `${width} px wide`).toBeGreaterThanOrEqual(0)
        expect(panel.right, `${width} px wide`).toBeLessThanOrEqual(width)
      }
      await page.click('.settings summary')
    })
  })

  test('the page stays where it is while the studio speaks, and while it records', async () => {
    await on('laptop', {}, async (page) => {
      const say = (words: string): Promise<unknown> =>
        page.evaluate(`document.querySelector('#status').textContent = ${JSON.stringify(words)}`)
      const quiet = new Map<Screen, number>()
      for (const recording of [false, true]) {
        if (recording) await page.click('button.record')
        if (recording) await expect.poll(() => page.textContent('.record-time')).toBe('0:01')
        for (const screen of ['laptop', 'wide laptop'] as const) {
          const [width, height] = SCREENS[screen]
          await page.setViewportSize({ width, height })
          await say('')
          if (!recording) quiet.set(screen, (await box(page, '#transport')).top)
          for (const words of [
            'Press play, and tap along with the space bar.',
            'Another program has changed the file. Save again to write over it.',
          ]) {
            await say(words)
            const { top, bottom } = await box(page, '#transport')
            expect(top, `${screen}: ${words}`).toBe(quiet.get(screen))
            const said = await box(page, '#status')
            expect([said.top > top, said.bottom < bottom], words).toEqual([true, true])
            expect(said.right).toBeLessThanOrEqual(width)
          }
        }
      }
    })
  })

  test('what is wrong with a text can be read to its end on a phone, which has no mark to point at', async () => {
    await on('phone', {}, async (page) => {
      expect(await page.getByRole('heading', { name: 'Silencio' }).count()).toBe(1)
      await page.tap('.tool[data-action="text"]')
      await page.fill('#editor textarea', 'tempo 120\nmetronome click { beat |X x x x| }\n')
      await expect.poll(() => page.textContent('#swap-note')).toContain('as in 96 bpm')
      expect(await cut(page, '#swap-note')).toBe(0)
      const [words, deck] = [await box(page, '#swap-note'), await box(page, '#transport')]
      expect(words.bottom).toBeLessThanOrEqual(deck.top)
    })
  })

  test('what has sounded stays inside its panel, however long its lines', async () => {
    await on('laptop', { file: memoryFile(SEVEN) }, async (page) => {
      await play(page)
      await bars(page, 1)
      await write(page, `// ${'long'.repeat(60)}\n`)
      // The panel shows what had sounded when it was opened.
      const opened = async (): Promise<string | null> => {
        await page.keyboard.press('Escape')
        await page.keyboard.press('Alt+KeyH')
        return page.textContent('dialog[open]')
      }
      await expect.poll(opened, { interval: 300 }).toContain('longlong')
      const [panel] = await boxes(page, 'dialog[open]')
      const rows = await boxes(page, 'dialog[open] button *')
      expect(rows.length).toBeGreaterThan(2)
      for (const { right } of rows) expect(right).toBeLessThanOrEqual(panel?.right ?? 0)
      const wider = `[...document.querySelectorAll('dialog[open], dialog[open] *')].filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0).length`
      expect(await page.evaluate(wider)).toBe(0)
    })
  })

  test('each tab bears the name of its piece', async () => {
    await on('phone', { file: memoryFile(SEVEN) }, async (page) => {
      expect(await page.title()).toBe('set.sil · Silencio')
    })
  })

  test('what the band does is said whole on the smallest phone', async () => {
    await on('small phone', { file: memoryFile(SEVEN) }, async (page) => {
      await play(page)
      await expect
        .poll(() => page.textContent('.transport-item-mode .transport-label'))
        .toBe('keeps time alone')
      expect(await cut(page, '.transport-item-mode')).toBe(0)
    })
  })

  test('the name of a section is whole on a stage', async () => {
    await on('laptop', { file: memoryFile(SEVEN) }, async (page) => {
      await play(page)
      await bars(page, 1)
      await page.keyboard.press('Alt+KeyS')
      await expect.poll(() => page.textContent('.transport-section')).toBe('interlude')
      expect(await cut(page, '.transport-section')).toBe(0)
      // Escape leaves the text where there is no pad as well: the space bar taps, and writes nothing.
      const written = await text(page)
      const taps = async (): Promise<number> => (await heard(page, 'tap')).length
      await page.keyboard.press('Alt+KeyE')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Space')
      await expect.poll(taps).toBe(1)
      // Nor does it press what was clicked last.
      await page.click('.deck-main .pause')
      await page.click('.deck-main .pause')
      await page.keyboard.press('Space')
      await expect.poll(taps).toBe(2)
      expect(await text(page)).toBe(written)
    })
  })

  test('a tablet upright has text and band one above the other', async () => {
    await on('tablet', { file: memoryFile(SEVEN) }, async (page) => {
      const [text, band] = [await box(page, '#editor-pane'), await box(page, '#stage')]
      expect(text.bottom).toBeLessThanOrEqual(band.top)
      expect(text.bottom - text.top).toBeGreaterThan(350)
    })
  })

  test('a window that was narrow has its text once it is wide, with sliders, and what is written there is played', async () => {
    const file = memoryFile(`${SEVEN}zones z { snap learn 20 ms in 5 ms..60 ms }\nplayer { zones z }\n`)
    const options = { viewport: { width: 700, height: 900 }, file }
    await withStudio(browser, options, async ({ page, requests, complaints }) => {
      expect(requests.filter((one) => one.includes('editor'))).toEqual([])
      await play(page)
      await bars(page, 1)
      await writesNarrow(page)
      await page.keyboard.press('Alt+KeyS')
      await page.setViewportSize({ width: 1280, height: 900 })
      await expect.poll(() => text(page)).toContain('interlude_guitar')
      expect(await text(page)).toContain('drummer narrow')
      expect(await page.locator('.text-field').count()).toBe(0)
      // As large as on any stage.
      const size = `getComputedStyle(document.querySelector('.monaco-editor .view-line')).fontSize`
      await expect.poll(() => page.evaluate(size)).toBe('22px')
      await page.keyboard.press('Alt+KeyS')
      await expect.poll(() => page.evaluate(size)).toBe('16px')
      await page.getByRole('slider', { name: 'slot z.snap' }).waitFor()
      // By its name: where a click would fall, the text may still be moving to make room for the slider.
      await page.locator('.monaco-editor').getByRole('textbox').focus()
      await page.keyboard.press('Control+End')
      await page.keyboard.insertText('drummer more { kick |x.x.| }\n')
      await until(
        page,
        `globalThis.heard.some((one) => one.kind === 'notes' && one.notes.some(({ member }) => member === 'more'))`,
        'what was written plays',
      )
      await page.setViewportSize({ width: 700, height: 900 })
      await page.setViewportSize({ width: 1280, height: 900 })
      expect(await page.locator('.monaco-editor[role=code]').count()).toBe(1)
      await expect.poll(() => text(page)).toContain('drummer more')
      expect(complaints).toEqual([])
    })
  })

  /** On a page that is narrow, or enlarged, the text stands in the band's place when it is asked for, and the band plays on. */
  async function writesNarrow(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Text', exact: true }).click()
    const field = page.getByRole('textbox', { name: /SIL text/ })
    await field.waitFor()
    // Drums stand one below the other, and the text begins at its beginning.
    const shown = (of: string) => page.evaluate(`((field) => ${of})(document.querySelector('.text-field'))`)
    expect(await shown('getComputedStyle(field).fontFamily')).toContain('DejaVu Sans Mono')
    expect(await shown('field.selectionStart')).toBe(0)
    const [area, deck] = [await box(page, '.text-field'), await box(page, '#transport')]
    expect(area.bottom).toBeLessThanOrEqual(deck.top)
    expect(area.bottom - area.top).toBeGreaterThan(300)
    // The keys are the text's at once.
    await page.keyboard.press('Control+End')
    await page.keyboard.insertText('drummer narrow { snare |xx| }\n')
    await until(
      page,
      `globalThis.heard.some((one) => one.kind === 'notes' && one.notes.some(({ member }) => member === 'narrow'))`,
      'what was written plays',
    )
    await page.keyboard.insertText('drummer nobody {')
    await expect.poll(() => page.textContent('#swap-note')).toMatch(/line \d/i)
    for (let i = 0; i < 'drummer nobody {'.length; i++) await page.keyboard.press('Backspace')
    await page.keyboard.press('Escape')
    expect(await page.isVisible('.text-field')).toBe(false)
    expect(await page.evaluate(`document.activeElement.id`)).toBe('tap')
    expect(await heard(page, 'ended')).toEqual([])
    await page.keyboard.press('Alt+KeyE')
    expect(await page.evaluate(`document.activeElement.className`)).toBe('text-field')
    // A key that is the studio's is not the text's; a press on the button brings the band back.
    await page.getByRole('button', { name: 'Text', exact: true }).click()
    expect(await page.isVisible('#tap')).toBe(true)
  }

  test('a phone on its side loads no editor, as upright', async () => {
    const [width, height] = SCREENS['phone on its side']
    await withStudio(browser, { viewport: { width, height }, touch: true }, async ({ page, requests }) => {
      expect(requests.filter((one) => one.includes('editor'))).toEqual([])
      expect(await page.isVisible('#editor-pane')).toBe(false)
    })
  })
})
