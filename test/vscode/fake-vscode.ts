/** The module `vscode` as far as the extension's bundles go when they start; whatever else they ask for does nothing. */

interface Registered {
  readonly commands: Map<string, (...given: readonly unknown[]) => unknown>
  readonly tasks: string[]
  executed: number
  warned: number
  provided(): unknown
}

export function fakeVscode({ trusted = true } = {}) {
  const nothing = anything()
  let play: (request: object, token: object) => unknown = () => {}
  let provider: { provideTasks(): unknown } = { provideTasks: () => [] }
  const registered = {
    commands: new Map<string, (...given: readonly unknown[]) => unknown>(),
    tasks: [] as string[],
    executed: 0,
    warned: 0,
    provided: () => provider.provideTasks(),
  } satisfies Registered
  const own: Readonly<Record<string, object>> = {
    commands: {
      registerCommand(name: string, run: () => unknown) {
        if (registered.commands.has(name)) throw new Error(`${name} is registered twice`)
        registered.commands.set(name, run)
        return { dispose() {} }
      },
    },
    tasks: {
      registerTaskProvider(type: string, given: typeof provider) {
        registered.tasks.push(type)
        provider = given
        return { dispose() {} }
      },
      executeTask: async () => void registered.executed++,
    },
    window: {
      activeTextEditor: { document: { languageId: 'sil', uri: { scheme: 'file', fsPath: '/a.sil' } } },
      showErrorMessage: async () => undefined,
      showWarningMessage: async () => void registered.warned++,
    },
    tests: {
      createTestController: () => ({
        items: [],
        createRunProfile(_name: string, _kind: unknown, run: typeof play) {
          play = run
        },
        createTestRun() {
          registered.executed++
          return nothing
        },
        dispose() {},
      }),
    },
    workspace: { isTrusted: trusted, workspaceFolders: [], textDocuments: [] },
  }
  const module: { readonly Uri: unknown } = new Proxy(
    { Uri: nothing },
    {
      get(_, name) {
        const known = typeof name === 'string' ? own[name] : undefined
        return known === undefined ? nothing : withNothingElse(known, nothing)
      },
    },
  )
  return {
    module,
    registered: {
      ...registered,
      get commands() {
        return registered.commands.keys()
      },
      get executed() {
        return registered.executed
      },
      get warned() {
        return registered.warned
      },
    },
    call: async (name: string) => registered.commands.get(name)?.(),
    /** Presses the test explorer's button. */
    play: async () => play({}, {}),
  }
}

function withNothingElse(known: object, nothing: unknown): unknown {
  return new Proxy(known, {
    get: (target, name) => (name in target ? Reflect.get(target, name) : nothing),
  })
}

/** May be called, constructed, extended and asked for anything; is no promise, so that awaiting it ends. */
function anything(): unknown {
  const one: object = new Proxy(class {}, {
    get(target, name) {
      if (name === 'then') return undefined
      if (name === 'prototype') return Reflect.get(target, name)
      if (name === Symbol.toPrimitive) return () => 'nothing'
      if (name === Symbol.iterator) return [][Symbol.iterator]
      return one
    },
    set: () => true,
    apply: () => one,
  })
  return one
}
