/** A real VS Code that runs extensions in Node (code-server), seen in a real browser, with the extension as it is packaged. */

import { type ChildProcess, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { isInstalled } from '../../../scripts/installed.mjs'
import { ownNode } from '../../../scripts/own-node.mjs'
import { packageContents, writeContents } from '../../../scripts/vscode/contents.ts'
import { launch } from '../../harness/browser.ts'
import { repositoryTop } from '../../harness/sil.ts'
import { QUIET, START_MS, watch, writeFiles } from '../workbench.ts'

const desktop = join(repositoryTop, 'vscode-extension', 'desktop')
const program = join(desktop, 'node_modules', 'code-server')

/** Why it cannot be started; undefined where it can. */
export const codeServerMissing: string | undefined =
  existsSync(join(program, 'lib', 'vscode', 'node_modules')) && isInstalled(desktop)
    ? undefined
    : 'no code-server: npm run test:vscode:desktop installs it into vscode-extension/desktop (once, about 620 MB)'

if (codeServerMissing) console.warn(codeServerMissing)

export interface CodeServer {
  readonly page: Page
  readonly folder: string
  /** Runs where the extensions run, with VS Code's API as `vscode`, and resolves to what it returns. */
  inHost<T>(body: string): Promise<T>
  close(): Promise<void>
}

/** @param files of the folder that is open */
export async function openCodeServer(files: Readonly<Record<string, string>>): Promise<CodeServer> {
  const top = mkdtempSync(join(tmpdir(), 'silencio-code-server-'))
  const at = (name: string): string => join(top, name)
  let server: ChildProcess | null = null
  let browser: Browser | null = null
  try {
    writeContents(await packageContents(repositoryTop), at('extensions/silencio.silencio-0.1.0'))
    cpSync(join(import.meta.dirname, 'probe'), at('extensions/silencio-test.probe-0.0.1'), {
      recursive: true,
    })
    writeFiles(at('pieces'), files)
    writeFiles(at('data/User'), { 'settings.json': JSON.stringify(QUIET) })
    mkdirSync(at('questions'))
    const started = start(top)
    server = started.server
    const url = await started.url
    browser = await launch()
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await watch(page)
    await page.goto(`${url}?folder=${encodeURIComponent(at('pieces'))}`)
    await page.waitForSelector('.monaco-workbench', { timeout: START_MS })
    await until('the probe', () => existsSync(at('questions/ready')))
    return { page, folder: at('pieces'), inHost: (body) => ask(at('questions'), body), close }
  } catch (error) {
    await close().catch(() => {})
    throw error
  }

  async function close(): Promise<void> {
    await browser?.close()
    if (server !== null && server.exitCode === null) {
      const gone = new Promise((resolve) => server?.once('exit', resolve))
      server.kill()
      await gone
    }
    rmSync(top, { recursive: true, force: true, maxRetries: 5 })
  }
}

interface Started {
  readonly server: ChildProcess
  readonly url: Promise<string>
}

/** On loopback, for nobody else, with nothing of the user's own. */
function start(top: string): Started {
  const server = spawn(
    ownNode(),
    [
      join(program, 'out', 'node', 'entry.js'),
      ...['--auth', 'none', '--bind-addr', '127.0.0.1:0', '--config', join(top, 'config.yaml')],
      ...['--extensions-dir', join(top, 'extensions'), '--user-data-dir', join(top, 'data')],
      ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
    ],
    {
      env: {
        ...process.env,
        SILENCIO_PROBE: join(top, 'questions'),
        EXTENSIONS_GALLERY: '{}',
        XDG_CONFIG_HOME: top,
        XDG_DATA_HOME: top,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let said = ''
  const url = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString()
      const found = /listening on (http:\/\/127\.0\.0\.1:\d+\/)/.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    }
    server.stdout.on('data', hear)
    server.stderr.on('data', hear)
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`code-server did not start:\n${said}`)))
  })
  return { server, url }
}

async function ask<T>(folder: string, body: string): Promise<T> {
  const answer = join(folder, 'answer.json')
  writeFileSync(join(folder, 'question.part'), body)
  renameSync(join(folder, 'question.part'), join(folder, 'question.js'))
  await until('an answer', () => existsSync(answer))
  const said: { readonly value: T; readonly error?: string } = JSON.parse(readFileSync(answer, 'utf8'))
  rmSync(answer)
  if (said.error !== undefined) throw new Error(said.error)
  return said.value
}

async function until(what: string, is: () => boolean): Promise<void> {
  const end = performance.now() + START_MS
  while (!is()) {
    if (performance.now() > end) throw new Error(`${what} did not come`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
