/** The set of an evening: its laws, its readiness, and the page. */

import fc from 'fast-check'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Program } from '../../studio/compile-protocol.ts'
import { createRehearsal } from '../../studio/page/set/rehearsal.ts'
import { createSet, type Opening } from '../../studio/page/set/set.ts'
import {
  added,
  EMPTY_SET,
  keepSet,
  MOST_PIECES,
  MOST_TEXT,
  moved,
  neighbour,
  openedAt,
  readSet,
  type SetList,
  without,
} from '../../studio/page/set/set-list.ts'
import { browserMissing } from '../harness/browser.ts'
import { launchBrowser, withStudio } from '../harness/studio.ts'
import { framesOf, OVERHEARD, toldOf } from './sound-talk.ts'
import { bars, heard, heardNotes, memoryFile, PIECE, play, TEMPO, text, until, write } from './talk.ts'

const piece = (title: string, its = title) => ({ title, text: its, path: 'a.sil', fromDisk: false })

function setOf(...titles: readonly string[]): SetList {
  let list = EMPTY_SET
  for (const title of titles) {
    const next = added(list, piece(title))
    if (next.ok) list = next.list
  }
  return list
}

const titles = ({ pieces }: SetList): readonly string[] => pieces.map(({ title }) => title)

function shelf(): Pick<Storage, 'getItem' | 'setItem'> & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }
}

describe('a set', () => {
  const someSet = fc
    .tuple(fc.array(fc.string({ minLength: 1, maxLength: 5 }), { maxLength: 9 }), fc.nat(9))
    .map(([names, at]) => openedAt(setOf(...names), at))

  test('keeps what is open open, whatever is moved, and loses none of its pieces', () => {
    fc.assert(
      fc.property(someSet, fc.nat(10), fc.constantFrom(-1 as const, 1 as const), (list, from, by) => {
        const next = moved(list, from, by)
        expect(next.pieces[next.at]?.id).toBe(list.pieces[list.at]?.id)
        expect(next.pieces.map(({ id }) => id).sort()).toEqual(list.pieces.map(({ id }) => id).sort())
        if (list.pieces[from] !== undefined && list.pieces[from + by] !== undefined)
          expect(next.pieces[from + by]).toBe(list.pieces[from])
      }),
    )
  })

  test('goes on with the piece after the one that was removed', () => {
    const list = openedAt(setOf('a', 'b', 'c'), 1)
    const next = without(list, 1)
    expect(titles(next)).toEqual(['a', 'c'])
    expect(next.pieces[neighbour(next, 1) ?? -1]?.title).toBe('c')
    expect(without(list, 0).pieces[without(list, 0).at]?.title).toBe('b')
    expect(without(list, 2).pieces[without(list, 2).at]?.title).toBe('b')
    // None stands there: what is open stays open.
    for (const nowhere of [-1, 3]) expect(without(list, nowhere)).toEqual(list)
  })

  test('begins with its first piece, and ends with its last', () => {
    const list = setOf('a', 'b')
    expect(neighbour(list, 1)).toBe(0)
    expect(neighbour(openedAt(list, 1), 1)).toBeNull()
    expect(neighbour(openedAt(list, 0), -1)).toBeNull()
    expect(neighbour(EMPTY_SET, 1)).toBeNull()
  })

  test('has room for an evening and for no more than the browser keeps', () => {
    const full = setOf(...Array.from({ length: MOST_PIECES }, (_, i) => String(i)))
    expect(added(full, piece('one more'))).toMatchObject({ ok: false })
    expect(added(setOf('a'), piece('b', 'x'.repeat(MOST_TEXT)))).toMatchObject({ ok: false })
  })

  test('is read as it was kept, and anything else as an empty one', () => {
    const on = shelf()
    const list = { ...setOf('a', 'Ünïcode 🥁'), goingOn: 'stop' as const }
    expect(keepSet(on, list)).toBe(true)
    expect(readSet(on)).toEqual({ ...list, at: -1 })
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readSet({ getItem: () => text })).toEqual(EMPTY_SET)
      }),
    )
    const version = { version: 1, pieces: [{ title: 'a' }, null, { ...piece('b'), text: 5 }, piece('c')] }
    expect(titles(readSet({ getItem: () => JSON.stringify(version) }))).toEqual(['c'])
    expect(
      keepSet(
        {
          setItem: () => {
            throw new Error('full')
          },
        },
        list,
      ),
    ).toBe(false)
  })
})

const program = (code: string): Program => ({
  code,
  title: code,
  members: [],
  bpm: 120,
  tempoRange: [60, 240],
  seed: 0,
  sections: [],
  cells: [],
})

describe('a piece of a set', () => {
  test('is tried once, however often it stands there, and says what is wrong with it', async () => {
    const tried: string[] = []
    const said: string[] = []
    const rehearsal = createRehearsal({
      compile: async ({ text: its }) =>
        its === 'wrong' ? { program: null, problem: 'line 1: no' } : { program: program(its) },
      tried: async (code) => {
        tried.push(code)
        return code === 'stuck' ? { ok: false, problem: 'it did not come to an end' } : { ok: true, gain: -3 }
      },
      onChange: ({ title }, { kind }) => said.push(`${title} ${kind}`),
    })
    const list = setOf('good', 'wrong', 'good', 'stuck')
    rehearsal.want(list.pieces)
    await expect.poll(() => said.length).toBe(4)
    expect(said).toEqual(['good ready', 'good ready', 'wrong broken', 'stuck broken'])
    expect(tried).toEqual(['good', 'stuck'])
    const [good, wrong] = list.pieces
    expect(good && rehearsal.of(good)).toMatchObject({ kind: 'ready', gain: -3 })
    expect(wrong && rehearsal.of(wrong)).toEqual({ kind: 'broken', why: 'line 1: no' })
  })

  test('that was taken out and comes back is tried again', async () => {
    const said: string[] = []
    const problems = ['the folder is gone', null]
    const rehearsal = createRehearsal({
      compile: async ({ text: its }) => {
        const problem = problems.shift() ?? null
        return problem === null ? { program: program(its) } : { program: null, problem }
      },
      tried: async () => ({ ok: true, gain: 0 }),
      onChange: ({ title }, { kind }) => said.push(`${title} ${kind}`),
    })
    const { pieces } = setOf('a')
    rehearsal.want(pieces)
    await expect.poll(() => said).toEqual(['a broken'])
    rehearsal.want([])
    rehearsal.want(pieces)
    await expect.poll(() => said).toEqual(['a broken', 'a ready'])
  })

  test('that is broken or not yet ready is not opened, and that is said', async () => {
    const opened: Opening[] = []
    const said: string[] = []
    const set = createSet({
      compile: async () => ({ program: null, problem: 'line 3: no' }),
      tried: async () => ({ ok: true, gain: 0 }),
      onOpen: (opening) => opened.push(opening),
      onChange() {},
      say: (words) => said.push(words),
      playing: () => null,
      shelf: shelf(),
    })
    set.add({ path: 'a.sil', text: 'x', library: { kind: 'files', files: {} } }, 'Broken')
    set.go(1)
    expect(said.at(-1)).toContain('still being made ready')
    await expect.poll(() => said.at(-1)).toContain('cannot be played: line 3: no')
    set.go(1)
    expect(opened).toEqual([])
    expect(set.list.at).toBe(-1)
  })

  test('goes on from a piece of it that plays already, and begins with the first where none does', async () => {
    const program = {
      code: 'x',
      title: '',
      members: [],
      bpm: 120,
      tempoRange: [60, 240] as const,
      seed: 0,
      sections: [],
      cells: [],
    }
    for (const [playing, next] of [
      [null, 'A'],
      ['a', 'B'],
      ['another', 'A'],
    ] as const) {
      const opened: string[] = []
      const set = createSet({
        playing: () => playing,
        compile: async () => ({ program, problem: null }),
        tried: async () => ({ ok: true, gain: 0 }),
        onOpen: ({ piece }) => opened.push(piece.title),
        onChange() {},
        say() {},
        shelf: shelf(),
      })
      for (const text of ['a', 'b'])
        set.add({ path: `${text}.sil`, text, library: { kind: 'files', files: {} } }, text.toUpperCase())
      await expect
        .poll(() => set.list.pieces.map((piece) => set.readinessOf(piece).kind))
        .toEqual(['ready', 'ready'])
      set.go(1)
      expect(opened).toEqual([next])
    }
  })
})

describe.skipIf(browserMissing !== undefined)('a set in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  const NEXT = `${PIECE.replace('metronome click', 'metronome other')}`

  /** The text as it is now goes into the set. */
  async function add(page: Page, pieces: number): Promise<void> {
    await page.keyboard.press('Alt+KeyT')
    await page.click('.panel.set .primary')
    await until(
      page,
      `document.querySelectorAll('.set-state[data-readiness="ready"], .set-state[data-readiness="broken"]').length === ${pieces}`,
      `${pieces} pieces are looked at`,
    )
    await page.keyboard.press('Escape')
  }

  async function rewrite(page: Page, whole: string): Promise<void> {
    await page.click('.monaco-editor .view-lines')
    await page.keyboard.press('Control+KeyA')
    await page.keyboard.insertText(whole)
    await page.keyboard.press('Escape')
  }

  test('goes on at the barline with a key: nothing lost, nothing doubled, and each piece its own session', async () => {
    await withStudio(browser, { file: memoryFile(), ...OVERHEARD }, async ({ page, complaints }) => {
      await add(page, 1)
      await rewrite(page, NEXT)
      await add(page, 2)
      expect(await page.textContent('#set-strip')).toContain('2 pieces')
      await page.keyboard.press('Alt+KeyN')
      await expect.poll(() => text(page)).toContain('metronome click')
      expect(await page.textContent('#set-strip')).toMatch(/now.*next.*1 of 2/)
      await play(page)
      await bars(page, 2)
      await page.keyboard.press('Alt+KeyN')
      await until(
        page,
        `globalThis.heard.some((one) => one.kind === 'notes' && one.notes.some(({ member, measure }) => member === 'other' && measure === 3))`,
        'the next piece plays',
      )
      await expect.poll(() => text(page)).toContain('metronome other')
      await page.keyboard.press('Control+Period')
      await until(page, `globalThis.heard.filter((one) => one.kind === 'ended').length === 2`, 'it has ended')

      const notes = await heardNotes(page)
      const places = (member: string) =>
        notes
          .filter((note) => note.member === member && note.measure >= 1)
          .map(({ measure, beatNumber }) => 4 * (measure - 1) + beatNumber - 1)
      const [first, second] = [places('click'), places('other')]
      expect(first).toEqual(first.map((_, i) => i))
      expect(second).toEqual(second.map((_, i) => i))
      // The first one ends with a whole bar, and the beats go on as if there were one piece.
      expect(first.length % 4).toBe(0)
      const frames = framesOf(await toldOf(page))
      const steps = frames.slice(1).map((frame, i) => frame - (frames[i] ?? 0))
      for (const step of steps) expect(Math.abs(step - (steps[0] ?? 0))).toBeLessThanOrEqual(1)
      const logs = (await heard(page, 'ended')).map(({ log }) => log)
      expect(new Set(logs.map(({ session_id }) => session_id)).size).toBe(2)
      expect(logs[0]?.duration_seconds).toBeCloseTo(((first.length + 4) * 60) / TEMPO, 3)
      expect((await heard(page, 'began')).length).toBe(2)
      expect(complaints).toEqual([])
    })
  })

  test('shows where it is while its piece is played, however that was begun, and what follows', async () => {
    await withStudio(browser, { file: memoryFile() }, async ({ page }) => {
      const strip = (): Promise<string | null> => page.textContent('#set-strip')
      await add(page, 1)
      expect(await strip()).toMatch(/1 piece$/)
      await rewrite(page, NEXT)
      await add(page, 2)
      await rewrite(page, PIECE)
      await until(page, `!document.querySelector('#swap-note').textContent`, 'the text is read')
      await play(page)
      await expect.poll(strip).toMatch(/^now.+next.+1 of 2$/)
      await page.keyboard.press('Alt+KeyN')
      await expect.poll(() => text(page)).toContain('metronome other')
      expect(await strip()).toMatch(/the end2 of 2$/)
    })
    // Added while it plays, it is what plays.
    await withStudio(browser, { file: memoryFile(NEXT) }, async ({ page }) => {
      await play(page)
      await bars(page, 1)
      await add(page, 1)
      expect(await page.textContent('#set-strip')).toMatch(/the end1 of 1$/)
    })
  })

  test('waits for the player where that was chosen', async () => {
    await withStudio(browser, { file: memoryFile() }, async ({ page }) => {
      await add(page, 1)
      await rewrite(page, NEXT)
      await add(page, 2)
      await page.keyboard.press('Alt+KeyT')
      await page.click('label[for=going-on-stop]')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Alt+KeyN')
      await play(page)
      await bars(page, 1)
      await page.keyboard.press('Alt+KeyN')
      await until(page, `globalThis.heard.some((one) => one.kind === 'ended')`, 'the first has ended')
      await expect.poll(() => text(page)).toContain('metronome other')
      await page.waitForTimeout(600)
      expect((await heardNotes(page)).some(({ member }) => member === 'other')).toBe(false)
      await play(page)
      await until(
        page,
        `globalThis.heard.some((one) => one.kind === 'notes' && one.notes.some(({ member }) => member === 'other'))`,
        'the second plays',
      )
    })
  })

  test('is kept, moved and emptied by the keyboard, and what is broken in it stops nothing', async () => {
    await withStudio(browser, { file: memoryFile() }, async ({ page, complaints }) => {
      await add(page, 1)
      await write(page, 'drummer broken { kick |x.x. ')
      await add(page, 2)
      expect(await page.textContent('#status')).toMatch(/cannot be played: line \d/)
      await page.keyboard.press('Alt+ArrowLeft')
      await page.reload()
      await page.waitForSelector('html[data-ready]')
      await page.keyboard.press('Alt+KeyN')
      await play(page)
      await bars(page, 1)
      await page.keyboard.press('Alt+KeyN')
      await expect.poll(() => page.textContent('#status')).toContain('cannot be played')
      const before = (await heardNotes(page)).length
      await until(
        page,
        `globalThis.heard.filter((one) => one.kind === 'notes').flatMap((one) => one.notes).length > ${before + 5}`,
        'the first plays on',
      )
      await page.keyboard.press('Alt+KeyT')
      const rows = page.locator('.set-pieces li')
      await expect.poll(() => rows.count()).toBe(2)
      expect(await rows.nth(1).locator('.choice').isDisabled()).toBe(true)
      await rows.nth(1).locator('[data-do=up]').focus()
      await page.keyboard.press('Enter')
      expect(await rows.nth(0).locator('.set-state').getAttribute('data-readiness')).toBe('broken')
      // The keyboard stays with the piece.
      expect(await page.evaluate(`document.activeElement.closest('li').dataset.place`)).toBe('0')
      await rows.nth(0).locator('[data-do=remove]').focus()
      await page.keyboard.press('Enter')
      expect(await rows.count()).toBe(1)
      expect(await page.evaluate(`JSON.parse(localStorage.getItem('silencio.set')).pieces.length`)).toBe(1)
      expect(complaints).toEqual([])
    })
  })
})
