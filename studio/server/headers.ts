/**
 * What the page may do, in the browser's own words. Nothing is fetched from elsewhere, no text becomes code, nobody
 * frames the page, and it is alone in its process so that it may share memory with the audio thread.
 */

/** Monaco writes its rulers and colours as inline styles; scripts come from files of ours alone. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The band's worker imports the compiled policy, which it has as text. It sees no page and reaches no other host. */
const BAND_POLICY = "default-src 'none'; script-src 'self' blob:; connect-src 'self'"

/** Everything else that runs on its own: it takes code from this origin, and from nowhere else. */
const WORKER_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"

/** The sentence encoder is WebAssembly, and has nothing else. */
const ENCODER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
const ENCODER = '/sentence-encoder.js'

/** The one file that may import what it made itself. */
const BAND_WORKER = '/band.js'

const WORKERS: readonly string[] = [
  '/compile.js',
  '/ears.js',
  '/editor-worker.js',
  '/loopback.js',
  '/offline.js',
  '/recorder.js',
  '/samples.js',
  '/sound.js',
  '/take.js',
]

const COMMON: Readonly<Record<string, string>> = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  // MIDI and `speaker-selection` are our own by default; of the latter's name Chromium complains.
  'permissions-policy': 'microphone=(self), midi=(self), screen-wake-lock=(self), camera=(), geolocation=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // Asked for again each time, and answered with 304: a new build is seen at once.
  'cache-control': 'no-cache',
}

export function headersOf(path: string): Readonly<Record<string, string>> {
  const policy = policyOf(path)
  return { ...COMMON, 'content-security-policy': policy }
}

function policyOf(path: string): string {
  if (path === BAND_WORKER) return BAND_POLICY
  if (path === ENCODER) return ENCODER_POLICY
  return WORKERS.includes(path) ? WORKER_POLICY : PAGE_POLICY
}
