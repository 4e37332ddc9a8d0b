/**
 * The thread that plays scenarios, for editors that show them as tests: compiles a text, and lets the band play each scenario as
 * `sil test` does. Who started it ends it, when it takes too long or is not wanted any more.
 */

import { check } from '../../compiler/compile.ts'
import type { CheckResult } from '../../compiler/compile-api.ts'
import { emitModule } from '../../compiler/emit/emit-module.ts'
import type { PolicyIr } from '../../compiler/ir.ts'
import type { Policy } from '../../runtime/create-policy.ts'
import { runScenario } from '../../runtime/player/scenario.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import { type FromScenarios, readToScenarios, type ToScenarios } from '../scenario-protocol.ts'
import { createImports } from '../service/imports.ts'
import { isSame, keyed } from '../service/scenario-keys.ts'

type Run = ToScenarios & { readonly kind: 'run' }

const wanted = new Map<number, (source: unknown) => void>()
let questions = 0
/** The address of a module with this text, and how to let go of it. */
let moduleOf: (text: string) => { readonly url: string; free(): void } = asData
let runtime = ''
/** One after the other. */
let turn: Promise<void> = Promise.resolve()

globalThis.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = readToScenarios(data)
  if (message === null) return
  switch (message.kind) {
    case 'setup':
      moduleOf = message.modules === 'blob' ? asBlob : asData
      runtime = moduleOf(message.runtime).url
      return
    case 'source':
      wanted.get(message.id)?.(message.source)
      wanted.delete(message.id)
      return
    case 'run':
      turn = turn
        .then(() => run(message))
        .catch((error: unknown) => {
          const said = error instanceof Error ? error.message : String(error)
          answer({ kind: 'failed', id: message.id, message: said, start: 0, end: 0 })
        })
  }
})

const answer = (message: FromScenarios): void => globalThis.postMessage(message)

async function run({ id, path, text, wanted: only }: Run): Promise<void> {
  const { hostIn } = await createImports({ kind: 'page' }, { source: read, sound: null }).of(path, text)
  const result = check({ path, text, host: hostIn('sil-timbre/1') })
  if (result.ir === null) {
    answer({ kind: 'failed', id, ...firstError(result) })
    return
  }
  const policy = await loaded(result.ir, path, text)
  const seed = policy.definition.seed ?? 0
  for (const { scenario, key } of keyed(result.ir.scenarios)) {
    if (only !== null && !only.some((one) => isSame(one, key))) continue
    answer({ kind: 'started', id, scenario: key })
    const before = performance.now()
    const judged = runScenario(policy, scenario, seed)
    answer({
      kind: 'judged',
      id,
      scenario: key,
      milliseconds: performance.now() - before,
      expectations: judged.map(({ span, passed, found }) => ({
        start: span.start,
        end: span.end,
        passed,
        found,
      })),
    })
  }
  answer({ kind: 'done', id })
}

function read(path: string): Promise<unknown> {
  const id = questions++
  return new Promise((resolve) => {
    wanted.set(id, resolve)
    answer({ kind: 'source-wanted', id, path })
  })
}

/** What is wrong in another file stands at the import that brings it. */
function firstError({ diagnostics, file }: CheckResult): {
  readonly message: string
  readonly start: number
  readonly end: number
} {
  const error = diagnostics.find(({ severity }) => severity === 'error')
  if (error === undefined) return { message: 'There is nothing to play.', start: 0, end: 0 }
  const words = `${error.code} ${error.title}: ${error.message}`
  if (error.file === '') return { message: words, start: error.span.start, end: error.span.end }
  const { start, end } = file.items.find(({ kind }) => kind === 'import') ?? { start: 0, end: 0 }
  return { message: `${error.file}: ${words}`, start, end }
}

/** It is code of our own compiler, and imports nothing but the runtime. */
async function loaded(ir: PolicyIr, path: string, text: string): Promise<Policy> {
  const code = emitModule(ir, {
    target: 'esm',
    runtimeModule: runtime,
    runtimeVersion: RUNTIME_VERSION,
    sourcePath: path,
    sourceText: text,
  })
  const { url, free } = moduleOf(code)
  try {
    const module: unknown = await import(url)
    const policy: unknown =
      typeof module === 'object' && module !== null ? Reflect.get(module, 'default') : null
    if (!isPolicy(policy)) throw new Error('the compiled module exports no policy')
    return policy
  } finally {
    free()
  }
}

const isPolicy = (value: unknown): value is Policy =>
  typeof value === 'object' && value !== null && 'start' in value && 'definition' in value

function asBlob(text: string): { readonly url: string; free(): void } {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
  return { url, free: () => URL.revokeObjectURL(url) }
}

function asData(text: string): { readonly url: string; free(): void } {
  return { url: `data:text/javascript,${encodeURIComponent(text)}`, free() {} }
}
