/** WebKitGTK's small browser, by WebDriver. It has no headless mode: where there is no display it gets one of its own. */

import { globSync } from 'node:fs'
import { clickActions, type Driver, keyActions, middleOf } from './driver.ts'
import { freePort, installed, type Running, started } from './processes.ts'

const driver = installed('WebKitWebDriver')
const [browser = null] = globSync('/usr/lib/*/webkit2gtk-4.1/MiniBrowser')
const display = installed('Xvfb')

/** Whether it can be started. */
export const webkit =
  driver !== null && browser !== null && (display !== null || process.env.DISPLAY !== undefined)

const SCREEN = ':98'

export async function openWebKit(env: Readonly<Record<string, string>>): Promise<Driver> {
  if (driver === null || browser === null) throw new Error('there is no WebKitGTK here')
  const running: Running[] = []
  const end = async (): Promise<void> => {
    for (const one of running.toReversed()) await one.end()
  }
  try {
    const port = await freePort()
    const own = process.env.DISPLAY === undefined && display !== null
    if (own) running.push(await started(display, [SCREEN, '-screen', '0', '1300x900x24'], { says: null }))
    running.push(
      await started(driver, [`--port=${port}`], {
        says: null,
        env: { ...env, ...(own ? { DISPLAY: SCREEN } : {}) },
      }),
    )
    const address = `http://127.0.0.1:${port}/session`
    const options = { binary: browser, args: ['--automation'] }
    const session = await begun(address, {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
    })
    const here = `${address}/${session}`
    const evaluate = async (expression: string): Promise<unknown> => {
      const script = `const done = arguments[0]; Promise.resolve(${expression}).then((value) => done(JSON.stringify(value ?? null)), (error) => done('!' + error))`
      const value = await ask('POST', `${here}/execute/async`, { script, args: [] })
      if (typeof value !== 'string' || value.startsWith('!'))
        throw new Error(`${expression}: ${String(value)}`)
      return JSON.parse(value)
    }
    const perform = (actions: readonly object[]) => ask('POST', `${here}/actions`, { actions })
    await ask('POST', `${here}/window/rect`, { width: 1280, height: 800 })
    return {
      complaints: null,
      evaluate,
      async open(url) {
        await ask('POST', `${here}/url`, { url })
      },
      async press(...keys) {
        await perform(keyActions(keys))
      },
      async click(selector) {
        await perform(clickActions(await middleOf({ evaluate }, selector)))
      },
      async screenshot() {
        return Buffer.from(String(await ask('GET', `${here}/screenshot`)), 'base64')
      },
      async close() {
        await ask('DELETE', here).catch(() => {})
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

/** The driver says nothing when it is ready. */
async function begun(address: string, capabilities: object): Promise<string> {
  for (let tries = 0; ; tries++) {
    try {
      const session = await ask('POST', address, capabilities)
      return String(typeof session === 'object' && session !== null && Reflect.get(session, 'sessionId'))
    } catch (error) {
      if (tries === 40) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

async function ask(method: string, url: string, body?: object): Promise<unknown> {
  const answer = await fetch(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const json: unknown = await answer.json()
  const value: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, 'value') : null
  if (!answer.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value).slice(0, 300)}`)
  return value
}
