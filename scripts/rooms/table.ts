/**
 * Who may enter which room: the folder table of docs/architecture, in a form that a program can check.
 * A folder that is not listed here (a new one) is a problem of its own: decide first, then build.
 */
export interface Room {
  /** Folder, from the repository's top. The longest match wins, so `runtime/host` is not `runtime`. */
  readonly path: string
  /** Folders it may import from besides itself; `all` for the rooms at the top. */
  readonly mayImport: readonly string[] | 'all'
  /** Folders from which it may take types, and nothing that runs. */
  readonly typesFrom?: readonly string[]
  /** Its own subfolders that the rest of it may not enter. */
  readonly notFrom?: readonly string[]
  /** `none`: neither Node's modules nor anything else that only one host has. */
  readonly host: 'any' | 'none'
  /** No clock and no random source: what comes out depends on what goes in, and on nothing else. */
  readonly deterministic: boolean
  /** Part of the published package: may import `dependencies` and what is bundled (bundled.ts), no other `devDependencies`. */
  readonly shipped: boolean
}

export const rooms: readonly Room[] = [
  { path: 'language', mayImport: [], host: 'none', deterministic: true, shipped: true },
  {
    path: 'compiler',
    mayImport: ['language', 'runtime/theory', 'runtime/timbre'],
    host: 'none',
    deterministic: true,
    shipped: true,
  },
  {
    path: 'runtime',
    mayImport: [],
    notFrom: ['runtime/host'],
    host: 'none',
    deterministic: true,
    shipped: true,
  },
  { path: 'runtime/host', mayImport: ['runtime'], host: 'any', deterministic: false, shipped: true },
  {
    // A page: no Node.
    path: 'runtime/host/browser',
    mayImport: ['runtime'],
    notFrom: ['runtime/host/node.ts', 'runtime/host/report'],
    host: 'none',
    deterministic: false,
    shipped: true,
  },
  {
    path: 'training',
    mayImport: ['runtime', 'compiler'],
    typesFrom: ['language'],
    host: 'any',
    deterministic: true,
    shipped: true,
  },
  {
    // Trained values are read by the one reader that apps have, and prompts by the one lexicon.
    path: 'lsp',
    mayImport: [
      'language',
      'compiler',
      'runtime/theory',
      'runtime/timbre',
      // Recordings that a piece names are heard by the same ears as in `sil`.
      'runtime/audio/listen',
      // Words are known or not, here as there.
      'models/timbre/words',
      'runtime/slots-file.ts',
      'runtime/contextual.ts',
      'runtime/version.ts',
    ],
    notFrom: ['lsp/timbre-model'],
    host: 'any',
    deterministic: false,
    shipped: true,
  },
  {
    // Programs of their own, loaded with the first timbre: an editor's extension, and a page, go without.
    path: 'lsp/timbre-model',
    mayImport: [
      'lsp',
      'models/timbre/node.ts',
      'models/timbre/text',
      'runtime/audio/palette/baked-patch.ts',
      'runtime/timbre',
    ],
    host: 'any',
    deterministic: false,
    shipped: true,
  },
  {
    path: 'studio',
    // Pieces are compiled in the trained timbre space, whose encoder runs in a thread of its own.
    mayImport: [
      'lsp',
      'language',
      'compiler',
      'runtime',
      'models/timbre/index.ts',
      'models/timbre/text',
      'models/timbre/text/browser',
    ],
    host: 'any',
    deterministic: false,
    shipped: false,
  },
  // The part of the studio that `sil` runs; the page itself comes built, with all it needs inside.
  {
    path: 'studio/server',
    mayImport: ['language', 'compiler'],
    host: 'any',
    deterministic: false,
    shipped: true,
  },
  {
    path: 'vscode-extension',
    // The player's pane and the thread that plays scenarios come built, as the studio's page does: they are only spoken with.
    mayImport: [
      'lsp',
      'studio/views',
      'studio/player-protocol.ts',
      'studio/scenario-protocol.ts',
      'studio/service/scenario-keys.ts',
    ],
    typesFrom: ['compiler'],
    host: 'any',
    deterministic: false,
    shipped: false,
  },
  {
    // The drawn views stand in the page and in an editor's pane: they know what they are told, and of the runtime
    // the one formula of the zones, which exists once.
    path: 'studio/views',
    mayImport: ['runtime/follow/zones.ts'],
    typesFrom: ['runtime', 'studio/protocol.ts'],
    host: 'any',
    deterministic: false,
    shipped: false,
  },
  { path: 'cli', mayImport: 'all', host: 'any', deterministic: false, shipped: true },
  // What networks look like elsewhere: written, never run here.
  { path: 'models', mayImport: ['runtime'], host: 'none', deterministic: true, shipped: true },
  // The trained timbre space with its files, where there is a disk.
  {
    path: 'models/timbre/node.ts',
    mayImport: ['models', 'models/timbre/text', 'runtime'],
    host: 'any',
    deterministic: true,
    shipped: true,
  },
  // The same for programs, with all that it takes to compile in it.
  {
    path: 'models/timbre/app.ts',
    mayImport: ['models', 'models/timbre/node.ts', 'runtime'],
    host: 'any',
    deterministic: true,
    shipped: true,
  },
  // What trains it: sounds by the real voices, captions, networks. Nobody who plays needs it.
  {
    path: 'models/timbre/data',
    mayImport: [
      'models',
      'models/timbre/text',
      'models/timbre/text/node.ts',
      'models/timbre/train',
      'runtime',
    ],
    host: 'any',
    deterministic: true,
    shipped: false,
  },
  {
    path: 'models/timbre/train',
    mayImport: ['models', 'models/timbre/data', 'runtime'],
    host: 'any',
    deterministic: true,
    shipped: false,
  },
  // The sentence encoder: whoever runs it brings its runtime and a file of 23 MB.
  {
    path: 'models/timbre/text',
    mayImport: ['models/onnx', 'models/timbre/words', 'runtime/random.ts', 'runtime/timbre/dot.ts'],
    notFrom: ['models/timbre/text/browser'],
    host: 'any',
    deterministic: true,
    shipped: true,
  },
  // The same by a native runtime, for training.
  ...['models/timbre/text/native.ts', 'models/timbre/text/node.ts'].map((path) => ({
    path,
    mayImport: ['models/timbre/text'],
    host: 'any' as const,
    deterministic: true,
    shipped: false,
  })),
  {
    // A worker of a page: no Node. It comes built, with its runtime inside.
    path: 'models/timbre/text/browser',
    mayImport: [
      'models/timbre/text/encoder.ts',
      'models/timbre/text/session.ts',
      'models/timbre/text/tokens.ts',
      'models/timbre/text/checksums.ts',
    ],
    host: 'none',
    deterministic: true,
    shipped: false,
  },
  { path: 'examples', mayImport: [], host: 'any', deterministic: false, shipped: false },
  // Grammars for other editors; what they are made from lies in scripts/.
  { path: 'editors', mayImport: [], host: 'any', deterministic: false, shipped: false },
  { path: 'bench', mayImport: 'all', host: 'any', deterministic: false, shipped: false },
  { path: 'test', mayImport: 'all', host: 'any', deterministic: false, shipped: false },
  { path: 'scripts', mayImport: 'all', host: 'any', deterministic: false, shipped: false },
]

/**
 * Folders of the runtime whose numbers decide when and what is played. JavaScript engines differ in the last
 * bit of `Math.exp` and its kin, so that a performance would differ between Node and a phone. Sound itself
 * (audio, timbre) may differ by that bit: nobody hears it. But what the ears hear in sound decides.
 */
export const decidesEvents = (path: string): boolean =>
  isInside(path, 'runtime/audio/ears') ||
  (path.startsWith('runtime/') && !/^runtime\/(audio|timbre|host)\//.test(path))

export function roomOf(path: string): Room | undefined {
  let best: Room | undefined
  for (const room of rooms) {
    if (isInside(path, room.path) && room.path.length > (best?.path.length ?? 0)) best = room
  }
  return best
}

export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}
