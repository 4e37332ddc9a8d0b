import { describe, expect, it } from 'vitest'
import { LOGGED_ROWS, MOST_ONSETS, MOST_ROWS, SessionBook } from '../../../runtime/session/book.ts'

function write(book: SessionBook, beats: number): void {
  for (let i = 0; i < beats; i++) book.begin(i + 1, 1 + Math.floor(i / 4), 0, i / 2, i / 2, 120, 0.5, 1)
}

describe('the notes on a session', () => {
  it('keep every beat, what was heard as it, and how sure the band was', () => {
    const book = new SessionBook()
    write(book, 600)
    book.hear(1, 299.04, 0.04, 'follow', -0.01)
    book.hear(1, 299.03, 0.03, 'limit', -0.02)
    expect(book.beat(598)).toEqual({
      n: 599,
      measure: 150,
      section: 0,
      time: 299,
      grid: 299,
      bpm: 120,
      length: 0.5,
      confidence: 1,
      onset: 299.03,
      deviation: 0.03,
      habit: -0.02,
      mode: 'limit',
    })
    expect([book.beat(599).onset, book.beat(599).habit]).toEqual([Number.NaN, Number.NaN])
    expect([book.length, book.first]).toEqual([600, 0])
  })

  it('find a beat on the page before', () => {
    const book = new SessionBook()
    write(book, 1025)
    book.hear(1, 511.52, 0.02, 'follow', 0)
    book.shiftFrom(255.5, 10)
    expect([book.beat(1023).onset, book.beat(1024).onset]).toEqual([521.52, Number.NaN])
    expect([510, 511, 512, 1024].map((row) => book.beat(row).time)).toEqual([255, 265.5, 266, 522])
  })

  it('push beats out rather than grow for ever, but never the first ones', () => {
    const book = new SessionBook()
    write(book, MOST_ROWS + 10)
    expect([book.length, book.first]).toEqual([MOST_ROWS + 10, LOGGED_ROWS + 10])
    expect(book.beat(0).n).toBe(1)
    expect(book.beat(LOGGED_ROWS - 1).n).toBe(LOGGED_ROWS)
    expect(book.beat(LOGGED_ROWS + 10).n).toBe(LOGGED_ROWS + 11)
    expect(book.beat(MOST_ROWS + 9).n).toBe(MOST_ROWS + 10)
    for (let row = book.first; row < book.length; row += 8)
      if (book.beat(row).n !== row + 1) expect.fail(`row ${row}`)
    book.hear(0, 7, 0.01, 'snap', 0)
    expect(book.beat(MOST_ROWS + 9).onset).toBe(7)
  })

  it('keep the first onsets of a storm, and count the others', () => {
    const book = new SessionBook()
    for (let i = 0; i < MOST_ONSETS + 5; i++) book.addOnset(i)
    const { onsets } = book
    expect(onsets.length).toBe(MOST_ONSETS)
    expect([onsets[0], onsets.at(-1), book.onsetCount]).toEqual([0, MOST_ONSETS - 1, MOST_ONSETS + 5])
  })

  it('move the beats that were decided for a time that stood still', () => {
    const book = new SessionBook()
    write(book, 4)
    book.shiftFrom(1, 10)
    expect([0, 1, 2, 3].map((row) => book.beat(row).time)).toEqual([0, 0.5, 11, 11.5])
  })
})
