import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { CodeAction, Diagnostic } from 'vscode-languageserver'
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'
import { sil, silBinary } from '../harness/sil.ts'

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
function started() {
  const failure = inject('buildFailure')
  if (failure !== undefined) throw new Error(`sil was not built: ${failure}`)
  child = spawn(process.execPath, [silBinary, 'lsp', '--stdio'], { cwd: folder })
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
