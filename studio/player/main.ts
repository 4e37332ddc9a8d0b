/** The panel's program. Its threads lie beside it; until they are there, what the editor says waits. */

import { h } from '../page/dom.ts'
import { readToPlayer } from '../player-protocol.ts'
import { editorHost } from './host.ts'
import { createPlayer } from './player.ts'
import { followEditorTheme } from './theme.ts'
import { fetchThreads } from './threads.ts'

followEditorTheme()
try {
  const tellEditor = editorHost()
  const addresses = await fetchThreads(new URL('./', import.meta.url).href)
  const player = createPlayer({ addresses, tellEditor })
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = readToPlayer(data)
    if (message !== null) player.hear(message)
  })
  tellEditor({ kind: 'ready' })
} catch (error) {
  const why = error instanceof Error ? error.message : String(error)
  document.body.append(h('p', { role: 'alert' }, `The player could not be loaded: ${why}`))
}
