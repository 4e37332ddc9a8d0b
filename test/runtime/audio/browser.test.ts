import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { openSource } from '../../../cli/io/workspace.ts'
import { loadPolicy } from '../../../cli/policy.ts'
import { check } from '../../../compiler/compile.ts'
import { type EngineEvent, EVENT_FIELDS } from '../../../runtime/audio/event-queue.ts'
import { packEvent } from '../../../runtime/audio/messages.ts'
import { createPalette } from '../../../runtime/audio/palette/palette.ts'
import { render } from '../../../runtime/audio/render.ts'
import type { SampleBank } from '../../../runtime/audio/samples/bank.ts'
import { browserMissing, withPage } from '../../harness/browser.ts'
import { pianoBank } from '../../harness/piano.ts'
import { repositoryTop } from '../../harness/sil.ts'
import { peak } from './measure.ts'

const RATE = 48000
const SECONDS = 6
/** By then the worklet has heard its messages. On the engine's grid of blocks, where what is inaudible is dropped. */
const FROM = 38 * 128

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(repositoryTop, entry)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  })
  return outputFiles[0]?.text ?? ''
}

/** The page's part: what it is told goes to an offline context's worklet; what comes out goes back as text. */
const PAGE = `
window.renderBand = async ({ frames, rate, messages, samples }) => {
  const context = new OfflineAudioContext({ numberOfChannels: 2, length: frames, sampleRate: rate })
  await context.audioWorklet.addModule('/processor.js')
  const node = new AudioWorkletNode(context, 'silencio-band', {
    numberOfInputs: 0, numberOfOutputs: 1, outputChannelCount: [2], processorOptions: {},
  })
  node.connect(context.destination)
  if (samples) {
    // As the studio sends them: typed arrays, the sound transferred.
    const typed = Object.fromEntries(
      Object.entries(samples).map(([name, value]) => {
        if (typeof value === 'number') return [name, value]
        const bytes = Uint8Array.from(atob(value.bytes), (letter) => letter.charCodeAt(0))
        return [name, new globalThis[value.type](bytes.buffer)]
      }),
    )
    node.port.postMessage({ kind: 'samples', bank: typed }, [typed.pcm.buffer])
  }
  for (const message of messages)
    node.port.postMessage(message.events ? { ...message, events: Float64Array.from(message.events) } : message)
  context.suspend(1024 / rate).then(() => setTimeout(() => context.resume(), 100))
  const buffer = await context.startRendering()
  return [0, 1].map((c) => {
    const bytes = new Uint8Array(buffer.getChannelData(c).buffer)
    let text = ''
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
    return btoa(text)
  })
}
`

/** Typed arrays on their way into a page. */
function inText(bank: SampleBank): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(bank).map(([name, value]) =>
      ArrayBuffer.isView(value)
        ? [
            name,
            {
              type: value.constructor.name,
              bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64'),
            },
          ]
        : [name, value],
    ),
  )
}

describe('the band in a real Chromium', () => {
  it.skipIf(browserMissing)('sounds as it does in Node, every event on its frame', async () => {
    const opened = openSource(join(repositoryTop, 'examples', 'pocket-trio', 'pocket-trio.sil'))
    const { ir } = check({ path: opened.path, text: opened.text, host: opened.host })
    if (ir === null) throw new Error('the trio has errors')
    const policy = await loadPolicy(ir, opened)
    const { beats } = policy.score({ seconds: SECONDS })
    const { members } = policy.definition
    const samples = pianoBank()
    const messages: object[] = []
    const events: EngineEvent[] = []
    const palette = createPalette({
      sampleRate: RATE,
      sink: {
        setPatch: (index, instrument, values) => messages.push({ kind: 'patch', index, instrument, values }),
        schedule: (event) => events.push(event),
      },
    })
    palette.setMembers(members)
    for (const beat of beats) palette.play(beat, FROM + Math.round(beat.timestamp * RATE))
    const packed = new Float64Array(events.length * EVENT_FIELDS)
    events.forEach((event, i) => {
      packEvent(event, packed, i * EVENT_FIELDS)
    })
    messages.push({ kind: 'events', events: [...packed] })
    const frames = FROM + SECONDS * RATE
    const processor = await bundled('runtime/host/browser/band-processor.ts')
    const sides = await withPage(
      {
        files: {
          'processor.js': processor,
          'page.js': PAGE,
          'index.html': '<script src="/page.js"></script>',
        },
      },
      (page) =>
        page.evaluate((given): Promise<string[]> => Reflect.get(globalThis, 'renderBand')(given), {
          frames,
          rate: RATE,
          messages,
          samples: inText(samples),
        }),
    )
    const theirs = sides.map((text) => new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer))
    const node = render({ beats, members, sampleRate: RATE, seconds: SECONDS, gain: 1, samples })
    const late = FROM + 102
    let furthest = 0
    for (const [c, ours] of [node.left, node.right].entries())
      for (let i = 0; i + late < frames; i++)
        furthest = Math.max(furthest, Math.abs((ours[i] ?? 0) - (theirs[c]?.[i + late] ?? 0)))
    expect(furthest).toBeLessThan(1e-6)
    // Nor one modal piano against another.
    const modal = render({ beats, members, sampleRate: RATE, seconds: SECONDS, gain: 1 })
    expect(modal.left.some((x, i) => Math.abs(x - (node.left[i] ?? 0)) > 0.01)).toBe(true)
    // Not silence against silence.
    expect(peak(node.left)).toBeGreaterThan(0.05)
    expect(theirs[0]?.length).toBe(frames)
  })
})
