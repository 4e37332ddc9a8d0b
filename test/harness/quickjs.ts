import { getQuickJS, type QuickJSContext, type QuickJSHandle } from 'quickjs-emscripten'
import { type Engine, expectText, MAIN, type Modules } from './engine.ts'

const MEMORY_BYTES = 256 * 1024 * 1024

/**
 * QuickJS with nothing of a host: no console, no timers, no TextEncoder. What runs here runs in the engine of
 * a phone, too.
 */
export const quickJs: Engine = quickJsWithin(30_000)

/** QuickJS that stops a run after so many milliseconds. */
export function quickJsWithin(deadline: number): Engine {
  return {
    name: 'QuickJS',
    missing: undefined,
    evaluate: (main, modules = {}) => evaluate(main, modules, performance.now() + deadline),
  }
}

async function evaluate(main: string, modules: Modules, deadline: number): Promise<string> {
  const quickjs = await getQuickJS()
  const runtime = quickjs.newRuntime()
  runtime.setInterruptHandler(() => performance.now() > deadline)
  runtime.setMemoryLimit(MEMORY_BYTES)
  runtime.setModuleLoader((name) => modules[name] ?? { error: new Error(`there is no module ${name}`) })
  const context = runtime.newContext()
  try {
    const module = context.evalCode(main, MAIN, { type: 'module' })
    const exported = settled(context, unwrapped(context, module))
    const value = context.getProp(exported, 'default')
    exported.dispose()
    return expectText(dumped(context, value))
  } finally {
    context.dispose()
    runtime.dispose()
  }
}

/** A module with a top-level await is a promise of its exports: runs its jobs until it is one no more. */
function settled(context: QuickJSContext, module: QuickJSHandle): QuickJSHandle {
  const jobs = context.runtime.executePendingJobs()
  if (jobs.error) throw new Error(describe(dumped(context, jobs.error)))
  const state = context.getPromiseState(module)
  if (state.type === 'fulfilled' && state.notAPromise) return module
  module.dispose()
  if (state.type === 'pending') throw new Error('the module waits for something that never comes')
  if (state.type === 'rejected') throw new Error(describe(dumped(context, state.error)))
  return state.value
}

type Result = ReturnType<QuickJSContext['evalCode']>

function unwrapped(context: QuickJSContext, result: Result): QuickJSHandle {
  if (result.error) throw new Error(describe(dumped(context, result.error)))
  return result.value
}

/** The value as one of ours; frees the engine's. */
function dumped(context: QuickJSContext, handle: QuickJSHandle): unknown {
  const value: unknown = context.dump(handle)
  handle.dispose()
  return value
}

function describe(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error)
  return `${String(Reflect.get(error, 'name'))}: ${String(Reflect.get(error, 'message'))}`
}
