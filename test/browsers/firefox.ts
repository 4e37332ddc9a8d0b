/** Firefox, headless, by WebDriver BiDi over its own socket. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clickActions, type Driver, keyActions, middleOf } from './driver.ts'
import { installed, started } from './processes.ts'

/** Nothing of the browser's own goes out into the world. */
const QUIET = {
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
}

export const firefox = installed('firefox', 'firefox-esr')

export async function openFirefox(env: Readonly<Record<string, string>>): Promise<Driver> {
  if (firefox === null) throw new Error('there is no Firefox here')
  const profile = mkdtempSync(join(tmpdir(), 'silencio-firefox-'))
  const preferences = Object.entries(QUIET).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  )
  writeFileSync(join(profile, 'user.js'), preferences.join('\n'))
  const args = [
    '--headless',
    '--width=1280',
    '--height=800',
    '--profile',
    profile,
    '--remote-debugging-port=0',
  ]
  const { end, found } = await started(firefox, args, { says: /WebDriver BiDi listening on (ws:\S+)/, env })
  const complaints: string[] = []
  const socket = new WebSocket(`${found?.[1]}/session`)
  const answers = new Map<number, (answer: Answer) => void>()
  socket.onmessage = ({ data }) => {
    const message: unknown = JSON.parse(String(data))
    if (isAnswer(message)) answers.get(message.id)?.(message)
    else if (isComplaint(message)) complaints.push(message.params.text)
  }
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = () => reject(new Error('Firefox takes no connection'))
  })
  let last = 0
  const ask = async (method: string, params: object): Promise<Readonly<Record<string, unknown>>> => {
    const id = ++last
    const answer = await new Promise<Answer>((resolve) => {
      answers.set(id, resolve)
      socket.send(JSON.stringify({ id, method, params }))
    })
    answers.delete(id)
    if (answer.type === 'error') throw new Error(`${method}: ${answer.message}`)
    return answer.result ?? {}
  }
  await ask('session.new', { capabilities: {} })
  await ask('session.subscribe', { events: ['log.entryAdded'] })
  const { context } = await ask('browsingContext.create', { type: 'tab' })

  const evaluate = async (expression: string): Promise<unknown> => {
    // As text: the protocol's own values of objects and lists are trees.
    const answer = await ask('script.evaluate', {
      expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null))`,
      target: { context },
      awaitPromise: true,
    })
    const { result } = answer
    const value = typeof result === 'object' && result !== null ? Reflect.get(result, 'value') : undefined
    if (typeof value !== 'string') throw new Error(`${expression}: ${JSON.stringify(answer)}`)
    return JSON.parse(value)
  }
  const perform = (actions: readonly object[]) => ask('input.performActions', { context, actions })
  return {
    complaints,
    evaluate,
    async open(url) {
      await ask('browsingContext.navigate', { context, url, wait: 'complete' })
    },
    async press(...keys) {
      await perform(keyActions(keys))
    },
    async click(selector) {
      await perform(clickActions(await middleOf({ evaluate }, selector)))
    },
    async screenshot() {
      const { data } = await ask('browsingContext.captureScreenshot', { context })
      return Buffer.from(String(data), 'base64')
    },
    async close() {
      socket.close()
      await end()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

interface Answer {
  readonly id: number
  readonly type: string
  readonly message?: string
  readonly result?: Readonly<Record<string, unknown>>
}

function isAnswer(message: unknown): message is Answer {
  return typeof message === 'object' && message !== null && typeof Reflect.get(message, 'id') === 'number'
}

function isComplaint(message: unknown): message is { readonly params: { readonly text: string } } {
  if (typeof message !== 'object' || message === null) return false
  const params: unknown = Reflect.get(message, 'params')
  return typeof params === 'object' && params !== null && Reflect.get(params, 'level') === 'error'
}
