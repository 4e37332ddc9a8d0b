import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { anyCharacter } from '../harness/any-character.ts'
import { runs, TIMES } from '../harness/runs.ts'
import { examples } from '../language/corpus.ts'
import { type Editor, openEditor, uriOf } from './client.ts'

/** Any message in any order, at any place, in any text: an answer or an error of the protocol, and the server lives on. */

const ASKED = [
  'completion',
  'hover',
  'definition',
  'references',
  'documentHighlight',
  'prepareRename',
  'rename',
  'documentSymbol',
  'codeAction',
  'formatting',
  'rangeFormatting',
  'foldingRange',
  'selectionRange',
  'documentLink',
  'inlayHint',
  'semanticTokens/full',
  'semanticTokens/full/delta',
  'semanticTokens/range',
  'linkedEditingRange',
  'signatureHelp',
  'diagnostic',
  'codeLens',
  'typeDefinition',
  'onTypeFormatting',
  'prepareCallHierarchy',
]
/** Asked of the workspace, or of what the server has said itself. */
const OTHERS = [
  'callHierarchy/incomingCalls',
  'callHierarchy/outgoingCalls',
  'workspace/symbol',
  'workspace/willRenameFiles',
  'workspace/textDocumentContent',
]

let editor: Editor
beforeAll(async () => {
  editor = await openEditor(Object.fromEntries(examples.map(({ name, text }) => [name, text])))
})
afterAll(() => editor.close())

/** Mostly where something stands, now and then beyond all edges. */
const place = fc.oneof(
  { weight: 5, arbitrary: fc.record({ line: fc.nat({ max: 25 }), character: fc.nat({ max: 20 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      line: fc.integer({ min: -2, max: 2 ** 31 - 1 }),
      character: fc.integer({ min: -2, max: 2 ** 31 - 1 }),
    }),
  },
)
const path = fc.constantFrom('a.sil', 'no such.sil', ...examples.map(({ name }) => name))
const snippet = fc.oneof(
  fc.constantFrom(...examples.map(({ text }) => text)),
  fc.string({ maxLength: 30, unit: anyCharacter }),
  fc.constantFrom(
    '',
    '{',
    '}',
    '|x',
    '"',
    '\r',
    'learn',
    '𝄞',
    '\u0000',
    'zones z {',
    'import { a } from "./a.sil"',
  ),
)
const message = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('open' as const), path, text: snippet }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      path,
      start: place,
      end: place,
      text: snippet,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), path }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      path,
      method: fc.constantFrom(...ASKED.map((name) => `textDocument/${name}`), ...OTHERS),
      start: place,
      end: place,
      text: fc.constantFrom('}', '|', '\n', 'js', 'ir.json', 'exe', 'kit', 'click', '%', ''),
    }),
  },
)

it('answers whatever it is asked, and goes on', { timeout: 60_000 * TIMES }, async () => {
  let version = 1
  await fc.assert(
    fc.asyncProperty(fc.array(message, { minLength: 10, maxLength: 60, size: 'max' }), async (messages) => {
      const answers: Promise<unknown>[] = []
      for (const one of messages) {
        const textDocument = { uri: uriOf(one.path), version: ++version, languageId: 'sil' }
        if (one.kind === 'open')
          void editor.client.sendNotification('textDocument/didOpen', {
            textDocument: { ...textDocument, text: one.text },
          })
        else if (one.kind === 'close')
          void editor.client.sendNotification('textDocument/didClose', { textDocument })
        else if (one.kind === 'change') {
          const contentChanges = [{ range: { start: one.start, end: one.end }, text: one.text }]
          void editor.client.sendNotification('textDocument/didChange', { textDocument, contentChanges })
        } else {
          const { start, end } = one
          const more = {
            position: start,
            positions: [start, end],
            range: { start, end },
            newName: 'other',
            context: { includeDeclaration: true, diagnostics: [], triggerKind: 1 },
            options: { tabSize: 2, insertSpaces: true },
            previousResultId: '1',
            ch: one.text,
            query: one.text,
            uri: `silencio:/x.${one.text}?${encodeURIComponent(textDocument.uri)}`,
            files: [{ oldUri: textDocument.uri, newUri: uriOf(`moved/${one.text}`) }],
            item: {
              name: one.text,
              kind: 5,
              uri: textDocument.uri,
              range: { start, end },
              selectionRange: { start, end },
            },
          }
          answers.push(
            editor.ask(one.method, { textDocument, ...more }).catch((error: unknown) => {
              // Refused with reasons is an answer; a stack is not.
              expect(String(error)).not.toMatch(/internal|Cannot read|is not a function|undefined/i)
            }),
          )
        }
      }
      await Promise.all(answers)
    }),
    runs(400, 120),
  )
  expect(await editor.ask('workspace/symbol', { query: '' })).toBeInstanceOf(Array)
})

it('a message that makes no sense is an error of the protocol', async () => {
  await expect(editor.ask('textDocument/hover', null)).rejects.toThrow()
  await expect(editor.ask('no/such', {})).rejects.toThrow(/Unhandled method/)
  expect(await editor.ask('workspace/symbol', { query: 'zzz' })).toEqual([])
})
