import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Checked } from '../../studio/compile-protocol.ts'
import type { StudioFile } from '../../studio/server/document.ts'
import { browserMissing } from '../harness/browser.ts'
import { pianoBank } from '../harness/piano.ts'
import { launchBrowser, type StudioPage, withStudio } from '../harness/studio.ts'
import {
  bars,
  checkedWith,
  heard,
  heardBeats,
  heardNotes,
  memoryFile,
  PIECE,
  play,
  text,
  until,
  write,
} from './talk.ts'

/** The editor's icons in sight, and whether their font has them: another's character has another width. */
function iconsShown(page: Page): Promise<{ readonly name: string; readonly has: boolean }[]> {
  return page.evaluate(`(async () => {
    await document.fonts.load('16px codicon')
    const context = document.createElement('canvas').getContext('2d')
    const width = (font, text) => { context.font = '16px ' + font; return context.measureText(text).width }
    return [...document.querySelectorAll('.codicon')].filter((icon) => icon.checkVisibility()).flatMap((icon) => {
      const { content } = getComputedStyle(icon, '::before')
      if (!content.startsWith('"')) return []
      const character = JSON.parse(content)
      const has = character === '' || width('codicon, monospace', character) !== width('monospace', character)
      return [{ name: icon.className, has }]
    })
  })()`)
}

describe.skipIf(browserMissing !== undefined)('the studio in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  const open = <T>(
    options: Parameters<typeof withStudio>[1],
    use: (studio: StudioPage) => Promise<T>,
  ): Promise<T> => withStudio(browser, options, use)

  test('plays, takes a tap, and takes an edit at the barline, without a word from the browser', async () => {
    const file = memoryFile()
    await open({ file, kept: true }, async ({ page, requests, url, complaints }) => {
      await play(page)
      await bars(page, 1)
      // Not in time with anything: one of them comes near enough to a beat to meet it.
      for (let i = 0; i < 8; i++) {
        await page.keyboard.press('Space')
        await page.waitForTimeout(130)
      }
      await until(
        page,
        `globalThis.heard.some((one) => one.kind === 'beats' && one.beats.some((beat) => beat.onset !== null))`,
        'a tap has met a beat',
      )
      const met = (await heardBeats(page)).find((beat) => beat.onset !== null)
      const taps = (await heard(page, 'tap')).map(({ tap }) => tap)
      const tap = taps.find(({ time }) => Math.abs(time - (met?.onset ?? 0)) < 1e-9)
      expect(tap?.n).toBe(met?.n)
      expect(tap?.deviation).toBeCloseTo(met?.deviation ?? 0, 6)
      // Nothing lies further from its beat than half of it; the band leans, so that beats differ a little.
      const longest = Math.max(...(await heardBeats(page)).map(({ length }) => length))
      for (const { deviation } of taps)
        expect(Math.abs(deviation ?? 0)).toBeLessThanOrEqual(500 * longest + 0.001)

      await write(page, 'drummer kit { kick |x.x.| }\n')
      await until(
        page,
        `globalThis.heard.some((one) => one.kind === 'notes' && one.notes.some((note) => note.member === 'kit'))`,
        'the drummer plays',
      )
      const first = (await heardNotes(page)).find(({ member }) => member === 'kit')
      expect(first?.beatNumber).toBe(1)
      await bars(page, (first?.measure ?? 0) + 1)

      const beats = await heardBeats(page)
      expect(beats.map((beat) => beat.n)).toEqual(beats.map((_, i) => i))
      const clicks = (await heardNotes(page)).filter(({ member }) => member === 'click')
      const places = clicks.map(({ measure, beatNumber }) => 4 * measure + beatNumber)
      expect(places).toEqual(places.map((_, i) => (places[0] ?? 0) + i))
      // It is heard, not only said.
      const peaks = (await heard(page, 'view')).map(({ view }) => view.members[0]?.peak ?? -Infinity)
      expect(Math.max(...peaks)).toBeGreaterThan(-40)

      await page.keyboard.press('Control+Shift+Period')
      await until(page, `globalThis.heard.some((one) => one.kind === 'ended')`, 'panic has ended it')
      expect((await heard(page, 'ended'))[0]?.log.end_reason).toBe('stopped')
      expect(complaints).toEqual([])
      expect(
        requests.filter(
          (one) => !one.startsWith(url) && !one.startsWith('blob:') && !one.startsWith('data:'),
        ),
      ).toEqual([])
      expect(requests.length).toBeGreaterThan(5)
    })
  })

  test('a broken edit changes nothing that sounds, and what sounded comes back with a key', async () => {
    await open({ file: memoryFile() }, async ({ page }) => {
      await play(page)
      await bars(page, 1)
      await write(page, 'drummer kit { kick |x.x.| }\n')
      await until(
        page,
        `globalThis.heard.filter((one) => one.kind === 'loaded').length === 2`,
        'the edit is loaded',
      )
      await write(page, 'drummer broken { kick |x.x. ')
      await checkedWith(page, true)
      await expect.poll(() => page.textContent('#swap-note')).toContain('plays on')
      await page.locator('.squiggly-error').first().waitFor()
      const before = (await heardNotes(page)).length
      await until(
        page,
        `globalThis.heard.filter((one) => one.kind === 'notes').flatMap((one) => one.notes).length > ${before + 8}`,
        'it has played on',
      )
      expect(await heard(page, 'loaded')).toHaveLength(2)

      await page.keyboard.press('Alt+ArrowLeft')
      await checkedWith(page, false)
      await expect.poll(() => text(page)).not.toContain('drummer')
      await until(
        page,
        `globalThis.heard.filter((one) => one.kind === 'loaded').length === 3`,
        'the first text is back',
      )
      expect((await heard(page, 'loaded')).map(({ problem }) => problem)).toEqual([null, null, null])
      const now = (await heard(page, 'view')).at(-1)?.view.beat?.measure ?? 0
      await bars(page, now + 2)
      const last = (await heardNotes(page)).filter(({ measure }) => measure >= now + 2)
      expect(new Set(last.map(({ member }) => member))).toEqual(new Set(['click']))
    })
  })

  test('a page at rest draws no frames, before it has played and after; what was lit goes out', async () => {
    const before = `
      globalThis.frames = 0
      const ask = requestAnimationFrame
      globalThis.requestAnimationFrame = (draw) => { globalThis.frames++; return ask(draw) }`
    await open({ file: memoryFile(), before }, async ({ page }) => {
      const inHalfASecond = async () => {
        const first = await page.evaluate<number>('globalThis.frames')
        await page.waitForTimeout(500)
        return (await page.evaluate<number>('globalThis.frames')) - first
      }
      await expect.poll(inHalfASecond).toBe(0)
      await play(page)
      await page.locator('.sil-lit').first().waitFor()
      expect(await inHalfASecond()).toBeGreaterThan(0)
      await page.keyboard.press('Control+Shift+Period')
      await page.locator('.sil-lit').first().waitFor({ state: 'detached' })
      await expect.poll(inHalfASecond).toBe(0)
    })
  })

  test('a text that broke before anything else sounded goes back to what sounds', async () => {
    await open({ file: memoryFile() }, async ({ page }) => {
      await play(page)
      await bars(page, 1)
      await write(page, 'drummer broken { kick |x.x. ')
      await checkedWith(page, true)
      await page.keyboard.press('Alt+ArrowLeft')
      await checkedWith(page, false)
      await expect.poll(() => text(page)).not.toContain('broken')
      await page.keyboard.press('Alt+ArrowLeft')
      await expect.poll(() => page.textContent('#status')).toBe('Nothing sounded before this.')
    })
  })

  test('a piece in which nobody plays says so, and what to do', async () => {
    await open({ file: memoryFile('') }, async ({ page }) => {
      await play(page)
      await expect.poll(() => page.textContent('#status')).toMatch(/Nobody plays.*Pieces/)
      await comesLater(page)
    })
  })

  /** A part that is loaded when it is wanted, and does not come, since there is no server: that is said, and the next wish brings it. */
  async function comesLater(page: StudioPage['page']): Promise<void> {
    await page.context().setOffline(true)
    await write(page, 'tempo 280 bmp\n')
    await expect.poll(() => page.textContent('#status')).toMatch(/mistakes is not loaded.*server/)
    await page.context().setOffline(false)
    await write(page, '\n')
    await checkedWith(page, true)
    for (const [keys, panel] of [
      ['Alt+KeyI', '.panel.input'],
      ['Alt+KeyT', '.panel.set'],
      ['Alt+Shift+KeyX', '.panel.export'],
    ] as const) {
      await page.context().setOffline(true)
      await page.evaluate(`document.querySelector('#status').textContent = ''`)
      await page.keyboard.press(keys)
      await expect.poll(() => page.textContent('#status')).toMatch(/server does not answer.*try again/)
      expect(await page.locator('dialog').count()).toBe(0)
      await page.context().setOffline(false)
      await page.keyboard.press(keys)
      await page.waitForSelector(panel)
      // With its style.
      expect(await page.evaluate(`getComputedStyle(document.querySelector('.panel-head')).display`)).not.toBe(
        'block',
      )
      await page.keyboard.press('Escape')
    }
  }

  test('edits wait for a word where they are told to', async () => {
    await open({ file: memoryFile() }, async ({ page }) => {
      await page.uncheck('#live-edits')
      await play(page)
      await bars(page, 1)
      await write(page, 'drummer kit { kick |x.x.| }\n')
      await checkedWith(page, false)
      await bars(page, 3)
      expect((await heardNotes(page)).some(({ member }) => member === 'kit')).toBe(false)
      expect(await heard(page, 'loaded')).toHaveLength(1)
      await page.keyboard.press('Control+Enter')
      await until(
        page,
        `globalThis.heard.some((one) => one.kind === 'notes' && one.notes.some((note) => note.member === 'kit'))`,
        'the drummer plays',
      )
      // The text has no line more: the key was the studio's.
      expect(await text(page)).not.toContain('}\n\n\n')
    })
  })

  test('a slider writes its number into the text, in one step to undo', async () => {
    const file = memoryFile(`${PIECE}zones z { snap learn 20 ms in 5 ms..60 ms }\nplayer { zones z }\n`)
    await open({ file }, async ({ page }) => {
      const slider = page.getByRole('slider', { name: 'slot z.snap' })
      await slider.waitFor()
      const box = await slider.boundingBox()
      if (box === null) throw new Error('the slider is nowhere')
      await page.mouse.move(box.x + box.width * 0.27, box.y + box.height / 2)
      await page.mouse.down()
      for (const share of [0.4, 0.6, 0.8])
        await page.mouse.move(box.x + box.width * share, box.y + box.height / 2)
      await page.mouse.up()
      const value = Number(/learn ([\d.]+) ms/.exec(await text(page))?.[1])
      expect(value).toBeGreaterThan(35)
      expect(value).toBeLessThanOrEqual(60)
      await until(
        page,
        `globalThis.heard.findLast((one) => one.kind === 'checked')?.checked.dials.some((dial) => dial.slot === 'z.snap' && dial.value === ${value})`,
        'it is compiled',
      )
      await page.click('.monaco-editor .view-lines', { position: { x: 300, y: 200 } })
      await until(page, `document.activeElement?.closest('.monaco-editor') != null`, 'the text has the focus')
      await page.keyboard.press('Control+Z')
      await expect.poll(() => text(page)).toMatch(/learn 20 ms +in/)
    })
  })

  test('cells light up as they sound', async () => {
    await open({ file: memoryFile() }, async ({ page }) => {
      await play(page)
      await bars(page, 1)
      const lit = new Set<string>()
      for (let i = 0; i < 40 && lit.size < 2; i++) {
        for (const cell of await page.locator('.sil-lit').allTextContents()) lit.add(cell)
        await page.waitForTimeout(30)
      }
      expect([...lit].sort()).toEqual(['X', 'x'])
      await page.click('button.play')
      await until(page, `document.querySelectorAll('.sil-lit').length === 0`, 'the lights are out')
    })
  })

  test('the space bar taps after a click on a control, and presses a control that was reached by keys', async () => {
    await open({ file: memoryFile() }, async ({ page }) => {
      await play(page)
      await bars(page, 1)
      await page.click('[data-action=stage]')
      await page.keyboard.press('Space')
      await until(page, `globalThis.heard.some((one) => one.kind === 'tap')`, 'the tap has fallen')
      expect(await page.getAttribute('[data-action=stage]', 'aria-pressed')).toBe('true')
      await page.focus('[data-action=stage]')
      await page.keyboard.press('Space')
      expect(await page.getAttribute('[data-action=stage]', 'aria-pressed')).toBe('false')
      expect(await heard(page, 'tap')).toHaveLength(1)
    })
  })

  test('a link carries the text and plays nothing by itself', async () => {
    const written = `${PIECE}// Grüße, ヘッド 🥁\n`
    const link = await open({ file: memoryFile(written) }, async ({ page }) => {
      await page.keyboard.press('Alt+Shift+KeyL')
      return page.inputValue('.panel.share input')
    })
    expect(link).toContain('/#s=')
    await open({ fragment: link.slice(link.indexOf('#')) }, async ({ page, complaints }) => {
      await expect.poll(() => text(page)).toContain('// Grüße, ヘッド 🥁')
      await page.waitForTimeout(300)
      expect(await heard(page, 'notes')).toEqual([])
      expect((await heard(page, 'view')).filter(({ view }) => view.playing)).toEqual([])
      expect(complaints).toEqual([])
    })
    await open({ fragment: link.slice(link.indexOf('#'), -9) }, async ({ page, complaints }) => {
      expect(await page.textContent('#status')).toContain('This link holds no piece')
      await expect.poll(() => text(page)).toContain('Pocket Trio')
      expect(complaints).toEqual([])
    })
  })

  test('saves the file, and says when another program has written it', async () => {
    const file = memoryFile()
    await open({ file }, async ({ page }) => {
      await write(page, '// mine\n')
      expect(await page.textContent('#piece-state')).toBe('not saved')
      await page.keyboard.press('Control+KeyS')
      await until(page, `document.querySelector('#status').textContent.includes('is saved')`, 'it is saved')
      expect(file.now()).toBe(`${PIECE}// mine\n`)
      // What is not saved here is never taken over.
      await write(page, '// more\n')
      file.write('// theirs\n')
      await page.keyboard.press('Control+KeyS')
      await until(
        page,
        `document.querySelector('#status').textContent.includes('Save again to write over it')`,
        'the conflict is told',
      )
      expect(file.now()).toBe('// theirs\n')
    })
  })

  test('gives an unsaved file back after another piece, and never writes that piece over it', async () => {
    const file = memoryFile()
    const choose = async (page: StudioPage['page'], name: string | RegExp) => {
      await page.click('#open-gallery')
      await page.locator('dialog').getByRole('button', { name }).first().click()
    }
    await open({ file }, async ({ page }) => {
      await play(page)
      await bars(page, 1)
      // Each has its turn: of two that come together the band takes up the newer one.
      const takenUp = async (change: () => Promise<void>) => {
        const before = (await heard(page, 'loaded')).length
        await change()
        const more = `globalThis.heard.filter((one) => one.kind === 'loaded').length > ${before}`
        await until(page, more, 'the band has it')
      }
      await takenUp(() => write(page, '// mine\n'))
      await takenUp(() => choose(page, /Balkan/))
      await expect.poll(() => text(page)).toContain('7/8')
      await takenUp(() => choose(page, 'set.sil'))
      await expect.poll(() => text(page)).toContain('// mine')
      expect(await page.textContent('#piece-state')).toBe('not saved')
      // What sounds is the file again; before it was the other piece.
      await page.keyboard.press('Alt+ArrowLeft')
      await expect.poll(() => page.textContent('#piece-name')).not.toBe('set.sil')
      await page.keyboard.press('Control+S')
      expect(file.now()).not.toContain('7/8')
      // A key that is held is one press.
      const before = (await heard(page, 'began')).length
      await page.evaluate(
        `for (let i = 0; i < 20; i++) dispatchEvent(new KeyboardEvent('keydown', { code: 'Period', ctrlKey: true, repeat: true, cancelable: true }))`,
      )
      await page.waitForTimeout(300)
      expect((await heard(page, 'began')).length).toBe(before)
      expect(await heard(page, 'ended')).toHaveLength(0)
    })
  })

  test('opens pieces of the gallery with what they import', async () => {
    await open({}, async ({ page }) => {
      await expect.poll(() => text(page)).toContain('band  "Pocket Trio"')
      await checkedWith(page, false)
      await page.click('#open-gallery')
      await page.click('.panel.pieces button:has-text("On Loan")')
      await checkedWith(page, false)
      const checked: Checked = await page.evaluate(
        `globalThis.heard.findLast((one) => one.kind === 'checked').checked`,
      )
      expect(checked.program).not.toBeNull()
    })
  })

  test('completes from the language and the file, and formats', async () => {
    await open({ file: memoryFile() }, async ({ page }) => {
      await write(page, '\ndrummer kit {\n  ki')
      // The server begins after the compiler, and what is typed before that it completes with the next key.
      await page.locator('.squiggly-error').first().waitFor()
      await page.keyboard.type('c')
      await page.locator('.suggest-widget .monaco-list-row:has-text("kick")').first().waitFor()
      await page.keyboard.press('Enter')
      await page.keyboard.insertText('   |x.x.|\n}\n')
      await checkedWith(page, false)
      await page.keyboard.press('Alt+Shift+KeyF')
      await expect.poll(() => text(page)).toMatch(/^ {2}kick {1,2}\|x\.x\.\|$/m)
    })
  })

  test('knows the language as other editors do: problems, fixes, hovers, renamings, what is imported', async () => {
    const sounds = 'timbre oak = "warm woody bass"\n'
    const piece = `import { oak } from "./sounds.sil"\n${PIECE}bassist bass {\n  line |1 . 5 .|\n  timbr oak\n}\n`
    const file: StudioFile = {
      ...memoryFile(piece),
      readBeside: (path) => (path === 'sounds.sil' ? { kind: 'text', text: sounds } : { kind: 'missing' }),
    }
    await open({ file }, async ({ page, complaints }) => {
      const cursorTo = async (line: number, column: number): Promise<void> => {
        await page.keyboard.press('Control+Home')
        for (let i = 1; i < line; i++) await page.keyboard.press('ArrowDown')
        for (let i = 1; i < column; i++) await page.keyboard.press('ArrowRight')
      }
      await page.locator('.squiggly-error').first().waitFor()
      await page.click('.monaco-editor .view-lines')
      // By its fix.
      await cursorTo(6, 4)
      await page.locator('.lightBulbWidget').click()
      const fix = page.locator('.action-widget .action:has-text("timbre")').first()
      await fix.waitFor()
      const icons = await iconsShown(page)
      await fix.click()
      await expect.poll(() => text(page)).toContain('timbre oak')
      await checkedWith(page, false)
      await page.locator('.squiggly-error').first().waitFor({ state: 'detached' })
      // A name of another file is known, and not renamed from here.
      await cursorTo(6, 12)
      await page.keyboard.press('Control+KeyK')
      await page.keyboard.press('Control+KeyI')
      await page.locator('.monaco-hover:has-text("warm woody bass")').first().waitFor()
      // A name of this one is renamed.
      await page.click('.monaco-editor .view-lines')
      await cursorTo(4, 11)
      await page.keyboard.press('F2')
      await page.locator('.rename-box input').fill('low')
      await page.keyboard.press('Enter')
      await expect.poll(() => text(page)).toContain('bassist low')
      await page.keyboard.press('Control+KeyF')
      await page.locator('.find-widget.visible').waitFor()
      icons.push(...(await iconsShown(page)))
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+End')
      await page.keyboard.type('met')
      await page.locator('.suggest-widget .monaco-list-row').first().waitFor()
      icons.push(...(await iconsShown(page)))
      // The font came without those that nobody sees.
      expect(new Set(icons.map(({ name }) => name)).size).toBeGreaterThan(10)
      expect(icons.filter(({ has }) => !has)).toEqual([])
      expect(complaints).toEqual([])
    })
  })

  test('plays without its language server, and says what is missing', async () => {
    await open({ file: memoryFile(), without: '/language-server.js' }, async ({ page }) => {
      await expect.poll(() => page.textContent('body')).toContain('The language server stopped')
      await write(page, 'drummer kit { kick |x.x.| }\n')
      await play(page)
      await bars(page, 1)
      expect((await heardNotes(page)).map(({ member }) => member)).toContain('kit')
    })
  })

  const pianoPiece = (timbre: string): string =>
    `tempo 280 bpm in 60 bpm..300 bpm
pianist keys { comp |x . X .| timbre "${timbre}" }
section A {
  bars 40
  chords | Cmaj7 |
}
`

  test('asks for the recordings of a piano when one plays from them, once, and keeps them', async () => {
    const asked = (requests: readonly string[]): number =>
      requests.filter((one) => one.endsWith('/sounds/piano.bin')).length
    await open({ file: memoryFile(pianoPiece('felt piano')) }, async ({ page, requests }) => {
      await play(page)
      await bars(page, 2)
      expect(asked(requests)).toBe(0)
    })
    await open(
      { file: memoryFile(pianoPiece('grand piano')), kept: true },
      async ({ page, requests, complaints }) => {
        await play(page)
        const kept = `caches.open('silencio-1').then((store) => store.match('/sounds/piano.bin'))`
        await expect
          .poll(
            () =>
              page.evaluate(
                `${kept}.then((found) => found?.arrayBuffer()).then((bytes) => bytes?.byteLength)`,
              ),
            { timeout: 15_000 },
          )
          .toBeGreaterThan(4e6)
        const before = asked(requests)
        // A service worker that is there already asks the server in its turn.
        expect([1, 2]).toContain(before)
        await write(page, 'metronome click { beat |X x x x| }\n')
        await until(
          page,
          `globalThis.heard.some((one) => one.kind === 'notes' && one.notes.some((note) => note.member === 'click'))`,
          'the edit sounds',
        )
        expect(asked(requests)).toBe(before)
        const sent: unknown = await page.evaluate(`globalThis.heard.filter((one) => one.kind === 'samples')`)
        expect(sent).toEqual([{ kind: 'samples', length: pianoBank().pcm.length }])
        expect(await heard(page, 'problem')).toEqual([])
        expect(complaints).toEqual([])
      },
    )
  })

  test('plays a modal piano, and says so, when its recordings are damaged', async () => {
    const file = memoryFile(pianoPiece('grand piano'))
    await open({ file, without: '/sounds/piano.bin' }, async ({ page }) => {
      // What is said may be said over: all of it counts.
      await page.evaluate(`
        globalThis.said = []
        new MutationObserver(() => globalThis.said.push(document.body.textContent)).observe(document.body,
          { subtree: true, childList: true, characterData: true })`)
      await play(page)
      await until(
        page,
        `globalThis.said.some((one) => one.includes('no file of samples); a modal piano plays instead'))`,
        'the page says that it is modal',
      )
      await until(page, `globalThis.heard.some((one) => one.kind === 'notes')`, 'it plays')
    })
  })

  test('opens and plays without its server, once it was there', async () => {
    await open({ file: memoryFile(), kept: true }, async ({ page, url, complaints, stopServer }) => {
      await until(
        page,
        `caches.open('silencio-1').then((store) => store.match('/editor.js')).then(Boolean)`,
        'the page is kept',
      )
      await stopServer()
      await page.reload()
      await page.waitForSelector('html[data-ready]')
      // The file is on a disk that is out of reach: the first piece is there.
      await expect.poll(() => text(page)).toContain('Pocket Trio')
      await play(page)
      await until(page, `globalThis.heard.some((one) => one.kind === 'notes')`, 'it plays')
      expect(page.url()).toBe(url)
      expect(complaints.filter((one) => !/ERR_|Failed to load/.test(one))).toEqual([])
    })
  })

  test('a phone has the band and a pad to tap on, and loads no editor', async () => {
    const viewport = { width: 390, height: 844 }
    await open({ file: memoryFile(), viewport, touch: true }, async ({ page, requests, complaints }) => {
      await play(page)
      await bars(page, 1)
      await page.tap('#tap')
      await until(page, `globalThis.heard.some((one) => one.kind === 'tap')`, 'the tap has fallen')
      expect(requests.filter((one) => one.includes('editor'))).toEqual([])
      expect(await page.isVisible('#editor')).toBe(false)
      const pad = await page.locator('#tap').boundingBox()
      expect(pad?.height).toBeGreaterThan(120)
      // As far from one edge of the screen as from the other, and nothing to scroll to.
      expect((pad?.x ?? 0) * 2 + (pad?.width ?? 0)).toBeCloseTo(viewport.width, 0)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width)
      expect(complaints).toEqual([])
    })
  })
})
