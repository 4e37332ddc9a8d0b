/** A server that writes the parameters of `initialize` into a file and can do nothing else: `keep-initialize.mjs FILE`. */

import { writeFileSync } from 'node:fs'

const [file = ''] = process.argv.slice(2)
let heard = Buffer.alloc(0)

process.stdin.on('data', (data) => {
  heard = Buffer.concat([heard, data])
  for (;;) {
    const end = heard.indexOf('\r\n\r\n')
    const length = Number(/Content-Length: (\d+)/i.exec(heard.subarray(0, Math.max(0, end)).toString())?.[1])
    const start = end + 4
    if (end < 0 || heard.length < start + length) return
    hear(JSON.parse(heard.subarray(start, start + length).toString()))
    heard = heard.subarray(start + length)
  }
})

function hear({ id, method, params }) {
  if (method === 'exit') process.exit()
  if (method === 'initialize') writeFileSync(file, JSON.stringify(params))
  if (id === undefined) return
  const answer = JSON.stringify({
    jsonrpc: '2.0',
    id,
    result: method === 'initialize' ? { capabilities: {} } : null,
  })
  process.stdout.write(`Content-Length: ${Buffer.byteLength(answer)}\r\n\r\n${answer}`)
}
