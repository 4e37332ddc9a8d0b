import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { inject } from 'vitest'

/** What a finished command leaves behind. */
export interface Finished {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface SilOptions {
  /** Folder to run in; the repository's top where not given. */
  readonly cwd?: string
  /** Text for standard input; without it the input is empty. */
  readonly input?: string
  /** Added to the environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Another Node binary than the one that runs the tests. */
  readonly node?: string
}

export const repositoryTop = join(import.meta.dirname, '..', '..')

/** The binary as a user gets it: bundled, in dist/. */
export const silBinary = join(repositoryTop, 'dist', 'cli', 'sil.js')

/**
 * Runs the built `sil` and resolves when it ends, whatever its status.
 *
 * @throws when dist/ could not be built: what would run is older than the sources.
 */
export function sil(args: readonly string[], options: SilOptions = {}): Promise<Finished> {
  const failure = inject('buildFailure')
  if (failure !== undefined) throw new Error(`sil was not built: ${failure}`)
  return run(options.node ?? process.execPath, [silBinary, ...args], options)
}

/** Runs a program without a shell. */
export function run(
  program: string,
  args: readonly string[],
  { cwd = repositoryTop, input = '', env = {} }: Omit<SilOptions, 'node'> = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, NO_COLOR: '1', ...env } })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    // A program that ends without reading its input closes the pipe: not a failure of the test.
    child.stdin.on('error', () => {}).end(input)
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, stdout, stderr }))
  })
}
