/** `sil render FILE (--seconds S|--bars N|--onsets F) --out F.wav` */

import { extname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { gainOfBand } from '../../runtime/audio/level.ts'
import { integratedLoudness } from '../../runtime/audio/loudness.ts'
import { type RenderedBlock, renderBlocks } from '../../runtime/audio/render.ts'
import type { SampleBank } from '../../runtime/audio/samples/bank.ts'
import type { WavFormat } from '../../runtime/audio/wav.ts'
import type { PerformanceProblem } from '../../runtime/problems.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import { decibelsOfGain, gainOfDecibels } from '../../runtime/units.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { pianoSamples } from '../io/piano-samples.ts'
import { soundFiles } from '../io/sound-file.ts'
import { DONE, type ExitStatus, Failure, INPUT_ERROR, WRONG_USAGE } from '../outcome.ts'
import { perform, warning } from '../performance.ts'
import { applySlots, loadPolicy, type Policy } from '../policy.ts'
import { progressBar } from '../print/progress.ts'
import { readTake } from '../take.ts'

export interface RenderCommand {
  readonly seconds: number | null
  readonly bars: number | null
  readonly onsets: string | null
  readonly slots: string | null
  readonly rate: 44100 | 48000
  readonly format: '16' | '24' | 'float'
  readonly stems: boolean
  /** In decibels on top of the band's own level; null keeps that. */
  readonly gain: number | null
  readonly out: string
}

const FORMATS = { 16: 'pcm16', 24: 'pcm24', float: 'float32' } as const satisfies Readonly<
  Record<RenderCommand['format'], WavFormat>
>
/** Three hours at 48 kHz in stereo and float are what one WAV file holds. */
const MAX_SECONDS = 10_800
const MAX_BARS = 10_000
/** What rings after the last event. */
const TAIL_SECONDS = 3
/** As much of a piece as tells how loud it is. */
const LISTENED_SECONDS = 60

export async function runRender(context: Context, file: string, options: RenderCommand): Promise<ExitStatus> {
  checkUsage(options)
  const { ir, opened } = checkedOrFail(context, file)
  const policy = await loadPolicy(ir, opened)
  applySlots(context, policy, options.slots)
  const { beats, seconds } = music(context, policy, options)
  if (seconds > MAX_SECONDS)
    throw new Failure(
      INPUT_ERROR,
      `That is ${Math.round(seconds / 60)} minutes of sound; the limit is ${MAX_SECONDS / 60}.`,
      'Ask for fewer bars or seconds.',
    )
  const { members } = policy.definition
  const sampleRate = options.rate
  const samples = pianoSamples(context, beats, members)
  const listened = Math.min(seconds, LISTENED_SECONDS)
  const level = gainOfBand({ beats, members, sampleRate, seconds: listened, samples })
  const gain = gainOfDecibels(level + (options.gain ?? 0))
  const written = await write({
    context,
    options,
    beats,
    members: members.map(({ name, kind }) => ({ name, kind })),
    seconds,
    gain,
    samples,
  })
  if (context.json) printJson(context, { version: 1, files: written.files, ...written.told })
  else tell(context, written)
  return DONE
}

function checkUsage({ seconds, bars, onsets, out }: RenderCommand): void {
  if ([seconds, bars, onsets].filter((given) => given !== null).length !== 1)
    throw new Failure(
      WRONG_USAGE,
      'Give one of --seconds, --bars and --onsets.',
      'As in: sil render trio.sil --bars 8 --out trio.wav',
    )
  if (seconds !== null && seconds > MAX_SECONDS)
    throw new Failure(WRONG_USAGE, `--seconds takes at most ${MAX_SECONDS}.`)
  if (bars !== null && (!Number.isInteger(bars) || bars > MAX_BARS))
    throw new Failure(WRONG_USAGE, `--bars takes a whole number up to ${MAX_BARS}.`)
  if (extname(out).toLowerCase() !== '.wav')
    throw new Failure(WRONG_USAGE, `I cannot tell what ${out} should be.`, 'Let it end in .wav.')
}

/** What sounds, and for how long. */
function music(
  context: Context,
  policy: Policy,
  { seconds, bars, onsets }: RenderCommand,
): { readonly beats: readonly Beat[]; readonly seconds: number } {
  const seed = context.seed === null ? {} : { seed: context.seed }
  if (onsets !== null) {
    const take = readTake(context, onsets)
    const bar = progressBar(context, 'performing', take.onsets.length)
    const onError = ({ message }: PerformanceProblem) => context.err(warning(context, message))
    const { events } = perform(policy, take.onsets, { ...seed, source: take.source, onError }, () =>
      bar.step(),
    )
    bar.done()
    return { beats: events, seconds: lastOf(events) + TAIL_SECONDS }
  }
  try {
    const { beats } = policy.score(bars === null ? { seconds: seconds ?? 0, ...seed } : { bars, ...seed })
    return { beats, seconds: seconds ?? lastOf(beats) + TAIL_SECONDS }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Failure(INPUT_ERROR, `I cannot play this: ${error.message}.`, 'Ask for fewer bars or seconds.')
  }
}

function lastOf(beats: readonly Beat[]): number {
  return beats.reduce((last, { timestamp, duration }) => Math.max(last, timestamp + duration), 0)
}

interface Writing {
  readonly context: Context
  readonly options: RenderCommand
  readonly beats: readonly Beat[]
  readonly members: readonly {
    readonly name: string
    readonly kind: Policy['definition']['members'][number]['kind']
  }[]
  readonly seconds: number
  readonly gain: number
  readonly samples: SampleBank | null
}

interface Written {
  readonly files: readonly string[]
  readonly told: {
    readonly seconds: number
    readonly events: number
    readonly loudness_lufs: number | null
    readonly gain_db: number
    readonly peak_dbfs: number | null
  }
}

/** All files or none. */
async function write(writing: Writing): Promise<Written> {
  const { context, options, beats, members, seconds, gain, samples } = writing
  const { rate, format, out } = options
  const frames = Math.ceil(seconds * rate)
  const shape = { sampleRate: rate, channels: 2, frames, format: FORMATS[format] }
  const files = soundFiles()
  try {
    // All are opened first: what cannot be written is said before anything is computed.
    const mix = files.open(out, shape, 0)
    const stems = options.stems
      ? stemsOf(
          out,
          members.map(({ name }) => name),
        ).map((stem, i) => files.open(stem, shape, i + 1))
      : []
    const measured = listener(rate)
    const rendering = { beats, members, sampleRate: rate, seconds, gain, samples }
    await eachBlock(context, 'rendering', frames, renderBlocks(rendering), (block) => {
      mix.write(block.left, block.right, block.frames)
      measured.hear(block)
    })
    if (options.stems)
      await eachBlock(context, 'stems', frames, renderBlocks({ ...rendering, stems: true }), (block) => {
        stems.forEach((file, i) => {
          const part = block.stems[i]
          if (part !== undefined) file.write(part.left, part.right, block.frames)
        })
      })
    files.finish()
    return {
      files: files.paths,
      told: {
        seconds,
        events: beats.length,
        loudness_lufs: orNull(measured.loudness()),
        gain_db: decibelsOfGain(gain),
        peak_dbfs: orNull(decibelsOfGain(measured.peak())),
      },
    }
  } finally {
    files.discard()
  }
}

/** A path for each member. Many disks take `Kit` and `kit` for one name: the later one gets a number. */
function stemsOf(out: string, members: readonly string[]): readonly string[] {
  const taken = new Set(members.map((name) => name.toLowerCase()))
  const seen = new Set<string>()
  return members.map((member) => {
    let name = member
    for (let n = 2; seen.has(name.toLowerCase()); n++) {
      const other = `${member}-${n}`
      if (!taken.has(other.toLowerCase())) name = other
    }
    seen.add(name.toLowerCase())
    taken.add(name.toLowerCase())
    return out.replace(/\.wav$/i, `.${name}.wav`)
  })
}

/** Some milliseconds of work: then a Ctrl-C is heard. */
const BLOCKS_A_TURN = 512

async function eachBlock(
  context: Context,
  doing: string,
  frames: number,
  blocks: Iterable<RenderedBlock>,
  take: (block: RenderedBlock) => void,
): Promise<void> {
  const bar = progressBar(context, doing, Math.ceil(frames / 128))
  let count = 0
  for (const block of blocks) {
    take(block)
    bar.step()
    if (++count % BLOCKS_A_TURN === 0) await setImmediate()
  }
  bar.done()
}

/** Loudness and peak of what goes by, in pieces: the blocks are the engine's and are not kept. */
function listener(sampleRate: number) {
  const heard = Math.ceil(LISTENED_SECONDS * sampleRate)
  const left = new Float32Array(heard)
  const right = new Float32Array(heard)
  let at = 0
  let peak = 0
  return {
    hear(block: RenderedBlock): void {
      for (let n = 0; n < block.frames; n++) {
        const l = Math.abs(block.left[n] ?? 0)
        const r = Math.abs(block.right[n] ?? 0)
        if (l > peak) peak = l
        if (r > peak) peak = r
      }
      const count = Math.min(block.frames, heard - at)
      if (count <= 0) return
      left.set(block.left.subarray(0, count), at)
      right.set(block.right.subarray(0, count), at)
      at += count
    },
    loudness: () => integratedLoudness([left.subarray(0, at), right.subarray(0, at)], sampleRate),
    peak: () => peak,
  }
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null)

function tell(context: Context, { files, told }: Written): void {
  const loud = told.loudness_lufs === null ? 'silence' : `${told.loudness_lufs.toFixed(1)} LUFS`
  const peak = told.peak_dbfs === null ? '' : `, peak ${told.peak_dbfs.toFixed(1)} dBFS`
  context.err(`${told.seconds.toFixed(1)} s, ${told.events} events, ${loud}${peak}\n${files.join('\n')}\n`)
}
