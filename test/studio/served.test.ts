import { describe, expect, test } from 'vitest'
import { fitting, ROOT, SHOWN, servedAt } from '../../studio/editor/server/served.ts'

const TRIO = servedAt('songs/Pocket Trio.sil')
const OTHER = `${ROOT}/songs/zones.sil`

/** A request of Monaco's, and the server's answer to it as Monaco gets it. */
function answered(method: string, result: unknown) {
  const fit = fitting(() => TRIO)
  fit.toServer({ jsonrpc: '2.0', id: 4, method, params: { textDocument: { uri: SHOWN } } })
  return fit.toClient({ jsonrpc: '2.0', id: 4, result })
}

describe('what the studio’s editor and the language server say to each other', () => {
  test('is about the piece where it lies, and about the one text', () => {
    expect(TRIO).toBe('file:///studio/songs/Pocket%20Trio.sil')
    const fit = fitting(() => TRIO)
    const opened = { textDocument: { uri: SHOWN, version: 1, text: SHOWN } }
    expect(fit.toServer({ jsonrpc: '2.0', method: 'textDocument/didOpen', params: opened })?.params).toEqual({
      // What is written in a text is nobody's address.
      textDocument: { uri: TRIO, version: 1, text: SHOWN },
    })
    const told = {
      uri: TRIO,
      diagnostics: [{ message: TRIO, relatedInformation: [{ location: { uri: TRIO } }] }],
    }
    const publish = { jsonrpc: '2.0', method: 'textDocument/publishDiagnostics' }
    expect(fit.toClient({ ...publish, params: told })?.params).toEqual({
      uri: SHOWN,
      diagnostics: [{ message: TRIO, relatedInformation: [{ location: { uri: SHOWN } }] }],
    })
  })

  test('follows a piece that takes the place of another, whose problems are no longer told', () => {
    let served = TRIO
    const fit = fitting(() => served)
    served = servedAt('next.sil')
    const publish = (uri: string) =>
      fit.toClient({
        jsonrpc: '2.0',
        method: 'textDocument/publishDiagnostics',
        params: { uri, diagnostics: [] },
      })
    expect(publish(TRIO)).toBeNull()
    expect(publish(`${ROOT}/next.sil`)?.params).toMatchObject({ uri: SHOWN })
  })

  test('says where the files are, that Monaco takes snippets, and that it is told of problems and does not ask', () => {
    const completion = { dynamicRegistration: true, completionItem: { preselectSupport: true } }
    const capabilities = {
      textDocument: { diagnostic: {}, publishDiagnostics: {}, completion },
      workspace: {},
    }
    const params = { processId: null, rootUri: null, capabilities }
    const sent = fitting(() => TRIO).toServer({ jsonrpc: '2.0', id: 0, method: 'initialize', params })
    expect(sent?.params).toEqual({
      processId: null,
      rootUri: ROOT,
      workspaceFolders: [{ uri: ROOT, name: 'studio' }],
      capabilities: {
        textDocument: {
          publishDiagnostics: {},
          completion: {
            dynamicRegistration: true,
            completionItem: {
              preselectSupport: true,
              snippetSupport: true,
              insertReplaceSupport: true,
              documentationFormat: ['markdown', 'plaintext'],
            },
          },
        },
        workspace: {},
      },
    })
  })

  test('is not about other texts that Monaco holds', () => {
    const fit = fitting(() => TRIO)
    const params = { textDocument: { uri: 'inmemory://model/1', text: '' } }
    expect(fit.toServer({ jsonrpc: '2.0', method: 'textDocument/didOpen', params })).toBeNull()
  })

  test('places in other files are left out: Monaco has no text for them', () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }
    expect(
      answered('textDocument/references', [
        { uri: OTHER, range },
        { uri: TRIO, range },
      ])?.result,
    ).toEqual([{ uri: SHOWN, range }])
    expect(answered('textDocument/definition', [{ targetUri: OTHER }])?.result).toEqual([])
    expect(answered('textDocument/definition', { uri: OTHER, range })?.result).toBeNull()
    expect(answered('textDocument/definition', null)?.result).toBeNull()
  })

  test('a renaming in this text goes through, one that would change other files is refused in words', () => {
    const edits = [{ newText: 'x' }]
    expect(answered('textDocument/rename', { changes: { [TRIO]: edits } })?.result).toEqual({
      changes: { [SHOWN]: edits },
    })
    for (const edit of [
      { changes: { [TRIO]: edits, [OTHER]: edits } },
      { documentChanges: [{ textDocument: { uri: OTHER, version: null }, edits }] },
    ]) {
      const answer = answered('textDocument/rename', edit)
      expect(answer).not.toHaveProperty('result')
      expect(answer?.error).toMatchObject({ message: expect.stringContaining('another file') })
    }
  })

  test('errors and the server’s own requests go through as they are', () => {
    const error = { code: -32803, message: 'no' }
    const fit = fitting(() => TRIO)
    fit.toServer({ jsonrpc: '2.0', id: 1, method: 'textDocument/rename', params: {} })
    expect(fit.toClient({ jsonrpc: '2.0', id: 1, error })).toMatchObject({ error })
    const own = { jsonrpc: '2.0', id: 1, method: 'client/registerCapability', params: { registrations: [] } }
    expect(fit.toClient(own)).toEqual(own)
  })
})
