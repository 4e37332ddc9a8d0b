import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import type { Page } from 'playwright-core'
import { describe, expect, inject, it, test } from 'vitest'
import { openSource } from '../../cli/io/workspace.ts'
import { check } from '../../compiler/compile.ts'
import type { Artefacts } from '../../compiler/compile-api.ts'
import { emit } from '../../compiler/emit/emit.ts'
import type { SlotSpec } from '../../runtime/policy.ts'
import { type SessionLog, sessionText } from '../../runtime/session/log.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import { runtimeBundle } from '../compiler/emit/bundle.ts'
import { browser, browserMissing, type PageFiles, withPage } from '../harness/browser.ts'
import { javaScriptCore } from '../harness/jsc.ts'
import { currentNode, olderNode } from '../harness/node.ts'
import { quickJs } from '../harness/quickjs.ts'
import { repositoryTop } from '../harness/sil.ts'
import { expectSound } from '../sessions/logs.ts'

const folder = join(repositoryTop, 'examples', 'cadenza')

let artefacts: Artefacts | undefined

/** What `sil compile examples/pocket-trio/pocket-trio.sil --target standalone` writes. */
function compiled(): Artefacts {
  artefacts ??= compile()
  return artefacts
}

function compile(): Artefacts {
  const failure = inject('buildFailure')
  if (failure !== undefined) throw new Error(`the runtime bundle was not built: ${failure}`)
  const { path, text, host } = openSource(join(repositoryTop, 'examples', 'pocket-trio', 'pocket-trio.sil'))
  const { ir } = check({ path, text, host })
  if (ir === null) throw new Error(`${path} has errors`)
  return emit(ir, {
    target: 'standalone',
    runtimeBundle: runtimeBundle(),
    runtimeVersion: RUNTIME_VERSION,
    sourcePath: 'pocket-trio.sil',
    sourceText: text,
  })
}

function appFiles(): PageFiles {
  const names = globSync('*.{html,css,js}', { cwd: folder })
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
  return { ...files, 'band/pocket-trio.js': compiled().js }
}

const specs = (): readonly SlotSpec[] => JSON.parse(compiled().manifest).slots

/** Notes when Web Audio was told to sound, and what time it was then. */
const SPY = `
globalThis.scheduled = []
const start = AudioScheduledSourceNode.prototype.start
AudioScheduledSourceNode.prototype.start = function (when) {
  scheduled.push([when, this.context.currentTime])
  return start.call(this, when)
}
// As with Bluetooth: more than the page looks ahead, and known only once there is sound. The browser's own part comes to it.
Object.defineProperty(AudioContext.prototype, 'outputLatency', {
  get() { return this.currentTime > 0 ? 0.2 : 0 },
})
Object.defineProperty(AudioContext.prototype, 'baseLatency', { get: () => 0.01 })
for (const each of [OscillatorNode, AudioBufferSourceNode]) each.prototype.start = AudioScheduledSourceNode.prototype.start
`

async function withApp<T>(use: (page: Page) => Promise<T>): Promise<T> {
  return withPage({ files: appFiles() }, async (page) => {
    await page.addInitScript(SPY)
    await page.reload()
    await page.waitForSelector('#queue li')
    return use(page)
  })
}

async function start(page: Page): Promise<void> {
  await page.click('#start')
  await page.waitForFunction("document.querySelector('#bpm').textContent === '96'")
}

async function tap(page: Page, taps: number): Promise<void> {
  for (let i = 0; i < taps; i++) {
    await page.keyboard.press('Space')
    await page.waitForTimeout(600)
  }
}

/** A session with taps once the count is through, at the ear: 0.25 s of silence, a bar at 96 bpm, and 0.21 s on the way. */
async function play(page: Page, taps: number): Promise<void> {
  await start(page)
  await page.waitForTimeout(2960)
  await tap(page, taps)
}

const showsCount = (list: 'queue' | 'sent', n: number): string =>
  `document.querySelector('#${list}-count').textContent === '${n}'`

async function stop(page: Page): Promise<void> {
  await page.click('#end')
  await page.waitForSelector('#start:enabled')
}

/** The logs that wait, as they lie in the browser's database. */
function queued(page: Page): Promise<readonly SessionLog[]> {
  return page.evaluate(
    `new Promise((resolve, reject) => {
      const request = indexedDB.open('cadenza')
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        const all = request.result.transaction('logs').objectStore('logs').getAll()
        all.onsuccess = () => resolve(all.result)
      }
    })`,
  )
}

interface Played {
  readonly log: SessionLog
  /** When each sound was to begin, and what time it was when that was said. */
  readonly scheduled: readonly (readonly [when: number, now: number])[]
}

let played: Promise<Played> | undefined

/** Some bars with six taps: music takes its time, so all who ask have the same. */
function playedOnce(): Promise<Played> {
  played ??= withApp(async (page) => {
    await page.uncheck('#online')
    await play(page, 6)
    await stop(page)
    const [log] = await queued(page)
    if (log === undefined) throw new Error('there is no log')
    return { log, scheduled: await page.evaluate('scheduled') }
  })
  return played
}

const count = async (page: Page, list: 'queue' | 'sent'): Promise<number> =>
  Number(await page.textContent(`#${list}-count`))

describe.skipIf(browserMissing)('the page of an app', () => {
  it('plays what the band plays, ahead of time, and logs what the player played', async () => {
    const { log, scheduled } = await playedOnce()
    expectSound(sessionText(log), specs())
    expect(log).toMatchObject({ source: 'app', end_reason: 'stopped', exploration: null, players: 1 })
    expect(log.onset_times).toHaveLength(6)
    const gaps = log.onset_times.slice(1).map((time, i) => time - (log.onset_times[i] ?? 0))
    for (const gap of gaps) expect(gap).toBeGreaterThan(0.55)
    expect(log.beats.filter(({ onset }) => onset !== null).length).toBeGreaterThan(0)
    expect(log.clock.offset).toBeGreaterThan(1.7e9)

    expect(scheduled.length).toBeGreaterThan(20)
    const ahead = scheduled.map(([when, now]) => when - now)
    // A page on a busy machine may be late once; as a rule it is not.
    expect(ahead.filter((seconds) => seconds > 0).length / ahead.length).toBeGreaterThan(0.9)
    // Asked for 0.12 s ahead, at the ear 0.21 s after it leaves; on a busy machine a clock may stand for a moment.
    expect(ahead.filter((seconds) => seconds < 0.18).length / ahead.length).toBeGreaterThan(0.9)
    expect(log.latency).toEqual({ input: 0, output: 0.2 + 0.01, calibrated: false })
  })
})

// These wait for music more than they compute, so they wait together; how far ahead of time it is was asked above, alone.
describe.skipIf(browserMissing).concurrent('the page of an app, meanwhile', () => {
  it('hears a MIDI pad, and how hard it is hit; notes that end are no taps', async () => {
    await withApp(async (page) => {
      await page.evaluate(`
        globalThis.pad = {}
        navigator.requestMIDIAccess = async () => ({ inputs: new Map([['pad', pad]]) })`)
      await page.click('#midi')
      await page.waitForFunction("document.querySelector('#status').textContent === '1 MIDI inputs.'")
      await page.uncheck('#online')
      await start(page)
      await page.evaluate(`
        const hit = (...data) => pad.onmidimessage({ data, timeStamp: performance.now() })
        hit(0x99, 38, 100)
        hit(0x89, 38, 64)
        hit(0x99, 38, 0)`)
      await stop(page)
      const [log] = await queued(page)
      expect(log?.replay?.calls).toMatchObject([{ call: 'onset', velocity: 100 / 127, pitched: true }])
    })
  })

  it('keeps logs while it is offline, and sends them when it is not', async () => {
    await withApp(async (page) => {
      await page.uncheck('#online')
      for (let session = 1; session <= 2; session++) {
        await start(page)
        await stop(page)
        await page.waitForFunction(showsCount('queue', session))
      }
      // What waits outlives the page.
      await page.reload()
      await page.waitForSelector('#queue li')
      // The switch is on again after a reload.
      await page.waitForFunction(showsCount('sent', 2))
      expect(await count(page, 'queue')).toBe(0)
    })
  })

  it('sends the last checkpoint of a session that was killed', async () => {
    await withApp(async (page) => {
      await start(page)
      await tap(page, 3)
      await page.reload()
      await page.waitForFunction(showsCount('sent', 1))
      expect(await page.textContent('#sent li')).toContain('killed')
      expect(await page.textContent('#sent li')).toContain('3 taps')
      await page.reload()
      await page.waitForSelector('#queue li')
      expect(await count(page, 'sent')).toBe(0)
    })
  })

  it('keeps the checkpoints of two tabs apart, and leaves a session alone that plays in the other', async () => {
    const kept = "Object.keys(localStorage).filter((key) => key.startsWith('cadenza.checkpoint.')).length"
    await withApp(async (page) => {
      await start(page)
      const opened = page.context().waitForEvent('page')
      await page.evaluate('void open(location.href)')
      const other = await opened
      await other.waitForSelector('#queue li')
      expect(await count(other, 'sent')).toBe(0)
      await start(other)
      expect(await other.evaluate(kept)).toBe(2)
      await stop(other)
      await other.waitForFunction(showsCount('sent', 1))
      expect(await other.evaluate(kept)).toBe(1)
      await page.goto('about:blank')
      await other.reload()
      await other.waitForFunction(showsCount('sent', 1))
      expect(await other.textContent('#sent li')).toContain('killed')
      expect(await other.evaluate(kept)).toBe(0)
    })
  })

  it('takes new slots over the air for the next session, and refuses broken ones', async () => {
    await withApp(async (page) => {
      const shown = (name: string): Promise<string> =>
        page.evaluate(
          `[...document.querySelectorAll('dt')].find((dt) => dt.textContent === '${name}').nextSibling.textContent`,
        )
      await page.click('#fetch-bad')
      await page.waitForSelector('#slots-result.bad')
      expect(await page.textContent('#slots-result')).toContain(
        'pocket.snap must lie in 5..60 ms, not 900 ms',
      )
      expect(await page.textContent('#slots-result')).toContain('pocket.snapp there is no such slot')
      expect(await shown('pocket.snap')).toBe('20')
      await page.uncheck('#online')
      await page.click('#fetch-good')
      await page.waitForFunction("document.querySelector('#slots-result').textContent.includes('offline')")
      expect(await shown('pocket.snap')).toBe('20')
      await page.check('#online')
      await page.click('#fetch-good')
      await page.waitForSelector('#slots-result.good')
      expect(await shown('pocket.snap')).toBe('14.2')
      // The last good ones are there after a reload, and broken ones do not take them away.
      await page.reload()
      await page.waitForSelector('#queue li')
      await page.click('#fetch-bad')
      await page.waitForSelector('#slots-result.bad')
      await page.uncheck('#online')
      await start(page)
      await stop(page)
      const [log] = await queued(page)
      expect(log?.slots).toMatchObject({ 'pocket.snap': 14.2, 'keys.voicing': 'shell', swing: 0.62 })
    })
  })

  it('gives clicks and nothing else when somebody pulls the kill switch', async () => {
    await withApp(async (page) => {
      await page.check('#kill')
      await page.check('#explore')
      await start(page)
      await page.waitForFunction('scheduled.length >= 7')
      await page.uncheck('#online')
      await stop(page)
      const [log] = await queued(page)
      expect(log?.replay?.mode).toBe('click')
      expect(log?.exploration).toBeNull()
      // Six clicks after the first at 96 bpm; a band would have played them within the first beats of bar 1.
      const scheduled: readonly (readonly [number, number])[] = await page.evaluate('scheduled')
      expect((scheduled[6]?.[0] ?? 0) - (scheduled[0]?.[0] ?? 0)).toBeCloseTo(6 * 0.625, 1)
    })
  })

  it('explores from the second session on, where it is asked to', async () => {
    await withApp(async (page) => {
      await page.check('#explore')
      for (const explores of [false, true]) {
        // Whether to explore is the server's to say: it must be reached at the start.
        await page.check('#online')
        await page.waitForFunction(showsCount('queue', 0))
        await start(page)
        await page.uncheck('#online')
        await stop(page)
        await page.waitForFunction(showsCount('queue', 1))
        const [log] = await queued(page)
        if (log === undefined) throw new Error('there is no log')
        expectSound(sessionText(log), specs())
        expect(log.exploration?.unit ?? null).toBe(explores ? 'user-week' : null)
      }
    })
  })

  it('waits while nobody looks, and says so in the log', async () => {
    await withApp(async (page) => {
      await page.uncheck('#online')
      await start(page)
      await page.waitForTimeout(1000)
      const look = (hidden: boolean): Promise<number> =>
        page.evaluate(`
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${hidden} })
          document.dispatchEvent(new Event('visibilitychange'))
          performance.now() / 1000`)
      const left = await look(true)
      const before: number = await page.evaluate('scheduled.length')
      await page.waitForTimeout(1200)
      expect(await page.evaluate('scheduled.length')).toBe(before)
      const back = await look(false)
      await page.waitForTimeout(1000)
      expect(await page.evaluate('scheduled.length')).toBeGreaterThan(before)
      await stop(page)
      const [log] = await queued(page)
      const [interruption, ...others] = log?.clock.interruptions ?? []
      expect(others).toEqual([])
      // It begins behind what had been handed out, .12 s ahead.
      const length = (interruption?.to ?? 0) - (interruption?.from ?? 0)
      expect(length).toBeGreaterThan(0.9)
      expect(length).toBeLessThan(back - left + 0.05)
    })
  })
})

/** A session that a page played, played again elsewhere. */
const REPLAY = `
import policy from './policy.js'
import { replaySession, sessionText } from './testing.js'
import { log } from './log.js'
const bits = (x) => {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, x)
  return view.getUint32(0).toString(16) + ':' + view.getUint32(4).toString(16)
}
const again = replaySession(policy, log)
const events = again.events.map((e) => [e.member, e.voice, e.pitch, bits(e.timestamp), bits(e.velocity), bits(e.duration)].join())
export default JSON.stringify([sessionText(again.log), events])
`

const ENGINES = [currentNode, olderNode, quickJs, javaScriptCore, browser]

describe.skipIf(browserMissing)('a session from the page', async () => {
  const testing = (): string =>
    buildSync({
      absWorkingDir: repositoryTop,
      entryPoints: ['runtime/testing/index.ts'],
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      platform: 'neutral',
    }).outputFiles[0]?.text ?? ''

  for (const engine of ENGINES) {
    test.skipIf(engine.missing !== undefined)(`is the same, bit for bit, in ${engine.name}`, async () => {
      const { log } = await playedOnce()
      const modules = {
        'policy.js': compiled().js,
        'testing.js': testing(),
        'log.js': `export const log = ${JSON.stringify(log)}`,
      }
      const text = await engine.evaluate(REPLAY, modules)
      const [again, events] = JSON.parse(text)
      expect(again).toBe(sessionText(log))
      expect(events.length).toBeGreaterThan(30)
      expect(text).toBe(await currentNode.evaluate(REPLAY, modules))
    })
  }
})
