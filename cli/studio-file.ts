/** The file that `sil studio` is opened with, and what lies beside it. */

import type { SourceHost } from '../compiler/compile-api.ts'
import { workspaceHost } from '../lsp/node-files.ts'
import { TIMBRE_SPACE } from '../runtime/timbre/axes.ts'
import type { TimbreSpaceId } from '../runtime/timbre/spaces.ts'
import type { HeardBeside, StudioFile } from '../studio/server/document.ts'
import { openSource } from './io/workspace.ts'
import { writeAll } from './io/write.ts'
import { problemOf } from './no-model.ts'
import { trainedTimbres } from './trained-timbres.ts'

/** Read anew each time: other editors write it, too. */
export function studioFile(file: string): StudioFile {
  const { shown, path, absolute, host, root } = openSource(file)
  return {
    shown,
    path,
    read: () => openSource(absolute).text,
    write: (text) => writeAll([{ path: absolute, data: text }]),
    readBeside: (beside) => host.read(beside),
    hearBeside: (beside) => heardIn(earHosts(root), beside),
  }
}

/** A recording is heard in every space that the page may compile in. */
function earHosts(root: string): ReadonlyMap<TimbreSpaceId, SourceHost> {
  const hosts = new Map<TimbreSpaceId, SourceHost>([[TIMBRE_SPACE, workspaceHost(root)]])
  try {
    hosts.set('sil-timbre/2', workspaceHost(root, trainedTimbres().ear))
  } catch (error) {
    // The page says that there is no trained model.
    if (problemOf(error) === null) throw error
  }
  return hosts
}

function heardIn(hosts: ReadonlyMap<TimbreSpaceId, SourceHost>, path: string): HeardBeside {
  const vectors: Record<string, readonly number[]> = {}
  const notes: Record<string, string> = {}
  let cutOff = false
  for (const [space, host] of hosts) {
    const sound = host.hear?.(path) ?? { kind: 'missing' }
    if (sound.kind !== 'heard') return sound
    vectors[space] = Array.from(sound.vector)
    if (sound.note != null) notes[space] = sound.note
    cutOff = sound.cutOff === true
  }
  return { kind: 'heard', vectors, cutOff, notes }
}
