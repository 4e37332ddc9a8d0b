/**
 * What real editors say of themselves in `initialize`, replayed: recorded where a client runs here, else transcribed from its source
 * (each fixture says which). The server must go by it, and every editor must get through a morning: open, problems, completion,
 * hover, outline, formatting, shutdown.
 */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import {
  type CodeAction,
  type CompletionItem,
  type Diagnostic,
  type DocumentSymbol,
  type FullDocumentDiagnosticReport,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  InsertTextFormat,
  type ProtocolConnection,
  type RegistrationParams,
  type SemanticTokens,
  type SymbolInformation,
  type TextEdit,
  type WorkspaceSymbol,
} from 'vscode-languageserver/node'
import { applied } from './applied.ts'
import { clientOf, serve, uriOf } from './client.ts'
import { monacoInitialize, neovimInitialize, vscodeCapabilities } from './installed-clients.ts'

const folder = join(import.meta.dirname, 'fixtures', 'initialize')
const NAMES = readdirSync(folder).map((file) => file.replace(/\.json$/, ''))

interface Recorded {
  readonly source: string
  readonly params: InitializeParams
}

/** The least that a client may say: no editor of today, and the only one here that shows no Markdown. */
const SILENT = 'a client that says nothing'

function recorded(name: string): Recorded {
  if (name === SILENT)
    return { source: '', params: { processId: null, rootUri: 'file:///songs', capabilities: {} } }
  const { _source, ...params } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
  return { source: _source, params }
}

const ZONES = `zones shy {
  snap   20 ms
  follow 100 ms
  limit  200 ms
}

let spare = 3
`

/** A second tempo (related information), a name that nobody uses (tag), and blanks that the formatter mends. */
const BROKEN = `import { shy } from "./zones.sil"

tempo 96 bpm
tempo 96 bpm
let unused = 3

metronome click {
  beat   |X x x x|
}

player {
  zones shy
}

key D dorian
`

/** All that a server can ask of a client. */
const TO_CLIENTS = [
  'client/registerCapability',
  'client/unregisterCapability',
  'window/showDocument',
  'window/showMessageRequest',
  'window/workDoneProgress/create',
  'workspace/applyEdit',
  'workspace/codeLens/refresh',
  'workspace/configuration',
  'workspace/diagnostic/refresh',
  'workspace/foldingRange/refresh',
  'workspace/inlayHint/refresh',
  'workspace/inlineValue/refresh',
  'workspace/semanticTokens/refresh',
  'workspace/textDocumentContent/refresh',
  'workspace/workspaceFolders',
]

/** A session of an editor with what the server said to it by itself. */
interface Session {
  readonly connection: ProtocolConnection
  readonly answer: InitializeResult
  /** Requests of the server, in order; with `+` what it registered. */
  readonly asked: readonly string[]
  problems(uri: string): Promise<readonly Diagnostic[]>
}

let close: () => void = () => {}
afterEach(() => close())

async function begin({ params }: Recorded): Promise<Session> {
  const [up, down] = [new PassThrough(), new PassThrough()]
  const disk = new Map([['zones.sil', ZONES]])
  serve(up, down, disk)
  const connection = clientOf(down, up)
  close = () => {
    connection.dispose()
    up.destroy()
    down.destroy()
  }
  const asked: string[] = []
  for (const method of TO_CLIENTS)
    connection.onRequest(method, (params: unknown) => {
      if (method === 'client/registerCapability')
        asked.push(...(params as RegistrationParams).registrations.map((one) => `+ ${one.method}`))
      else asked.push(method)
      return method === 'workspace/configuration' ? [null] : null
    })
  const told = new Map<string, readonly Diagnostic[]>()
  connection.onNotification(
    'textDocument/publishDiagnostics',
    (one: { uri: string; diagnostics: Diagnostic[] }) => {
      told.set(one.uri, one.diagnostics)
    },
  )
  connection.listen()
  // The process of the recording is not of this machine: a server that looks after it would end, and the tests with it.
  const answer = await connection.sendRequest<InitializeResult>('initialize', { ...params, processId: null })
  await connection.sendNotification('initialized', {})
  return {
    connection,
    answer,
    asked,
    /** As this client gets them: by asking where it can, else by waiting. */
    async problems(uri) {
      const textDocument = { uri }
      if (params.capabilities.textDocument?.diagnostic === undefined) {
        await expect.poll(() => told.has(uri)).toBe(true)
        return told.get(uri) ?? []
      }
      const report: FullDocumentDiagnosticReport = await connection.sendRequest('textDocument/diagnostic', {
        textDocument,
      })
      expect([...told.keys()], 'told what it asks for').toEqual([])
      return report.items
    },
  }
}

async function opened(one: Recorded, text = BROKEN): Promise<Session & { readonly uri: string }> {
  const session = await begin(one)
  const uri = uriOf('trio.sil')
  const textDocument = { uri, languageId: 'sil', version: 1, text }
  await session.connection.sendNotification('textDocument/didOpen', { textDocument })
  return { ...session, uri }
}

describe('fixtures of what editors say', () => {
  it('are there for VS Code, Neovim, Helix, Zed and Monaco, each with where it is from', () => {
    for (const editor of ['vscode', 'neovim', 'helix', 'zed', 'monaco'])
      expect(
        NAMES.filter((name) => name.startsWith(`${editor}-`)),
        editor,
      ).not.toEqual([])
    for (const name of NAMES)
      expect(recorded(name).source, name).toMatch(
        /^(Recorded|Capabilities recorded|Transcribed, not recorded): /,
      )
  })

  it('are what the clients say that are installed here', async () => {
    expect(recorded('monaco-0.57.0').params).toEqual(await monacoInitialize())
    expect(recorded('vscode-client-11.0.0').params.capabilities).toEqual(vscodeCapabilities())
    const neovim = neovimInitialize('0.7.2')
    if (neovim === null) return
    // Its process and its folders are those of the moment.
    const { clientInfo, capabilities, trace } = recorded('neovim-0.7.2').params
    expect(neovim).toEqual({ ...Object(neovim), clientInfo, capabilities, trace })
  })

  it('have in them what makes clients differ', () => {
    const all = NAMES.map((name) => recorded(name).params.capabilities)
    const differ = (of: (one: (typeof all)[number]) => boolean): void =>
      expect(new Set(all.map(of)).size, String(of)).toBe(2)
    differ(({ textDocument }) => textDocument?.diagnostic !== undefined)
    differ(({ textDocument }) => textDocument?.completion?.completionItem?.snippetSupport === true)
    differ(({ textDocument }) => textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true)
    differ(({ textDocument }) => textDocument?.definition?.linkSupport === true)
    differ(({ textDocument }) => textDocument?.completion?.completionItem?.documentationFormat !== undefined)
    differ(({ textDocument }) => textDocument?.publishDiagnostics?.relatedInformation === true)
    differ(({ workspace }) => workspace?.configuration === true)
    differ(({ workspace }) => workspace?.didChangeWatchedFiles?.dynamicRegistration === true)
  })
})

describe.each([...NAMES, SILENT])('%s', (name) => {
  const one = recorded(name)
  const can = one.params.capabilities

  it('is offered what it can do, and asked for no more', async () => {
    const { answer, asked, connection, uri } = await opened(one)
    const { capabilities } = answer
    const encodings = can.general?.positionEncodings ?? ['utf-16']
    expect(encodings).toContain(capabilities.positionEncoding)
    expect(capabilities.diagnosticProvider !== undefined).toBe(can.textDocument?.diagnostic !== undefined)
    expect(capabilities.codeActionProvider !== undefined).toBe(
      can.textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    )
    expect(typeof capabilities.renameProvider === 'object').toBe(
      can.textDocument?.rename?.prepareSupport === true,
    )
    await connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [] })
    await connection.sendRequest('textDocument/foldingRange', { textDocument: { uri } })
    const { workspace } = can
    const refreshed = workspace?.diagnostics ?? Reflect.get(workspace ?? {}, 'diagnostic')
    const wanted = [
      ...(workspace?.didChangeConfiguration?.dynamicRegistration
        ? ['+ workspace/didChangeConfiguration']
        : []),
      ...(workspace?.didChangeWatchedFiles?.dynamicRegistration ? ['+ workspace/didChangeWatchedFiles'] : []),
      ...(workspace?.configuration ? ['workspace/configuration'] : []),
      ...(workspace?.inlayHint?.refreshSupport ? ['workspace/inlayHint/refresh'] : []),
      ...(workspace?.codeLens?.refreshSupport ? ['workspace/codeLens/refresh'] : []),
      ...(refreshed?.refreshSupport ? ['workspace/diagnostic/refresh'] : []),
    ]
    await expect.poll(() => new Set(asked)).toEqual(new Set(wanted))
  })

  it('gets its problems its own way, with as much beside them as it shows', async () => {
    const { problems, uri } = await opened(one)
    const found = await problems(uri)
    const { publishDiagnostics, diagnostic } = can.textDocument ?? {}
    const says = (key: 'relatedInformation' | 'tagSupport'): boolean =>
      Boolean(diagnostic?.[key] ?? publishDiagnostics?.[key])
    expect(found.map(({ code }) => code)).toContain('SIL0205')
    const second = found.find(({ code }) => code === 'SIL0205')
    expect(second?.range.start.line).toBe(3)
    expect(second?.relatedInformation?.length ?? 0).toBe(says('relatedInformation') ? 1 : 0)
    expect(found.some(({ tags }) => tags !== undefined)).toBe(says('tagSupport'))
  })

  it('gets completions that it can write: blocks as snippets or as text, of kinds that it knows', async () => {
    const { connection, uri } = await opened(one)
    const position = { line: 13, character: 0 }
    const items: CompletionItem[] = await connection.sendRequest('textDocument/completion', {
      textDocument: { uri },
      position,
    })
    const { completionItem, completionItemKind } = can.textDocument?.completion ?? {}
    const block = items.find(({ label }) => label === 'metronome')
    const snippet = completionItem?.snippetSupport === true
    expect(block?.insertTextFormat).toBe(snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText)
    expect(block?.insertText).toBe(
      snippet
        ? `metronome \${1:click} {\n  beat |\${2:X x x x}|\n}`
        : 'metronome click {\n  beat |X x x x|\n}',
    )
    const known = new Set(completionItemKind?.valueSet ?? Array.from({ length: 18 }, (_, n) => n + 1))
    const values: CompletionItem[] = await connection.sendRequest('textDocument/completion', {
      textDocument: { uri },
      position: { line: 14, character: 4 },
    })
    expect(values.map(({ label }) => label)).toContain('Eb')
    for (const { kind, label } of [...items, ...values]) expect(known, label).toContain(kind)
    const markdown = completionItem?.documentationFormat?.includes('markdown') === true
    const docs = items.flatMap(({ documentation }) => (documentation === undefined ? [] : [documentation]))
    expect(docs.length).toBeGreaterThan(0)
    for (const doc of docs) expect(doc).toMatchObject({ kind: markdown ? 'markdown' : 'plaintext' })
  })

  it('may let a word in whose midst it asks give way, where it asks its author for that', async () => {
    const { connection, uri } = await opened(one)
    // `tempo`, behind its third letter.
    const items: CompletionItem[] = await connection.sendRequest('textDocument/completion', {
      textDocument: { uri },
      position: { line: 2, character: 3 },
    })
    const before = { start: { line: 2, character: 0 }, end: { line: 2, character: 3 } }
    const whole = { start: { line: 2, character: 0 }, end: { line: 2, character: 6 } }
    expect(items.find(({ label }) => label === 'tempo')?.textEdit).toEqual(
      can.textDocument?.completion?.completionItem?.insertReplaceSupport === true
        ? { insert: before, replace: whole, newText: 'tempo ' }
        : { range: before, newText: 'tempo ' },
    )
  })

  it('is told what a word means in a format that it shows', async () => {
    const { connection, uri } = await opened(one)
    const hover: Hover | null = await connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: 2, character: 2 },
    })
    const markdown = can.textDocument?.hover?.contentFormat?.includes('markdown') === true
    expect(hover?.contents).toMatchObject({
      kind: markdown ? 'markdown' : 'plaintext',
      value: expect.stringMatching(markdown ? /^\*\*tempo\*\* takes/ : /^tempo takes/),
    })
  })

  it('goes to a declaration by the kind of place that it takes', async () => {
    const { connection, uri } = await opened(one)
    const [place] = await connection.sendRequest<object[]>('textDocument/definition', {
      textDocument: { uri },
      position: { line: 11, character: 9 },
    })
    const asLink = can.textDocument?.definition?.linkSupport === true
    const target = uriOf('zones.sil')
    expect(place).toMatchObject(asLink ? { targetUri: target } : { uri: target })
  })

  it('sees the outline as a tree or as a list, and symbols of kinds that it knows', async () => {
    const { connection, uri } = await opened(one)
    const outline: readonly (DocumentSymbol | SymbolInformation)[] = await connection.sendRequest(
      'textDocument/documentSymbol',
      { textDocument: { uri } },
    )
    const { hierarchicalDocumentSymbolSupport, symbolKind } = can.textDocument?.documentSymbol ?? {}
    const kinds = new Set(symbolKind?.valueSet ?? Array.from({ length: 18 }, (_, n) => n + 1))
    for (const { kind, name } of outline) expect(kinds, name).toContain(kind)
    const click = outline.find(({ name }) => name === 'click')
    if (hierarchicalDocumentSymbolSupport === true)
      expect(click).toMatchObject({ children: [{ name: 'beat' }] })
    else {
      expect(click).toMatchObject({ location: { uri, range: { start: { line: 6 } } } })
      expect(outline.find(({ name }) => name === 'beat')).toMatchObject({ containerName: 'click' })
    }
    const everywhere: readonly WorkspaceSymbol[] = await connection.sendRequest('workspace/symbol', {
      query: '',
    })
    const all = new Set(
      can.workspace?.symbol?.symbolKind?.valueSet ?? Array.from({ length: 18 }, (_, n) => n + 1),
    )
    // Monaco tells of no folder to search.
    const names = everywhere.map(({ name }) => name)
    expect(names.includes('click')).toBe(one.params.rootUri !== null)
    for (const { kind, name } of everywhere) expect(all, name).toContain(kind)
  })

  it('gets colours as numbers relative to each other, none across lines and none over another', async () => {
    const { connection, answer, uri } = await opened(one)
    const { data }: SemanticTokens = await connection.sendRequest('textDocument/semanticTokens/full', {
      textDocument: { uri },
    })
    const formats = can.textDocument?.semanticTokens?.formats
    if (formats !== undefined) expect(formats).toContain('relative')
    const legend = answer.capabilities.semanticTokensProvider?.legend.tokenTypes ?? []
    const lines = BROKEN.split('\n')
    let [line, start, end] = [0, 0, 0]
    expect(data.length).toBeGreaterThan(50)
    for (let at = 0; at < data.length; at += 5) {
      const [down = 0, right = 0, length = 0, type = -1] = data.slice(at, at + 4)
      if (down > 0) [start, end] = [0, 0]
      line += down
      start += right
      expect(start).toBeGreaterThanOrEqual(end)
      end = start + length
      expect(end).toBeLessThanOrEqual(lines[line]?.length ?? 0)
      expect(legend[type]).toBeTypeOf('string')
    }
  })

  it('formats, mends where it takes mends, and takes its leave', async () => {
    const { connection, problems, uri } = await opened(one)
    const edits: TextEdit[] = await connection.sendRequest('textDocument/formatting', {
      textDocument: { uri },
      options: { tabSize: 2, insertSpaces: true },
    })
    expect(applied(BROKEN, edits)).toContain('  beat |X x x x|\n')
    if (can.textDocument?.codeAction?.codeActionLiteralSupport !== undefined) {
      const diagnostics = await problems(uri)
      const actions: CodeAction[] = await connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: { line: 4, character: 4 }, end: { line: 4, character: 4 } },
        context: { diagnostics },
      })
      expect(actions.length).toBeGreaterThan(0)
      for (const { edit, command } of actions) {
        expect(edit?.changes).toBeDefined()
        expect(command).toBeUndefined()
      }
    }
    await expect(connection.sendRequest('shutdown')).resolves.toBeNull()
  })
})
