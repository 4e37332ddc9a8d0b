/** How the tests of the page speak to it, and hear what it says to its threads. */

import type { Page } from 'playwright-core'
import type { SessionLog } from '../../runtime/session/log.ts'
import type { BandReport, BeatMark, NoteMark } from '../../studio/protocol.ts'
import type { StudioFile } from '../../studio/server/document.ts'

/** Quick, so that nobody waits long for a bar. */
export const TEMPO = 280
export const PIECE = `tempo ${TEMPO} bpm in 60 bpm..300 bpm\nmetronome click { beat |X x x x| }\n`

/** A file in memory. */
export function memoryFile(text = PIECE): StudioFile & { readonly now: () => string } {
  let now = text
  return {
    shown: 'set.sil',
    path: 'set.sil',
    read: () => now,
    write: (next) => {
      now = next
    },
    readBeside: () => ({ kind: 'missing' }),
    hearBeside: () => ({ kind: 'missing' }),
    now: () => now,
  }
}

/** Everything that page and band have said so far, of one kind. */
export async function heard<K extends BandReport['kind']>(
  page: Page,
  kind: K,
): Promise<(BandReport & { kind: K })[]> {
  return page.evaluate(`globalThis.heard.filter((one) => one.kind === ${JSON.stringify(kind)})`)
}

export async function heardNotes(page: Page): Promise<readonly NoteMark[]> {
  return (await heard(page, 'notes')).flatMap(({ notes }) => notes)
}

/** Each beat as it was told last, by its number. */
export async function heardBeats(page: Page): Promise<readonly BeatMark[]> {
  const beats = (await heard(page, 'beats')).flatMap((report) => report.beats)
  return [...new Map(beats.map((beat) => [beat.n, beat])).values()].sort((a, b) => a.n - b.n)
}

/** Asks from outside: inside, the page's own rules forbid what a waiting test would do. */
export async function until(page: Page, condition: string, what: string, seconds = 30): Promise<void> {
  for (const end = Date.now() + 1000 * seconds; Date.now() < end; ) {
    if ((await page.evaluate(condition)) === true) return
    await page.waitForTimeout(25)
  }
  throw new Error(`waited in vain until ${what}`)
}

export const play = (page: Page): Promise<void> => page.click('button.play')
export const bars = (page: Page, n: number, seconds = 30): Promise<void> =>
  until(
    page,
    `globalThis.heard.some((one) => one.kind === 'view' && one.view.beat?.measure >= ${n})`,
    `bar ${n}`,
    seconds,
  )

/** Ends the session, and gives its log. */
export async function stopped(page: Page): Promise<SessionLog> {
  await page.keyboard.press('Control+Period')
  await until(page, `globalThis.heard.some((one) => one.kind === 'ended')`, 'it has ended')
  const log = (await heard(page, 'ended')).at(-1)?.log
  if (log === undefined) throw new Error('no log')
  return log
}

/** Writes at the end of the text, as a hand would. */
export async function write(page: Page, text: string): Promise<void> {
  await page.click('.monaco-editor .view-lines')
  await page.keyboard.press('Control+End')
  await page.keyboard.insertText(text)
}

export const text = (page: Page): Promise<string> =>
  page.evaluate(
    `[...document.querySelectorAll('.monaco-editor .view-line')].map((line) => line.textContent.replaceAll('\\u00a0', ' ')).join('\\n')`,
  )

export const checkedWith = (page: Page, problems: boolean): Promise<void> =>
  until(
    page,
    `globalThis.heard.findLast((one) => one.kind === 'checked')?.checked.problems.some((one) => one.severity === 'error') === ${problems}`,
    problems ? 'a problem is found' : 'all problems are gone',
  )
