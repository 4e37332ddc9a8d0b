import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BandReport, BeatMark } from '../../studio/protocol.ts'
import { readAssets } from '../../studio/server/assets.ts'
import { startStudio } from '../../studio/server/server.ts'
import { repositoryTop } from '../harness/sil.ts'
import { OVERHEAR, studioFolder } from '../harness/studio.ts'
import { memoryFile } from '../studio/talk.ts'
import { type Driver, KEY } from './driver.ts'
import { firefox, openFirefox } from './firefox.ts'
import { type Loudspeaker, plugIn } from './loudspeaker.ts'
import { openWebKit, webkit } from './webkit.ts'

/** `npm run test:browsers`: what the studio is for, once, in browsers that the other tests do not have. */

const asked = process.env.SILENCIO_BROWSERS === '1'
const BROWSERS = [
  { name: 'Firefox', here: firefox !== null, start: openFirefox },
  { name: 'WebKitGTK', here: webkit, start: openWebKit },
]

const pictures = join(repositoryTop, 'out', 'browsers')
let loudspeaker: Loudspeaker
beforeAll(async () => {
  if (asked) loudspeaker = await plugIn()
})
afterAll(() => loudspeaker?.end())

for (const { name, here, start } of BROWSERS) {
  describe.skipIf(!asked || !here)(`the studio in ${name}`, { timeout: 120_000 }, () => {
    test('sounds, takes taps and an edit at the barline, and keeps the session', async () => {
      const assets = new Map(readAssets(studioFolder))
      const page = assets.get('/')
      if (page === undefined) throw new Error('the studio was not built')
      const overheard = Buffer.from(page.body)
        .toString()
        .replace('<script', '<script src="/overhear.js"></script><script')
      assets.set('/', { ...page, body: Buffer.from(overheard), etag: '"overheard"' })
      assets.set('/overhear.js', {
        body: Buffer.from(OVERHEAR),
        type: 'text/javascript; charset=utf-8',
        etag: '"1"',
      })
      const server = await startStudio({ assets, file: memoryFile(), port: 0 })
      const driver = await start(loudspeaker.env)
      try {
        await driver.open(server.url)
        await until(driver, `document.documentElement.hasAttribute('data-ready')`, 'it is ready')
        await driver.click('button.play')
        await until(driver, barIs(1), 'bar 1')

        for (let i = 0; i < 10; i++) {
          await driver.press(' ')
          await new Promise((resolve) => setTimeout(resolve, 120))
        }
        const beats = async (): Promise<readonly BeatMark[]> =>
          (await heard(driver, 'beats')).flatMap((report) => report.beats)
        await expect.poll(async () => (await beats()).filter(({ onset }) => onset !== null)).not.toEqual([])
        const taps = (await heard(driver, 'tap')).map(({ tap }) => tap)
        expect(taps).toHaveLength(10)
        for (const { onset, n } of await beats())
          if (onset !== null) expect(taps.map(({ time }) => time)).toContainEqual(expect.closeTo(onset, 6))
          else expect(n).toBeGreaterThanOrEqual(0)

        await driver.click('.monaco-editor .view-line')
        await driver.press(KEY.control, KEY.end)
        for (const letter of 'drummer kit { kick |x.x.| }\n')
          await driver.press(letter === '\n' ? KEY.enter : letter)
        const notes = async () => (await heard(driver, 'notes')).flatMap((report) => report.notes)
        await expect
          .poll(async () => (await notes()).find(({ member }) => member === 'kit')?.beatNumber)
          .toBe(1)
        const bar = (await notes()).at(-1)?.measure ?? 0
        await until(driver, barIs(bar + 1), 'another bar')
        // Each click once, and in order, over the edit.
        const clicks = (await notes()).filter(({ member }) => member === 'click')
        const places = clicks.map(({ measure, beatNumber }) => 4 * measure + beatNumber)
        expect(places).toEqual(places.map((_, i) => (places[0] ?? 0) + i))
        // It is heard, not only said.
        const peaks = (await heard(driver, 'view')).flatMap(({ view }) =>
          view.members.map(({ peak }) => peak),
        )
        expect(Math.max(...peaks)).toBeGreaterThan(-40)
        mkdirSync(pictures, { recursive: true })
        writeFileSync(join(pictures, `${name.toLowerCase()}.png`), await driver.screenshot())

        await driver.press(KEY.control, '.')
        await until(driver, `globalThis.heard.some((one) => one.kind === 'ended')`, 'it has ended')
        const log = (await heard(driver, 'ended')).at(-1)?.log
        expect(log?.onset_times).toHaveLength(10)
        await expect
          .poll(() => driver.evaluate(`document.querySelector('#transport').textContent`))
          .toContain('The session is kept')
        expect(driver.complaints ?? []).toEqual([])
      } finally {
        await driver.close()
        await server.close()
      }
    })
  })
}

const barIs = (n: number): string =>
  `globalThis.heard.some((one) => one.kind === 'view' && one.view.beat?.measure >= ${n})`

async function until(driver: Driver, condition: string, what: string): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    if ((await driver.evaluate(condition)) === true) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`waited in vain until ${what}`)
}

/** Everything that page and band have said so far, of one kind. */
async function heard<K extends BandReport['kind']>(
  driver: Driver,
  kind: K,
): Promise<(BandReport & { kind: K })[]> {
  const said = await driver.evaluate(`globalThis.heard.filter((one) => one.kind === ${JSON.stringify(kind)})`)
  return Array.isArray(said) ? said : []
}
