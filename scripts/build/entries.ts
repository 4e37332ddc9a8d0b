/**
 * What the package offers to others: one line for each subpath of package.json's `exports`. A test holds the
 * two together.
 */
export interface Entry {
  /** As imported: `silencio/compiler` is `./compiler`. */
  readonly subpath: string
  /** From the repository's top. */
  readonly source: string
}

export const libraryEntries: readonly Entry[] = [
  { subpath: './language', source: 'language/index.ts' },
  { subpath: './compiler', source: 'compiler/index.ts' },
  { subpath: './runtime', source: 'runtime/index.ts' },
  { subpath: './runtime/node', source: 'runtime/host/node.ts' },
  { subpath: './audio', source: 'runtime/audio/index.ts' },
  { subpath: './ears', source: 'runtime/audio/ears/index.ts' },
  { subpath: './browser', source: 'runtime/host/browser/index.ts' },
  { subpath: './browser/ears-worklet', source: 'runtime/host/browser/ears-worklet.ts' },
  { subpath: './testing', source: 'runtime/testing/index.ts' },
  { subpath: './timbre/node', source: 'models/timbre/app.ts' },
  { subpath: './training', source: 'training/index.ts' },
]

/** What a page gives to `addModule`. Bundlers that only give its address copy it as it is: it may import nothing. */
export const workletEntry = 'runtime/host/browser/ears-worklet.ts'

/** The binary. Its commands are loaded on demand, so that `sil check` does not pay for the synthesiser. */
export const cliEntry = 'cli/sil.ts'

/** What worker threads of `sil` run: files of their own beside the binary, that nobody imports. */
export const workerEntries = ['training/simulate/worker.ts']

/**
 * What `sil compile --target standalone` puts behind a policy: the runtime in pieces without imports, for engines that
 * have no module loader. The types that it exports name what the outside says, which is never renamed.
 */
export const standaloneEntry = 'runtime/standalone.ts'

/** Everything whose change makes dist/ stale, from the repository's top. */
export const sourceFolders = [
  'language',
  'compiler',
  'runtime',
  'training',
  'lsp',
  'studio',
  'cli',
  'models',
  // The gallery of the studio.
  'examples',
  'scripts/build',
]
/** The same for the piano's recordings; which of them, the lock says. */
export const soundSources = {
  folders: ['scripts/build/piano', 'runtime/audio/samples'],
  files: ['runtime/audio/ears/fft.ts', 'runtime/math.ts'],
}
export const sourceFiles = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']

/** dist/ path without extension of an entry's bundle: folders stay as they are. */
export const withoutExtension = (source: string): string => source.replace(/\.ts$/, '')
