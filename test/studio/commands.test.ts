/** Pedals, buttons and bound keys: their laws, and the page with a MIDI device of the test's own. */

import fc from 'fast-check'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  actsWhileWriting,
  type Bindings,
  bindableKey,
  bound,
  COMMANDS,
  commandOf,
  createPresses,
  idOf,
  keepBindings,
  MOST_TRIGGERS,
  NO_BINDINGS,
  needsMidi,
  readBindings,
  type Trigger,
  triggerInWords,
  unbound,
} from '../../studio/page/commands/bindings.ts'
import { browserMissing } from '../harness/browser.ts'
import { launchBrowser, withStudio } from '../harness/studio.ts'
import { bars, heard, memoryFile, PIECE, play, text, until } from './talk.ts'

const key = (code: string): Trigger => ({ kind: 'key', code })
const someTrigger: fc.Arbitrary<Trigger> = fc.oneof(
  fc.constantFrom('PageDown', 'PageUp', 'ArrowLeft', 'KeyB').map(key),
  fc.nat(127).map((pitch): Trigger => ({ kind: 'note', pitch })),
  fc
    .tuple(fc.constantFrom('controller' as const, 'program' as const), fc.nat(15), fc.nat(127))
    .map(([kind, channel, number]): Trigger => ({ kind, channel, number })),
)
const someBindings: fc.Arbitrary<Bindings> = fc
  .array(fc.tuple(fc.constantFrom(...COMMANDS), someTrigger), { maxLength: 30 })
  .map((pairs) => pairs.reduce((all, [command, trigger]) => bound(all, command, trigger), NO_BINDINGS))

describe('what is bound', () => {
  test('does one thing: the last that it was bound to', () => {
    fc.assert(
      fc.property(someBindings, fc.constantFrom(...COMMANDS), someTrigger, (bindings, command, trigger) => {
        const next = bound(bindings, command, trigger)
        expect(commandOf(next, trigger)).toBe(command)
        const all = COMMANDS.flatMap((one) => next[one].map(idOf))
        expect(new Set(all).size).toBe(all.length)
        for (const one of COMMANDS) expect(next[one].length).toBeLessThanOrEqual(MOST_TRIGGERS)
        expect(commandOf(unbound(next, trigger), trigger)).toBeNull()
      }),
    )
  })

  test('comes back as it was kept, and what else may stand there is nothing', () => {
    fc.assert(
      fc.property(someBindings, (bindings) => {
        let kept = ''
        const setItem = (_: string, value: string): void => {
          kept = value
        }
        expect(keepBindings({ setItem }, bindings)).toBe(true)
        expect(readBindings({ getItem: () => kept })).toEqual(bindings)
      }),
    )
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (given) => {
        expect(readBindings({ getItem: () => given })).toEqual(NO_BINDINGS)
      }),
    )
    const later = { version: 2, bindings: { cue: [key('PageDown')] } }
    expect(readBindings({ getItem: () => JSON.stringify(later) })).toEqual(NO_BINDINGS)
    const strange = {
      version: 1,
      bindings: {
        cue: [key('Escape'), { kind: 'note', pitch: 200 }, null, key('PageDown')],
        play: [
          { kind: 'controller', channel: 0, number: 128 },
          { kind: 'controller', channel: 16, number: 64 },
          { kind: 'program', channel: 0, number: 1.5 },
          { kind: 'bend', channel: 0, number: 1 },
        ],
      },
    }
    expect(readBindings({ getItem: () => JSON.stringify(strange) }).play).toEqual(NO_BINDINGS.play)
    expect(readBindings({ getItem: () => JSON.stringify(strange) }).cue).toEqual([key('PageDown')])
  })

  test('asks for MIDI only where a MIDI device is bound', () => {
    expect(needsMidi(bound(NO_BINDINGS, 'cue', key('PageDown')))).toBe(false)
    expect(needsMidi(bound(NO_BINDINGS, 'cue', { kind: 'note', pitch: 36 }))).toBe(true)
  })

  test('is said as people say it: channels and programs from 1, middle C as C4', () => {
    expect(triggerInWords({ kind: 'note', pitch: 60 })).toBe('note C4')
    expect(triggerInWords({ kind: 'controller', channel: 0, number: 64 })).toBe('sustain pedal, channel 1')
    expect(triggerInWords({ kind: 'program', channel: 1, number: 0 })).toBe('program 1, channel 2')
    expect(triggerInWords(key('PageDown'))).toBe('Page Down')
  })
})

describe('a pedal', () => {
  const control = (value: number, number = 64) => ({ kind: 'controller' as const, channel: 0, number, value })

  test('acts once when it goes down, however it trembles above or below', () => {
    const { pressed } = createPresses()
    const acts = [0, 30, 63, 64, 90, 127, 100, 64, 63, 0, 127, 0, 127].map(
      (value) => pressed(control(value), 'a') !== null,
    )
    expect(acts).toEqual([false, false, false, true, ...new Array(6).fill(false), true, false, true])
  })

  test('that was pulled out while it was down acts when it is there again', () => {
    const { pressed, devices } = createPresses()
    expect([pressed(control(127), 'a'), pressed(control(127), 'b')].map((one) => one !== null)).toEqual([
      true,
      true,
    ])
    devices(['b'])
    devices(['a', 'b'])
    expect([pressed(control(127), 'a'), pressed(control(127), 'b')].map((one) => one !== null)).toEqual([
      true,
      false,
    ])
  })

  test('is its own on each device and number', () => {
    const { pressed } = createPresses()
    expect(pressed(control(127), 'a')).not.toBeNull()
    expect(pressed(control(127), 'b')).not.toBeNull()
    expect(pressed(control(127, 65), 'a')).not.toBeNull()
    const program = { kind: 'program' as const, channel: 0, number: 3, value: 127 }
    expect([pressed(program, 'a'), pressed(program, 'a')]).toEqual([
      { kind: 'program', channel: 0, number: 3 },
      { kind: 'program', channel: 0, number: 3 },
    ])
  })
})

describe('a key', () => {
  const press = (code: string, more = {}) =>
    bindableKey({ code, ctrlKey: false, metaKey: false, altKey: false, ...more })

  test('can be bound unless it means something else everywhere', () => {
    expect(press('PageDown')).toEqual(key('PageDown'))
    for (const code of ['Escape', 'Tab', 'ShiftLeft', 'MetaLeft', '']) expect(press(code)).toBeNull()
    expect(press('KeyN', { altKey: true })).toBeNull()
  })

  test('acts in the text only where nobody writes with it', () => {
    expect(['PageDown', 'F8', 'MediaTrackNext'].every(actsWhileWriting)).toBe(true)
    expect(['ArrowDown', 'Enter', 'KeyB', 'Space'].some(actsWhileWriting)).toBe(false)
  })
})

/** A MIDI device that says what the test tells it. */
const DEVICE = `
  const input = Object.assign(new EventTarget(), { id: '1', name: 'Pedalboard', state: 'connected' })
  globalThis.asked = 0
  navigator.requestMIDIAccess = async () => {
    globalThis.asked++
    return Object.assign(new EventTarget(), { inputs: new Map([['1', input]]) })
  }
  globalThis.midi = (...bytes) => {
    const event = new Event('midimessage')
    event.data = new Uint8Array(bytes)
    input.dispatchEvent(event)
  }
`

describe.skipIf(browserMissing !== undefined)('pedals in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  const learn = async (page: Page, command: string, pressIt: () => Promise<unknown>): Promise<void> => {
    await page.click(`.bindings [data-command=${command}]`)
    await pressIt()
    await page.waitForSelector(`.bindings [data-command=${command}][aria-pressed=false]`)
  }
  const midi = (page: Page, ...bytes: readonly number[]): Promise<unknown> =>
    page.evaluate(`globalThis.midi(${bytes.join(',')})`)

  const VAMP = `tempo 280 bpm\nsection a { bars 1 }\nsection b { bars 2 }\nform vamp a until cue, b\nmetronome click { beat |X x x x| }\n`

  test('are learned by pressing them, kept, and swallow what they say', async () => {
    await withStudio(browser, { file: memoryFile(VAMP), before: DEVICE }, async ({ page, complaints }) => {
      expect(await page.evaluate('globalThis.asked')).toBe(0)
      await page.keyboard.press('Alt+KeyM')
      await learn(page, 'cue', () => midi(page, 0xb0, 64, 127))
      await learn(page, 'play', () => midi(page, 0x99, 36, 100))
      await learn(page, 'tap', () => midi(page, 0xc0, 4))
      await learn(page, 'panic', () => page.keyboard.press('PageUp'))
      expect(await page.textContent('.panel.pedals')).toContain('sustain pedal, channel 1')
      expect(await page.textContent('.panel.pedals')).toContain('Heard by MIDI: Pedalboard.')
      await page.keyboard.press('Escape')
      await page.reload()
      await page.waitForSelector('html[data-ready]')
      // What is bound needs no panel, and MIDI is there again.
      await until(page, 'globalThis.asked === 1', 'MIDI is asked for')
      await page.waitForTimeout(100)
      await midi(page, 0x99, 36, 100)
      await bars(page, 2)
      expect((await heard(page, 'view')).at(-1)?.view.vamping).toBe(true)
      await midi(page, 0xb0, 64, 30)
      await midi(page, 0xb0, 64, 127)
      await until(
        page,
        `globalThis.heard.some((one) => one.kind === 'view' && one.view.section === 'b')`,
        'the vamp is left',
      )
      await midi(page, 0xc0, 4)
      await until(
        page,
        `globalThis.heard.filter((one) => one.kind === 'tap').length === 1`,
        'the tap has fallen',
      )
      await page.keyboard.press('PageUp')
      await until(page, `globalThis.heard.some((one) => one.kind === 'ended')`, 'panic has ended it')
      // The pad that plays is no stroke of the player's.
      expect(await heard(page, 'tap')).toHaveLength(1)
      expect(complaints).toEqual([])
    })
  })

  test('as keys leave the text alone where it is written, and are unbound by a press on them', async () => {
    const file = memoryFile(`${PIECE}${'// a line\n'.repeat(80)}`)
    await withStudio(browser, { file, before: DEVICE }, async ({ page }) => {
      await page.keyboard.press('Alt+KeyM')
      await page.focus('.bindings [data-command=play]')
      await page.keyboard.press('Enter')
      await page.keyboard.press('ArrowDown')
      await page.waitForSelector('.chip[data-trigger="key ArrowDown"]')
      await page.keyboard.press('Escape')
      await page.click('.monaco-editor .view-lines')
      await page.keyboard.press('ArrowDown')
      await page.waitForTimeout(200)
      expect(await heard(page, 'began')).toEqual([])
      // Locked, the text is not written, and the pedal is the pedal.
      await page.keyboard.press('Alt+KeyL')
      await page.click('.monaco-editor .view-lines')
      await page.keyboard.press('ArrowDown')
      await until(page, `globalThis.heard.some((one) => one.kind === 'began')`, 'it plays')
      await page.keyboard.press('Alt+KeyM')
      await page.click('.chip[data-trigger="key ArrowDown"]')
      expect(await page.locator('.chip').count()).toBe(0)
      expect(await page.evaluate('document.activeElement.dataset.command')).toBe('play')
      await page.keyboard.press('Escape')
      await page.keyboard.press('ArrowDown')
      await page.waitForTimeout(200)
      expect(await heard(page, 'ended')).toEqual([])
      await play(page)
    })
  })

  test('that is locked the text stays as it is, whatever is typed', async () => {
    await withStudio(browser, { file: memoryFile() }, async ({ page }) => {
      const before = await text(page)
      await page.keyboard.press('Alt+KeyL')
      expect(await page.getAttribute('[data-action=lock]', 'aria-pressed')).toBe('true')
      await page.click('.monaco-editor .view-lines')
      await page.keyboard.press('Control+End')
      await page.keyboard.type('nobody writes this')
      await page.keyboard.press('Backspace')
      expect(await text(page)).toBe(before)
      const said = page.locator('.monaco-editor-overlaymessage:not(.fadeOut)')
      await expect.poll(() => said.isVisible()).toBe(true)
      await page.keyboard.press('Alt+KeyL')
      // What it says is over.
      await expect.poll(() => said.count()).toBe(0)
      await page.click('.monaco-editor .view-lines')
      await page.keyboard.press('Control+End')
      await page.keyboard.insertText('// somebody does')
      await expect.poll(() => text(page)).toContain('somebody does')
    })
  })
})
