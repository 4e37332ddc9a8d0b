import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { StudioFile } from '../../studio/server/document.ts'
import { KEY_HEADER, ownHosts, type StudioServer, startStudio } from '../../studio/server/server.ts'
import { link } from '../harness/links.ts'
import { run, sil, silBinary } from '../harness/sil.ts'

const asset = (text: string, type: string) => ({ body: Buffer.from(text), type, etag: `"${text.length}"` })
const assets = new Map([
  ['/', asset('<!doctype html>', 'text/html; charset=utf-8')],
  ['/studio.js', asset('0', 'text/javascript; charset=utf-8')],
  ['/band.js', asset('0', 'text/javascript; charset=utf-8')],
])

let text = ''
let beside: Readonly<Record<string, string>> = {}
const file: StudioFile = {
  shown: 'trio.sil',
  path: 'trio.sil',
  read: () => text,
  write: (next) => {
    text = next
  },
  readBeside: (path) =>
    Object.hasOwn(beside, path) ? { kind: 'text', text: beside[path] ?? '' } : { kind: 'missing' },
  hearBeside: (path) =>
    path === 'knock.wav'
      ? { kind: 'heard', vectors: { 'sil-timbre/1': [1, 0] }, cutOff: false, notes: {} }
      : { kind: 'missing' },
}

let server: StudioServer
beforeEach(async () => {
  text = 'tempo 96 bpm\n'
  beside = { 'timbres.sil': 'timbre a = "b"\n', 'secret.txt': 'hidden' }
  server = await startStudio({ assets, file, port: 0 })
})
afterEach(() => server.close())

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/** A request as it is written, without what a client would mend. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { port, host } = new URL(server.url)
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body = '' } = options
    const sent = request(
      { host: '127.0.0.1', port, path, method, headers: { host, ...headers } },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

async function keyAndRevision(): Promise<{ key: string; revision: string }> {
  const { body } = await ask('/api/file')
  const { key, file: opened } = JSON.parse(body)
  return { key, revision: opened.revision }
}

async function put(headers: Record<string, string>, body: unknown): Promise<Answer> {
  return ask('/api/file', { method: 'PUT', headers, body: JSON.stringify(body) })
}

describe('the studio’s server', () => {
  test('says of the file and of what it imports whether they are others now', async () => {
    const now = async (query: string): Promise<unknown> =>
      JSON.parse((await ask(`/api/revision${query}`)).body)
    const { revision } = await keyAndRevision()
    const query = '?beside=timbres.sil&beside=gone.sil&beside=secret.txt'
    const before = await now(query)
    expect(before).toEqual({
      file: revision,
      beside: { 'timbres.sil': expect.any(Number), 'gone.sil': null },
    })
    expect(await now(query)).toEqual(before)
    text += '// more'
    expect(await now('')).toEqual({ file: (await keyAndRevision()).revision, beside: {} })
    beside = { 'timbres.sil': 'timbre a = "c"\n' }
    expect(await now(query)).not.toMatchObject({
      beside: { 'timbres.sil': Reflect.get(Object(before), 'beside')['timbres.sil'] },
    })
  })

  test('serves the page with strict headers', async () => {
    const { status, headers } = await ask('/')
    expect(status).toBe(200)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toMatch(/script-src[^;]*unsafe|unsafe-eval|\*|https?:/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
  })

  test('lets one file import what it made, the band’s worker, and no other', async () => {
    const blobs = async (path: string) =>
      String((await ask(path)).headers['content-security-policy']).includes('blob:')
    const scripts = async (path: string) =>
      /script-src[^;]*blob:/.test(String((await ask(path)).headers['content-security-policy']))
    expect(await blobs('/band.js')).toBe(true)
    expect(await scripts('/band.js')).toBe(true)
    expect(await scripts('/')).toBe(false)
    expect(await scripts('/studio.js')).toBe(false)
  })

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/..\\package.json',
    '//etc/passwd',
    '/studio.js/../../package.json',
    '/constructor',
    '/__proto__',
    '/%00',
    '/studio.js%00.html',
  ])('has no file %s', async (path) => {
    const { status } = await ask(path)
    expect([400, 404]).toContain(status)
  })

  test.each(['evil.example', 'evil.example:4400', '127.0.0.1', 'localhost', '127.0.0.1.evil.example:80'])(
    'answers no request for %s',
    async (host) => {
      for (const path of ['/', '/api/file', '/api/source?path=timbres.sil']) {
        const { status, body } = await ask(path, { headers: { host } })
        expect(status).toBe(421)
        expect(body).not.toContain('tempo')
      }
    },
  )

  test('has recordings heard, and looks at no other file', async () => {
    const at = async (path: string) => JSON.parse((await ask(`/api/sound?path=${path}`)).body)
    expect(await at('knock.wav')).toMatchObject({ kind: 'heard', vectors: { 'sil-timbre/1': [1, 0] } })
    expect(await at('none.WAV')).toEqual({ kind: 'missing' })
    expect(await at('secret.txt')).toEqual({ kind: 'refused', why: 'is no .wav file' })
  })

  test('makes files that are asked for late once, and says why one is not there', async () => {
    let made = 0
    const late = new Map([
      [
        '/timbre/model.onnx',
        () => {
          made++
          return asset('weights', 'application/octet-stream')
        },
      ],
      [
        '/timbre/none.json',
        () => {
          throw new Error('the encoder is not installed')
        },
      ],
    ])
    await server.close()
    server = await startStudio({ assets, late, file, port: 0 })
    expect(made).toBe(0)
    for (let i = 0; i < 2; i++) expect((await ask('/timbre/model.onnx')).body).toBe('weights')
    expect(made).toBe(1)
    const none = await ask('/timbre/none.json')
    expect([none.status, JSON.parse(none.body).error]).toEqual([404, 'the encoder is not installed'])
    expect((await ask('/timbre/other')).status).toBe(404)
  })

  test('answers to localhost by its port', async () => {
    const { port } = new URL(server.url)
    expect((await ask('/', { headers: { host: `localhost:${port}` } })).status).toBe(200)
  })

  test('is known without its port where that is the port of http, and nowhere else', () => {
    const said = (port: number, name: string) => new URL(`http://${name}:${port}/`).host
    for (const port of [80, 81, 443, 4400]) {
      for (const name of ['127.0.0.1', 'localhost']) expect(ownHosts(port)).toContain(said(port, name))
      expect(ownHosts(port).includes('127.0.0.1')).toBe(port === 80)
      expect(ownHosts(port).includes('localhost')).toBe(port === 80)
    }
  })

  test('listens on this machine’s own address and on no other', async () => {
    const { port, hostname } = new URL(server.url)
    expect(hostname).toBe('127.0.0.1')
    const socket = connect({ host: '127.0.0.1', port: Number(port) })
    await new Promise((resolve) => socket.on('connect', resolve))
    expect(socket.remoteAddress).toBe('127.0.0.1')
    socket.destroy()
  })

  test('saves what the page sends with its key', async () => {
    const { key, revision } = await keyAndRevision()
    const { origin } = new URL(server.url)
    const saved = await put({ origin, [KEY_HEADER]: key }, { text: 'tempo 120 bpm\n', revision })
    expect(saved.status).toBe(200)
    expect(text).toBe('tempo 120 bpm\n')
    expect(JSON.parse(saved.body)).toEqual({ kind: 'saved', revision: (await keyAndRevision()).revision })
  })

  test.each([
    ['without a key', { key: '' }],
    ['with another key', { key: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['from another origin', { origin: 'https://evil.example' }],
    ['from another port', { origin: 'http://127.0.0.1:1' }],
    ['from nowhere', { origin: 'null' }],
    ['without an origin', { origin: null }],
    ['from another site', { site: 'cross-site' }],
  ])('saves nothing %s', async (_, wrong: { key?: string; origin?: string | null; site?: string }) => {
    const { key, revision } = await keyAndRevision()
    const origin = wrong.origin === undefined ? new URL(server.url).origin : wrong.origin
    const headers: Record<string, string> = { [KEY_HEADER]: wrong.key ?? key }
    if (origin !== null) headers.origin = origin
    if (wrong.site !== undefined) headers['sec-fetch-site'] = wrong.site
    const { status } = await put(headers, { text: 'gone', revision })
    expect(status).toBe(403)
    expect(text).toBe('tempo 96 bpm\n')
  })

  test('does not write over what somebody else has written', async () => {
    const { key, revision } = await keyAndRevision()
    const { origin } = new URL(server.url)
    text = 'tempo 77 bpm\n'
    const refused = await put({ origin, [KEY_HEADER]: key }, { text: 'tempo 120 bpm\n', revision })
    expect(refused.status).toBe(409)
    expect(text).toBe('tempo 77 bpm\n')
    const { document } = JSON.parse(refused.body)
    expect(document.text).toBe('tempo 77 bpm\n')
    const again = await put(
      { origin, [KEY_HEADER]: key },
      { text: 'tempo 120 bpm\n', revision: document.revision },
    )
    expect(again.status).toBe(200)
    expect(text).toBe('tempo 120 bpm\n')
  })

  test.each(['', '[]', '{"text":1,"revision":"a"}', '{"text":"a"}', 'null', '{'])(
    'refuses %j as something to save',
    async (body) => {
      const { key } = await keyAndRevision()
      const { origin } = new URL(server.url)
      const { status } = await ask('/api/file', {
        method: 'PUT',
        headers: { origin, [KEY_HEADER]: key },
        body,
      })
      expect(status).toBe(400)
      expect(text).toBe('tempo 96 bpm\n')
    },
  )

  test('says why the file cannot be read any more, and goes on', async () => {
    await server.close()
    const gone = (): string => {
      throw new Error('trio.sil is gone')
    }
    server = await startStudio({ assets, file: { ...file, read: gone }, port: 0 })
    const answer = await ask('/api/file')
    expect([answer.status, JSON.parse(answer.body)]).toEqual([500, { error: 'trio.sil is gone' }])
    expect((await ask('/')).status).toBe(200)
  })

  test('reads imports, and only .sil files', async () => {
    expect(JSON.parse((await ask('/api/source?path=timbres.sil')).body)).toEqual({
      kind: 'text',
      text: 'timbre a = "b"\n',
    })
    expect(JSON.parse((await ask('/api/source?path=secret.txt')).body)).toMatchObject({ kind: 'refused' })
    expect(JSON.parse((await ask('/api/source')).body)).toMatchObject({ kind: 'refused' })
  })

  test('can be asked again for what has not changed', async () => {
    const { headers } = await ask('/studio.js')
    const again = await ask('/studio.js', { headers: { 'if-none-match': String(headers.etag) } })
    expect(again).toMatchObject({ status: 304, body: '' })
  })
})

describe('sil studio', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'silencio-studio-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('says where it is, as one document, and ends at Ctrl-C', async () => {
    // The terminal, `npm start` and npm all pass Ctrl-C on: the second one comes at any time, also while it ends.
    for (const gap of [0, 1, 2, 4]) {
      const script = `
        import { spawn } from 'node:child_process'
        const studio = spawn(process.execPath, [${JSON.stringify(silBinary)}, 'studio', '--json', '--port', '0'])
        let out = ''
        studio.stdout.on('data', (data) => {
          out += data
          let url
          try { ({ url } = JSON.parse(out)) } catch { return }
          fetch(url).then((page) => page.text()).then((text) => {
            console.log(text.includes('<title>Silencio</title>'))
            studio.kill('SIGINT')
            setTimeout(() => studio.kill('SIGINT'), ${gap})
          })
        })
        studio.on('close', (status) => console.log(status))
      `
      const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script])
      expect(stdout, `${gap} ms apart`).toBe('true\n0\n')
    }
  })

  test('a port that is taken is told with status 3', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { status, stderr } = await sil(['studio', '--port', String(port)])
    other.close()
    expect(status).toBe(3)
    expect(stderr).toContain(`Port ${port} is taken.`)
  })

  test.each([
    ['--port', 'x'],
    ['--port', '70000'],
    ['--port', '-1'],
  ])('refuses %s %s', async (...args) => {
    expect((await sil(['studio', ...args])).status).toBe(2)
  })

  test('a file that is not there is told with status 1', async () => {
    const { status, stderr } = await sil(['studio', 'missing.sil'], { cwd: folder })
    expect(status).toBe(1)
    expect(stderr).toContain('There is no file missing.sil.')
  })

  test('does not follow a link out of the workspace, and saves the file whole', async () => {
    writeFileSync(join(folder, 'a.sil'), 'tempo 96 bpm\n')
    link('/etc/hostname', join(folder, 'out.sil'))
    const script = `
      import { spawn } from 'node:child_process'
      const studio = spawn(process.execPath, [${JSON.stringify(silBinary)}, 'studio', 'a.sil', '--json', '--port', '0'])
      let out = ''
      studio.stdout.on('data', async (data) => {
        out += data
        let url
        try { ({ url } = JSON.parse(out)) } catch { return }
        const source = await (await fetch(url + 'api/source?path=out.sil')).json()
        const { key, file } = await (await fetch(url + 'api/file')).json()
        const saved = await fetch(url + 'api/file', {
          method: 'PUT',
          headers: { origin: new URL(url).origin, '${KEY_HEADER}': key },
          body: JSON.stringify({ text: 'tempo 97 bpm\\n', revision: file.revision }),
        })
        console.log(source.kind, saved.status)
        studio.kill('SIGTERM')
      })
    `
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: folder })
    expect(stdout).toBe('refused 200\n')
    expect(readFileSync(join(folder, 'a.sil'), 'utf8')).toBe('tempo 97 bpm\n')
  })
})
