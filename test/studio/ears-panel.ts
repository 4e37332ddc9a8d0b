/** The panel of input and output, as the tests use it. */

import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { StudioPage } from '../harness/studio.ts'
import { heard, until } from './talk.ts'

export const PIECE = 'tempo 120 bpm in 60 bpm..180 bpm\nmetronome click { beat |X x x x| }\n'
export const COUNTED = `player { count player 4 beats }\n${PIECE}`

/** Chromium has microphones and loudspeakers of its own to try with. */
export const ALLOWED = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']

export const text = (page: Page, selector: string): Promise<string | null> => page.textContent(selector)
export const said = (page: Page, source: string): Promise<string | null> =>
  text(page, `[data-source=${source}] .input-said`)
export const status = (page: Page): Promise<string | null> => text(page, '#status')

export async function openInput(page: Page): Promise<void> {
  await page.keyboard.press('Alt+KeyI')
  await page.getByRole('dialog', { name: 'Input and output' }).waitFor()
}

export const close = (page: Page): Promise<void> => page.keyboard.press('Escape')

/** From the page as it is to the panel with a microphone that hears. */
export async function useMicrophone(page: Page): Promise<void> {
  await openInput(page)
  await page.getByRole('switch', { name: 'Microphone' }).click()
  await expect.poll(() => said(page, 'microphone')).toContain('hears you')
}

/** What left this machine's server, of all that was asked for. */
export const elsewhere = ({ requests, url }: StudioPage): readonly string[] =>
  requests.filter((one) => !one.startsWith(url) && !one.startsWith('blob:') && !one.startsWith('data:'))

/** The settings in the browser's store. */
export const kept = (page: Page): Promise<Readonly<Record<string, unknown>>> =>
  page.evaluate(`JSON.parse(localStorage.getItem('silencio.input') ?? '{}')`)

/** The keys play whatever becomes of the microphone. */
export async function keysPlay(page: Page): Promise<void> {
  const before = (await heard(page, 'tap')).length
  await page.focus('#tap')
  await page.keyboard.press('Space')
  await until(page, `globalThis.heard.filter((one) => one.kind === 'tap').length > ${before}`, 'a key taps')
}

/** Lamps are on for a tenth of a second: who looks now and then may miss it. */
export const watchLight = (page: Page, source: string): Promise<void> =>
  page.evaluate(`{
    globalThis.flashes = 0
    new MutationObserver((all) => { globalThis.flashes += all.filter(({ target }) => 'on' in target.dataset).length })
      .observe(document.querySelector('[data-source=${source}] .light'), { attributes: true, attributeFilter: ['data-on'] })
  }`)
