/** The editor's end: VS Code gives its panes one function to speak with. */

import type { FromPlayer } from '../player-protocol.ts'

declare function acquireVsCodeApi(): { postMessage(message: unknown): void }

/** To be called once. */
export function editorHost(): (message: FromPlayer) => void {
  const api = acquireVsCodeApi()
  return (message) => api.postMessage(message)
}
