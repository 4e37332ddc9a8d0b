/** A real VS Code in a real browser, with the extension as it is packaged and a folder of pieces. */

import { fork } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Frame, Page, Worker } from 'playwright-core'
import { ownNode } from '../../../scripts/own-node.mjs'
import { packageContents, writeContents } from '../../../scripts/vscode/contents.ts'
import { launch } from '../../harness/browser.ts'
import { repositoryTop } from '../../harness/sil.ts'
import { playerFrame, QUIET, runCommand, START_MS, watch, writeFiles } from '../workbench.ts'
import { trial } from './installed.ts'

export interface VscodeOptions {
  /** Files of the folder that is open, by path. */
  readonly files: Readonly<Record<string, string>>
  /** Whether the folder's provider can be searched; by itself it can. */
  readonly searchable?: boolean
  readonly settings?: Readonly<Record<string, unknown>>
  /** What every page, and every pane, runs before all else. */
  readonly init?: string
  readonly viewport?: { readonly width: number; readonly height: number }
}

export interface Vscode {
  readonly page: Page
  /** What the browser refused, or a script left uncaught. */
  readonly complaints: readonly string[]
  /** Runs in the extensions' worker, with VS Code's API as `vscode`, and resolves to what it returns. */
  inHost<T>(body: string): Promise<T>
  /** Opens a file of the folder. */
  open(path: string): Promise<void>
  /** Runs a command by its name in the palette. */
  command(title: string): Promise<void>
  /** The frame of the player's pane, once it has one. */
  playerFrame(): Promise<Frame>
  close(): Promise<void>
}

export async function openVscode({
  files,
  searchable = true,
  settings = {},
  init,
  viewport,
}: VscodeOptions): Promise<Vscode> {
  const folder = mkdtempSync(join(tmpdir(), 'silencio-vscode-'))
  let server: Served | null = null
  let browser: Browser | null = null
  try {
    const extension = join(folder, 'extension')
    writeContents(await packageContents(repositoryTop), extension)
    const probe = join(folder, 'probe')
    cpSync(join(import.meta.dirname, 'probe'), probe, { recursive: true })
    const pieces = join(folder, 'pieces')
    writeFiles(pieces, { ...files, '.vscode/settings.json': JSON.stringify({ ...QUIET, ...settings }) })
    server = await serve([extension, probe], pieces)
    const { port } = server
    browser = await launch()
    const page = await browser.newPage({ viewport: viewport ?? { width: 1280, height: 800 } })
    const complaints = await watch(page)
    if (init !== undefined) await page.addInitScript(init)
    if (!searchable)
      await page.route(`http://localhost:${port}/`, async (route) => {
        const response = await route.fetch()
        const body = (await response.text()).replace('fileSearchProvider', 'none')
        await route.fulfill({ response, body })
      })
    // Panes have hosts of their own below this one: an address of digits has none.
    await page.goto(`http://localhost:${port}/`)
    await page.waitForSelector('.monaco-workbench', { timeout: START_MS })
    const host = await hostOf(page)
    return vscodeOf(page, host, complaints, close)
  } catch (error) {
    await close().catch(() => {})
    throw error
  }

  async function close(): Promise<void> {
    server?.close()
    rmSync(folder, { recursive: true, force: true })
    await browser?.close()
  }
}

function vscodeOf(
  page: Page,
  host: Worker,
  complaints: readonly string[],
  close: () => Promise<void>,
): Vscode {
  return {
    page,
    complaints,
    inHost: <T>(body: string) =>
      host.evaluate<T>(`(async (vscode) => { ${body} })(globalThis.silencioProbe)`),
    async open(path) {
      await this.inHost(`
        const folder = vscode.workspace.workspaceFolders[0].uri
        const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, ${JSON.stringify(path)}))
        await vscode.window.showTextDocument(document)
      `)
      await page.waitForSelector('.monaco-editor .view-line')
    },
    command: (title) => runCommand(page, title),
    playerFrame: () => playerFrame(page),
    close,
  }
}

interface Served {
  readonly port: number
  close(): void
}

function serve(extensionPaths: readonly string[], folderMountPath: string): Promise<Served> {
  const given = JSON.stringify({ trial, extensionPaths, folderMountPath })
  const server = fork(join(import.meta.dirname, 'serve.mjs'), [given], {
    execPath: ownNode(),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  server.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  return new Promise((resolve, reject) => {
    server.once('message', (port) => resolve({ port: Number(port), close: () => server.kill() }))
    server.once('error', reject)
    server.once('exit', (code) =>
      reject(new Error(`VS Code for the web could not be served (${code}):\n${said}`)),
    )
  })
}

/** The probe's worker: the one that has its API. */
async function hostOf(page: Page): Promise<Worker> {
  const until = performance.now() + START_MS
  while (performance.now() < until) {
    for (const worker of page.workers()) {
      const found = await worker.evaluate('typeof globalThis.silencioProbe').catch(() => 'gone')
      if (found === 'object') return worker
    }
    await page.waitForTimeout(200)
  }
  const scripts = page.workers().map((worker) => worker.url())
  throw new Error(`the extensions’ worker did not start; workers: ${scripts.join(', ')}`)
}
