/** What the tests in a real VS Code share, wherever that runs its extensions: the page that shows it. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Frame, Page } from 'playwright-core'

/** A cold start on a busy machine. */
export const START_MS = 60_000

/** No first pages, no questions, and nothing saved that nobody saves. */
export const QUIET = {
  'files.autoSave': 'off',
  'workbench.startupEditor': 'none',
  'security.workspace.trust.enabled': false,
  'workbench.tips.enabled': false,
  'editor.minimap.enabled': false,
}

/** Contexts that a pane opens are kept, with a meter on what leaves them; and what the page may not do is an error. */
const LISTEN = `
  addEventListener('securitypolicyviolation', (event) =>
    console.error('CSP', event.violatedDirective, event.blockedURI))
  globalThis.sounds = []
  const Context = globalThis.AudioContext
  globalThis.AudioContext = class extends Context {
    constructor(...given) {
      super(...given)
      const analyser = new AnalyserNode(this, { fftSize: 32768 })
      globalThis.sounds.push({ context: this, analyser })
    }
  }
  const connect = AudioNode.prototype.connect
  AudioNode.prototype.connect = function (target, ...more) {
    const sound = globalThis.sounds.find(({ context }) => context === this.context)
    if (target instanceof AudioDestinationNode && sound !== undefined) connect.call(this, sound.analyser)
    return connect.call(this, target, ...more)
  }
`

/** To be called before the page opens anything. What the browser refuses, or a script leaves uncaught, comes into the list. */
export async function watch(page: Page): Promise<readonly string[]> {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.addInitScript(LISTEN)
  return complaints
}

/** By its name in the palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1')
  await page.waitForSelector('.quick-input-widget .quick-input-box input')
  await page.keyboard.type(title)
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first().click()
}

/** The frame of the player's pane, once it has one. */
export async function playerFrame(page: Page): Promise<Frame> {
  for (let tries = 0; tries < 100; tries++) {
    for (const frame of page.frames()) {
      const found = await frame
        .locator('#transport .play')
        .count()
        .catch(() => 0)
      if (found > 0) return frame
    }
    await page.waitForTimeout(200)
  }
  throw new Error('the player’s pane did not open')
}

export interface Heard {
  readonly state: string
  /** Of the context, in seconds. */
  readonly time: number
  /** Of the last 0.7 s. */
  readonly peak: number
}

/** What the player's pane gives to the loudspeakers. */
export const heardIn = (frame: Frame): Promise<Heard> =>
  frame.evaluate<Heard>(`(() => {
    const [{ context, analyser }] = globalThis.sounds
    const samples = new Float32Array(analyser.fftSize)
    analyser.getFloatTimeDomainData(samples)
    return { state: context.state, time: context.currentTime, peak: Math.max(...samples.map(Math.abs)) }
  })()`)

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}
