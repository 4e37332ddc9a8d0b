/** The player's pane: its program and style, and beside them its threads, each of one file. They are the studio's. */

import { type BuildOptions, build, type Metafile } from 'esbuild'
import { studioProgram } from '../build/studio.ts'

const THREADS = {
  band: 'studio/workers/band.ts',
  runtime: 'runtime/index.ts',
  compile: 'studio/workers/compile.ts',
  sound: 'runtime/host/browser/band-processor.ts',
  samples: 'studio/workers/samples.ts',
} as const

export interface PlayerBundle {
  /** Text by path below the player's folder. */
  readonly files: Readonly<Record<string, string>>
  readonly metafile: Metafile
}

/** @throws esbuild's BuildFailure, whose message names file and line */
export async function bundlePlayer(top: string): Promise<PlayerBundle> {
  const options = {
    ...studioProgram(top),
    entryPoints: { player: 'studio/player/main.ts', style: 'studio/player/player.css', ...THREADS },
  } as const satisfies BuildOptions
  const { outputFiles, metafile } = await build(options)
  const files = Object.fromEntries(
    outputFiles.map(({ path, text }) => [
      path.replace(/^.*[\\/]/, '').replace(/^style\.css$/, 'player.css'),
      text,
    ]),
  )
  return { files, metafile }
}
