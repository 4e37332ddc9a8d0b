/** Parts of the page that need no page. */

import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { BandRequest } from '../../studio/band-protocol.ts'
import type { Dial, Program } from '../../studio/compile-protocol.ts'
import { dialPosition, dialValue, STEPS, writtenAs } from '../../studio/editor/dial-scale.ts'
import { heardAt } from '../../studio/page/clock.ts'
import { createEdits } from '../../studio/page/edits.ts'
import { fileStem, titleUnread } from '../../studio/page/file-stem.ts'
import { changeBetween, createHistory } from '../../studio/page/history.ts'
import { isKept } from '../../studio/page/kept-session.ts'
import { createLitCells } from '../../studio/page/lit-cells.ts'
import { loopAfter } from '../../studio/page/loop-after.ts'
import { practiceTempo } from '../../studio/page/practice-tempo.ts'
import { keepSet, readSet } from '../../studio/page/set/set-list.ts'
import { pageShelf } from '../../studio/page/shelf.ts'
import { findShortcut, inWords, SHORTCUTS } from '../../studio/page/shortcuts.ts'
import type { BeatMark, NoteMark } from '../../studio/protocol.ts'
import { compiled } from './fake-band.ts'

describe('the sessions that are kept', () => {
  const summary = {
    met: 3,
    beats: 4,
    seconds: 9,
    middle: -4,
    spread: null,
    zones: { snap: 1, follow: 0, limit: 0 },
    from: 96,
    to: 97,
    bins: [0, 3],
  }
  const row = { id: 1, at: '2026-01-01T00:00:00Z', title: 'a', summary, log: { onset_times: [] } }

  test('are shown only as far as they are sessions', () => {
    expect(isKept(row)).toBe(true)
    const { zones: _, ...without } = summary
    for (const wrong of [
      null,
      7,
      {},
      { ...row, summary: without },
      { ...row, title: 3 },
      { ...row, log: null },
    ])
      expect(isKept(wrong)).toBe(false)
  })
})

describe('where the browser gives no storage', () => {
  afterEach(() => vi.unstubAllGlobals())

  test('nothing is kept, and nothing breaks', () => {
    vi.stubGlobal('localStorage', undefined)
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      get() {
        throw new DOMException('denied', 'SecurityError')
      },
    })
    expect(readSet(pageShelf()).pieces).toEqual([])
    expect(keepSet(pageShelf(), readSet(pageShelf()))).toBe(false)
  })
})

describe('the history of what sounded', () => {
  test('knows whose each text was', () => {
    const history = createHistory<{ readonly path: string }>()
    history.add('a', null, { path: 'one.sil' })
    history.add('b', 3, { path: 'two.sil' })
    history.go(-1)
    expect(history.entries[history.at]?.piece?.path).toBe('one.sil')
  })

  test('tells whoever shows it of each change', () => {
    const changed = vi.fn()
    const history = createHistory(changed)
    history.add('a', null)
    history.add('b', 3)
    expect(changed).toHaveBeenCalledTimes(2)
    history.go(-1)
    expect(changed).toHaveBeenCalledTimes(3)
    history.clear()
    expect(changed).toHaveBeenCalledTimes(4)
    expect(history).toMatchObject({ entries: [], at: -1 })
  })

  test('goes back step by step, and forward again', () => {
    const history = createHistory()
    for (const text of ['a', 'b', 'c']) history.add(text, null)
    expect(history.go(-1)).toBe('b')
    history.add('b', 5)
    expect(history.go(-1)).toBe('a')
    history.add('a', 6)
    expect(history.go(-1)).toBeNull()
    expect(history.go(1)).toBe('b')
    history.add('b', 7)
    expect(history.go(1)).toBe('c')
    expect(history.entries.map(({ text }) => text)).toEqual(['a', 'b', 'c'])
  })

  test('loses nothing when something new sounds after a step back', () => {
    const history = createHistory()
    for (const text of ['a', 'b']) history.add(text, null)
    history.go(-1)
    history.add('a', 3)
    history.add('c', 4)
    expect(history.entries.map(({ text }) => text)).toEqual(['a', 'b', 'c'])
    expect(history.at).toBe(2)
  })

  test('says what is new', () => {
    expect(changeBetween(null, 'a')).toBe('the piece as it began')
    expect(changeBetween('a\nb\n', 'a\n  kick   |x.|\n')).toBe('kick |x.|')
    expect(changeBetween('a\nb\nc', 'a\nx\ny')).toBe('x (and 1 more)')
    expect(changeBetween('a\nb', 'x\nb')).toBe('x')
    expect(changeBetween('a\nb', 'a')).toBe('lines at the end removed')
    expect(changeBetween('a\nb', 'a')).toBe('lines at the end removed')
    expect(changeBetween('a\nb', 'a\n')).toBe('line 2 emptied')
  })
})

describe('the way of an edit to the band', () => {
  const program = (code: string): Program => ({
    code,
    title: '',
    members: [],
    bpm: 120,
    tempoRange: [60, 240],
    seed: 0,
    sections: [],
    cells: [],
  })
  const checked = (version: number, code: string | null) => ({
    version,
    problems: [],
    notice: null,
    dials: [],
    program: code === null ? null : program(code),
    milliseconds: 0,
  })

  function edits(live = true, piece = () => 'a.sil') {
    const sent: string[] = []
    const taken: string[] = []
    const pieces: string[] = []
    const refused: string[] = []
    const made = createEdits({
      send: (request: BandRequest) => {
        if (request.kind === 'load') sent.push(request.code)
      },
      swap: () => 'bar',
      live: () => live,
      piece,
      input: () => ({ latency: 0, calibrated: false }),
      onSent: () => {},
      onTaken: ({ text, piece: its }) => {
        taken.push(text)
        pieces.push(its)
      },
      onRefused: (problem) => refused.push(problem),
    })
    return { ...made, sent, taken, pieces, refused }
  }

  test('what is typed waits for the hands to rest; only the last of it plays', () => {
    vi.useFakeTimers()
    const { changed, checked: check, sent } = edits()
    changed('a', 1, 'tool')
    check(checked(1, 'first'))
    expect(sent).toEqual(['first'])
    for (const [i, code] of ['t1', 't12', 't120'].entries()) {
      changed(code, i + 2, 'hand')
      check(checked(i + 2, code))
      vi.advanceTimersByTime(100)
    }
    expect(sent).toEqual(['first'])
    vi.advanceTimersByTime(400)
    expect(sent).toEqual(['first', 't120'])
    vi.useRealTimers()
  })

  test('what is wanted at once is that text, and not the next one', () => {
    vi.useFakeTimers()
    const { changed, checked: check, send, sent } = edits()
    changed('a', 1, 'tool')
    check(checked(1, 'first'))
    changed('b', 2, 'hand')
    check({ ...checked(2, 'broken'), program: null })
    send()
    // On the way to 120.
    changed('tempo 1', 3, 'hand')
    check(checked(3, 'tempo 1'))
    expect(sent).toEqual(['first'])
    vi.advanceTimersByTime(400)
    expect(sent).toEqual(['first', 'tempo 1'])
    vi.useRealTimers()
  })

  test('a dial that is turned is heard while it turns, some six times a second', () => {
    vi.useFakeTimers()
    const { changed, checked: check, sent } = edits()
    for (let i = 0; i < 60; i++) {
      changed(`${i}`, i, 'tool')
      check(checked(i, `${i}`))
      vi.advanceTimersByTime(20)
    }
    vi.advanceTimersByTime(500)
    expect(sent.length).toBeGreaterThan(6)
    expect(sent.length).toBeLessThan(12)
    expect(sent.at(-1)).toBe('59')
    vi.useRealTimers()
  })

  test('a broken text is not sent, and the mended one is', () => {
    vi.useFakeTimers()
    const { changed, checked: check, sent } = edits()
    changed('a', 1, 'tool')
    check(checked(1, 'first'))
    vi.advanceTimersByTime(200)
    changed('b', 2, 'tool')
    check(checked(2, null))
    expect(sent).toEqual(['first'])
    changed('c', 3, 'tool')
    check(checked(3, 'mended'))
    expect(sent).toEqual(['first', 'mended'])
    vi.useRealTimers()
  })

  test('where edits wait for a word, they go with it', () => {
    const { changed, checked: check, send, sent } = edits(false)
    changed('a', 1, 'tool')
    check(checked(1, 'first'))
    changed('b', 2, 'hand')
    check(checked(2, 'second'))
    expect(sent).toEqual(['first'])
    send()
    expect(sent).toEqual(['first', 'second'])
  })

  test('a word that comes before the compiler’s answer waits for it', () => {
    const { changed, checked: check, send, sent } = edits(false)
    changed('a', 1, 'tool')
    check(checked(1, 'first'))
    changed('b', 2, 'hand')
    send()
    expect(sent).toEqual(['first'])
    check(checked(2, 'second'))
    expect(sent).toEqual(['first', 'second'])
  })

  test('the band’s answer is for the text that was sent', () => {
    vi.useFakeTimers()
    const { changed, checked: check, loaded, taken, refused } = edits()
    changed('a', 1, 'tool')
    check(checked(1, 'first'))
    vi.advanceTimersByTime(200)
    changed('b', 2, 'tool')
    check(checked(2, 'second'))
    loaded({ kind: 'loaded', revision: 1, at: null, problem: 'a newer edit took its place' })
    loaded({ kind: 'loaded', revision: 2, at: 4, problem: null })
    loaded({ kind: 'loaded', revision: 7, at: 4, problem: null })
    expect(taken).toEqual(['b'])
    expect(refused).toEqual([])
    vi.useRealTimers()
  })

  test('what is taken is the piece that was open when it was sent, whatever is open by then', () => {
    let open = 'a.sil'
    const { changed, checked: check, loaded, pieces } = edits(true, () => open)
    changed('a', 1, 'tool')
    check(checked(1, 'first'))
    open = 'b.sil'
    loaded({ kind: 'loaded', revision: 1, at: null, problem: null })
    expect(pieces).toEqual(['a.sil'])
  })
})

describe('sliders', () => {
  const dial = (min: number, max: number, step: number, scale: Dial['scale'] = 'linear'): Dial => ({
    start: 0,
    end: 1,
    digits: { start: 0, end: 1 },
    value: min,
    unit: '',
    min,
    max,
    step,
    scale,
    slot: null,
  })

  test('reach both ends of their range and nothing beyond', () => {
    for (const scale of ['linear', 'log'] as const) {
      expect(dialValue(dial(5, 60, 0.5, scale), 0)).toBe(5)
      expect(dialValue(dial(5, 60, 0.5, scale), STEPS)).toBe(60)
    }
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 2000 }), (position) => {
        const value = dialValue(dial(5, 60, 0.5), position)
        expect(value).toBeGreaterThanOrEqual(5)
        expect(value).toBeLessThanOrEqual(60)
      }),
    )
  })

  test('stand where their value is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: STEPS }),
        fc.constantFrom('linear' as const, 'log' as const),
        (at, scale) => {
          const made = dial(10, 1000, 0.001, scale)
          expect(Math.abs(dialPosition(made, dialValue(made, at)) - at)).toBeLessThanOrEqual(1)
        },
      ),
    )
  })

  test('write numbers as people do', () => {
    expect(writtenAs(20, dial(5, 60, 0.5))).toBe('20')
    expect(writtenAs(20.5, dial(5, 60, 0.5))).toBe('20.5')
    expect(writtenAs(0.30000000000000004, dial(0, 1, 0.01))).toBe('0.3')
    expect(writtenAs(-0.0001, dial(-1, 1, 0.01))).toBe('0')
    expect(writtenAs(-6.5, dial(-48, 6, 0.5))).toBe('-6.5')
    expect(writtenAs(120, dial(30, 240, 1))).toBe('120')
  })
})

describe('the moment of a tap', () => {
  const context = (contextTime: number, performanceTime: number, currentTime = 5, outputLatency = 0.02) => ({
    currentTime,
    outputLatency,
    getOutputTimestamp: () => ({ contextTime, performanceTime }),
  })

  test('is what the loudspeaker gave then', () => {
    // At 1000 ms of the page the loudspeaker gave 4.9; the key went down 12 ms earlier.
    expect(heardAt(context(4.9, 1000), 988, 1010)).toBeCloseTo(4.888, 9)
  })

  test('is reckoned from what is rendered where the browser does not say', () => {
    expect(heardAt(context(0, 0), 990, 1000)).toBeCloseTo(5 - 0.01 - 0.02, 9)
    // A browser that has just woken up.
    expect(heardAt(context(1, 1000), 990, 1000)).toBeCloseTo(4.97, 9)
  })
})

describe('cells that light up', () => {
  const piece = compiled(
    'metronome click { beat |X x x x| }\ndrummer kit { kick |x . x .| . x . x| }\nsection a { bars 3  chords | C | F | G | }\nsection b { bars 2 }\nform a * 2, b\n',
  )
  const text = (cell: number | undefined, source = piece): string => JSON.stringify(source.cells[cell ?? -1])
  const beat = (n: number, section: string): BeatMark => ({
    n,
    measure: Math.floor(n / 4) + 1,
    beatNumber: (n % 4) + 1,
    section,
    time: n * 0.5,
    grid: n * 0.5,
    length: 0.5,
    bpm: 120,
    mode: 'snap',
    confidence: 1,
    onset: null,
    deviation: null,
  })
  const note = (
    measure: number,
    beatNumber: number,
    voice: string,
    cell: number,
    member = 'kit',
  ): NoteMark => ({
    time: ((measure - 1) * 4 + beatNumber - 1) * 0.5,
    grid: 0,
    duration: 0,
    measure,
    beatNumber,
    member,
    voice,
    pitch: null,
    velocity: 0.7,
    mode: 'snap',
    cell,
  })

  test('are those of the pattern bar that plays, which begins anew with each section', () => {
    const lit = createLitCells()
    lit.program(piece, 1, Number.NEGATIVE_INFINITY)
    for (let n = 0; n < 32; n++) lit.beats([beat(n, n < 24 ? 'a' : 'b')])
    const shownAt = (measure: number, beatNumber: number, cell: number): string => {
      lit.notes([note(measure, beatNumber, 'kick', cell)])
      const time = ((measure - 1) * 4 + beatNumber - 1) * 0.5
      const kick = piece.sections[0]?.voices['kit/kick']?.cells ?? {}
      const found = lit.at(time + 0.01).cells.find((one) => Object.values(kick).includes(one))
      return text(found)
    }
    const kick = piece.sections[0]?.voices['kit/kick']?.cells ?? {}
    expect(shownAt(1, 1, 1)).toBe(text(kick['0:1']))
    expect(shownAt(2, 2, 2)).toBe(text(kick['1:2']))
    expect(shownAt(3, 1, 1)).toBe(text(kick['0:1']))
    // Bar 4 is the first of the second time through.
    expect(shownAt(4, 3, 3)).toBe(text(kick['0:3']))
    expect(shownAt(8, 2, 2)).toBe(text(kick['1:2']))
  })

  test('go out when their stroke is over, and the chord stays', () => {
    const lit = createLitCells()
    lit.program(piece, 1, Number.NEGATIVE_INFINITY)
    for (let n = 0; n < 12; n++) lit.beats([beat(n, 'a')])
    lit.notes([note(2, 2, 'kick', 2)])
    expect(lit.at(2.51).cells).toHaveLength(2)
    expect(lit.at(2.8).cells).toHaveLength(1)
    const [chord] = lit.at(2.8).cells
    expect(chord).toBe(piece.sections[0]?.chords[1]?.cell)
  })

  test('are those of the text that sounds, not of the one that waits', () => {
    const lit = createLitCells()
    lit.program(piece, 1, Number.NEGATIVE_INFINITY)
    lit.program(piece, 2, 2)
    for (let n = 0; n < 12; n++) lit.beats([beat(n, 'a')])
    lit.notes([note(1, 1, 'kick', 1), note(2, 2, 'kick', 2)])
    expect(lit.at(0.05).version).toBe(1)
    expect(lit.at(2.55).version).toBe(2)
  })

  test('are none of the text before, however long its notes are, and none once all is over', () => {
    const lit = createLitCells()
    lit.program(piece, 1, Number.NEGATIVE_INFINITY)
    for (let n = 0; n < 12; n++) lit.beats([beat(n, 'a')])
    lit.notes([{ ...note(1, 4, 'kick', 1), duration: 1 }])
    const kick = piece.sections[0]?.voices['kit/kick']?.cells['0:1']
    expect(lit.at(1.9).cells).toContain(kick)
    lit.program(piece, 2, 2)
    expect(lit.at(2.1)).toMatchObject({ version: 2, cells: [piece.sections[0]?.chords[1]?.cell] })
    lit.notes([note(3, 1, 'kick', 1)])
    lit.clear()
    expect(lit.at(4.01).cells).toEqual([])
  })
})

describe('the keys', () => {
  test('no two do different things', () => {
    const seen = SHORTCUTS.map(({ code, key, mod, alt, shift }) => [code, key, mod, alt, shift].join())
    expect(new Set(seen).size).toBe(seen.length)
  })

  test('take no sign from whoever writes', () => {
    const plain = SHORTCUTS.filter(({ alt, mod, outside }) => !(alt || mod || outside))
    expect(plain.map(({ code }) => code)).toEqual(['Escape'])
  })

  test('are said as they are printed', () => {
    const said = (action: string, platform: string) => {
      const one = SHORTCUTS.find((shortcut) => shortcut.action === action)
      return one === undefined ? null : inWords(one, platform)
    }
    expect(said('share', 'Win32')).toBe('Alt Shift L')
    expect(said('share', 'MacIntel')).toBe('⌥⇧L')
    expect(said('play', 'Linux x86_64')).toBe('Ctrl .')
    expect(said('help', 'MacIntel')).toBe('?')
  })

  test('that write letters are the text’s while one writes', () => {
    const question = {
      key: '?',
      code: 'Slash',
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      shiftKey: true,
    }
    expect(findShortcut(question, true, '')).toBeUndefined()
    expect(findShortcut(question, false, '')?.action).toBe('help')
  })

  test('are found by what is printed on them, on a French keyboard, too', () => {
    const press = (code: string, key: string, held: 'ctrlKey' | 'altKey', shiftKey = false) => {
      const none = { ctrlKey: false, metaKey: false, altKey: false }
      return findShortcut({ ...none, [held]: true, code, key, shiftKey }, true, 'Win32')?.action
    }
    // M lies where others have a semicolon, a comma where they have M, and a point is a semicolon's capital.
    expect(press('Semicolon', 'm', 'altKey')).toBe('pedals')
    expect(press('KeyM', ',', 'altKey')).toBe('down')
    expect(press('Comma', '.', 'altKey', true)).toBe('up')
    expect(press('Comma', '.', 'ctrlKey', true)).toBe('play')
    // By its place, as ever, what has no other use.
    expect(press('Period', ':', 'ctrlKey')).toBe('play')
    expect(press('Period', '/', 'ctrlKey', true)).toBe('panic')
    expect(press('Comma', ';', 'altKey')).toBe('down')
    expect(press('Period', '>', 'ctrlKey', true)).toBe('panic')
    expect(press('KeyL', 'L', 'altKey', true)).toBe('share')
    expect(press('KeyL', 'l', 'altKey')).toBe('lock')
    // In Dvorak L lies where others have P, and X where they have B.
    expect(press('KeyP', 'L', 'altKey', true)).toBe('share')
    expect(press('KeyB', 'X', 'altKey', true)).toBe('export')
    expect(press('KeyX', 'x', 'altKey')).toBeUndefined()
  })

  describe('of a Mac, where Option writes', () => {
    const option = (code: string, key: string, shiftKey = false) => ({
      key,
      code,
      ctrlKey: false,
      metaKey: false,
      altKey: true,
      shiftKey,
    })
    const presses = [
      ['a French bar line', option('KeyL', '|', true), 'share'],
      ['a Danish bar line', option('KeyI', '|'), 'input'],
      ['a German tilde', option('KeyN', 'Dead'), 'next'],
      ['a Polish letter', option('KeyS', 'ś'), 'stage'],
      ['another one, a capital', option('KeyX', 'Ź', true), 'export'],
      ['a Latvian letter', option('KeyG', 'ģ'), 'gallery'],
      ['a way over a word', option('ArrowLeft', 'ArrowLeft'), 'back'],
      ['a way back over it', option('ArrowRight', 'ArrowRight'), 'forward'],
    ] as const

    test.each(presses)('let %s be written, and mean something outside the text', (_, press, action) => {
      expect(findShortcut(press, true, 'MacIntel')).toBeUndefined()
      expect(findShortcut(press, false, 'MacIntel')?.action).toBe(action)
      expect(findShortcut(press, true, 'Win32')?.action).toBe(action)
    })

    test('mean in the text, too, what they mean where they write nothing that SIL has', () => {
      expect(findShortcut(option('KeyG', '©'), true, 'MacIntel')?.action).toBe('gallery')
      expect(findShortcut(option('KeyI', 'Dead'), true, 'MacIntel')?.action).toBe('input')
      // A French and an American S.
      expect(findShortcut(option('KeyS', 'Ò'), true, 'MacIntel')?.action).toBe('stage')
      expect(findShortcut(option('KeyS', 'ß'), true, 'MacIntel')?.action).toBe('stage')
      expect(findShortcut(option('Period', '≥'), true, 'MacIntel')?.action).toBe('up')
    })
  })
})

test('a title becomes the name of a file', () => {
  expect(fileStem('Pocket Trio')).toBe('pocket-trio')
  expect(fileStem('../../etc/passwd')).toBe('etc-passwd')
  expect(fileStem('Straße №5 ~ live!')).toBe('straße-5-live')
  expect(fileStem('???')).toBe('piece')
})

test('a piece that is not compiled yet is called what the compiler will call it where it has no title', () => {
  expect(fileStem(titleUnread('set.sil'))).toBe('set')
  expect(titleUnread('songs/Blue.SIL')).toBe('Blue')
  expect(titleUnread('Pocket Trio')).toBe('Pocket Trio')
  expect(titleUnread('.sil')).toBe('.sil')
})

describe('a loop', () => {
  test('follows its section to another name, in the same place, and no other', () => {
    expect(loopAfter('B', ['A', 'B'], ['A', 'chorus'])).toBe('chorus')
    expect(loopAfter('B', ['A', 'B'], ['B', 'C'])).toBe('B')
    for (const now of [['A'], ['A', 'A'], ['A', 'C', 'D'], []])
      expect(loopAfter('B', ['A', 'B'], now)).toBe('')
    expect(loopAfter('B', ['A', 'B', 'C'], ['C', 'A', 'D'])).toBe('')
  })
})

describe('the practice tempo', () => {
  const piece = { bpm: 120, tempoRange: [90, 150] } as unknown as Program
  test('is a share of the written one', () => {
    expect(practiceTempo(1, piece)).toEqual({ bpm: null, said: '' })
    expect(practiceTempo(0.8, piece)).toEqual({ bpm: 96, said: '' })
  })
  test('goes as far as the piece does, and says so', () => {
    expect(practiceTempo(0.5, piece).bpm).toBe(90)
    expect(practiceTempo(0.5, piece).said).toMatch(/^50 % would be 60 bpm.*no slower than 90/)
    expect(practiceTempo(2, piece).bpm).toBe(150)
    expect(practiceTempo(2, piece).said).toMatch(/no faster than 150/)
  })
})
