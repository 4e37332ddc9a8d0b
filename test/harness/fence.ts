/**
 * A fence around a browser: all that leaves loopback goes to a proxy which answers nothing and writes down who was asked
 * for. Pages, workers, worklets and the browser itself alike.
 */

import { createServer } from 'node:http'

export interface Fence {
  /** For the browser's command line. Chromium sends loopback past a proxy. */
  readonly flags: readonly string[]
  /** Host and port, or address, of each request that tried to leave. */
  readonly asked: readonly string[]
  close(): void
}

export async function raiseFence(): Promise<Fence> {
  const asked: string[] = []
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(403).end()
  })
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  await new Promise<void>((resolve, reject) => {
    proxy.once('error', reject)
    proxy.listen(0, '127.0.0.1', resolve)
  })
  const address = proxy.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    flags: [`--proxy-server=http://127.0.0.1:${port}`],
    asked,
    close() {
      proxy.close()
      proxy.closeAllConnections()
    },
  }
}
