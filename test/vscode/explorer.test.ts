import { expect, test, vi } from 'vitest'

/** VS Code as far as the test explorer asks it; files whose name says so cannot be opened. */
const vscode = vi.hoisted(() => {
  class Items {
    private items = new Map<string, { readonly id: string }>()
    get = (id: string) => this.items.get(id)
    add = (item: { readonly id: string }) => void this.items.set(item.id, item)
    delete = (id: string) => void this.items.delete(id)
    replace(items: readonly { readonly id: string; parent?: object }[], parent?: object): void {
      for (const item of items) if (parent !== undefined) item.parent = parent
      this.items = new Map(items.map((item) => [item.id, item]))
    }
    [Symbol.iterator] = () => this.items[Symbol.iterator]()
  }
  const address = (text: string) => ({ scheme: 'file', path: text.slice(7), toString: () => text })
  const nothing = { dispose() {} }
  const watcher = {
    onDidCreate: () => nothing,
    onDidChange: () => nothing,
    onDidDelete: () => nothing,
    ...nothing,
  }
  const said: string[] = []
  const verdict = (word: string) => (item: { readonly label: string }) =>
    void said.push(`${word} ${item.label}`)
  let play: (request: object, token: object) => Promise<void> = async () => {}
  return {
    said,
    play: () => play({}, { isCancellationRequested: false, onCancellationRequested: () => nothing }),
    module: {
      Uri: { parse: address, joinPath: () => address('file:///extension') },
      Range: class {},
      Location: class {},
      TestMessage: class {
        readonly message: string
        constructor(message: string) {
          this.message = message
        }
      },
      TestRunProfileKind: { Run: 1 },
      tests: {
        createTestController: () => ({
          items: new Items(),
          createTestItem(id: string, label: string, uri: object) {
            const item = { id, label, uri, children: new Items() }
            const { children } = item
            const replace = children.replace.bind(children)
            children.replace = (items) => replace(items, item)
            return item
          },
          createRunProfile(_name: string, _kind: number, run: typeof play) {
            play = run
          },
          createTestRun: () => ({
            enqueued() {},
            started() {},
            appendOutput() {},
            passed: verdict('passed'),
            failed: verdict('failed'),
            skipped: verdict('skipped'),
            errored(item: { readonly label: string }, { message }: { readonly message: string }) {
              said.push(`errored ${item.label}: ${message}`)
            },
            end: () => void said.push('end'),
          }),
          ...nothing,
        }),
      },
      workspace: {
        isTrusted: true,
        textDocuments: [],
        createFileSystemWatcher: () => watcher,
        onDidOpenTextDocument: () => nothing,
        onDidChangeTextDocument: () => nothing,
        asRelativePath: (uri: object) => String(uri).slice('file:///songs/'.length),
        getWorkspaceFolder: () => ({ uri: address('file:///songs') }),
        fs: { readFile: async () => new Uint8Array() },
        async openTextDocument(uri: object) {
          if (String(uri).includes('gone')) throw new Error('File not found')
          return { uri, getText: () => '', languageId: 'sil' }
        },
      },
      window: {},
      commands: {},
    },
  }
})
vi.mock('vscode', () => vscode.module)

test('a file that cannot be opened is told, and the others are played all the same', async () => {
  // By its path alone: its types are those of VS Code's program, and not of the tests'.
  const { registerScenarios } = await vi.importActual<{ registerScenarios: (...given: never[]) => void }>(
    '../../vscode-extension/src/scenarios/explorer.ts',
  )
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }
  const found = ['a', 'gone', 'z'].map((name) => ({
    uri: `file:///songs/${name}.sil`,
    scenarios: [{ title: name, range }],
  }))
  const extension = { subscriptions: [], extensionUri: vscode.module.Uri.parse('file:///extension') }
  let hear: (message: object) => void = () => {}
  Reflect.apply(registerScenarios, null, [
    extension,
    async () => found,
    () => ({
      modules: 'data',
      post(message: { readonly kind: string; readonly id: number; readonly wanted: readonly object[] }) {
        if (message.kind !== 'run') return
        const [scenario] = message.wanted
        queueMicrotask(() => {
          hear({ kind: 'judged', id: message.id, scenario, milliseconds: 1, expectations: [] })
          hear({ kind: 'done', id: message.id })
        })
      },
      listen(given: typeof hear) {
        hear = given
      },
      end() {},
    }),
    async () => null,
  ])
  await vscode.play()
  expect(vscode.said).toEqual([
    'passed a',
    'errored gone: gone.sil cannot be opened: File not found',
    'passed z',
    'end',
  ])
})
