/** `sil render FILE (--seconds S|--bars N|--onsets F) --out F.wav` */

import { extname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { CEILING_DB } from '../../runtime/audio/dsp/limiter.ts'
import { createBandMeter, peakOf } from '../../runtime/audio/level.ts'
import { createLoudnessMeter } from '../../runtime/audio/loudness.ts'
import { type RenderedBlock, type RenderOptions, renderBlocks } from '../../runtime/audio/render.ts'
import type { WavFormat } from '../../runtime/audio/wav.ts'
import type { PerformanceProblem } from '../../runtime/problems.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import { decibelsOfGain, gainOfDecibels } from '../../runtime/units.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { inputsOfPiece, namedBy, refuseInputs } from '../io/inputs.ts'
import { pianoSamples } from '../io/piano-samples.ts'
import { signalsFree } from '../io/signals.ts'
import { soundFiles } from '../io/sound-file.ts'
import { refuseUnwritable } from '../io/write.ts'
import { DONE, type ExitStatus, Failure, INPUT_ERROR, WRONG_USAGE } from '../outcome.ts'
import { perform } from '../performance.ts'
import { applySlots, loadPolicy, type Policy } from '../policy.ts'
import { printableLine } from '../print/printable.ts'
import { progressBar } from '../print/progress.ts'
import { warn } from '../print/warn.ts'
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
/** What rings where the sound is cut goes out within this: no click, and nobody hears a fade. */
const FADE_SECONDS = 0.02
/** A gong rings longer than the tail: it dies away in the last of it. What was over before is left as it was. */
const TAIL_FADE_SECONDS = 1

export async function runRender(context: Context, file: string, options: RenderCommand): Promise<ExitStatus> {
  checkUsage(options)
  const { ir, opened } = await checkedOrFail(context, file)
  const policy = await loadPolicy(ir, opened)
  const { members } = policy.definition
  const stems = options.stems
    ? stemsOf(
        options.out,
        members.map(({ name }) => name),
      )
    : []
  refuseInputs(
    [options.out, ...stems],
    [...inputsOfPiece(opened), ...namedBy('--onsets', options.onsets), ...namedBy('--slots', options.slots)],
  )
  for (const path of [options.out, ...stems]) refuseUnwritable(path)
  applySlots(context, policy, options.slots)
  await signalsFree()
  const { beats, seconds, cut } = music(context, policy, options)
  if (seconds > MAX_SECONDS)
    throw new Failure(
      INPUT_ERROR,
      `That is ${Math.round(seconds / 60)} minutes of sound; the limit is ${MAX_SECONDS / 60}.`,
      'Ask for fewer bars or seconds.',
    )
  const sampleRate = options.rate
  const samples = pianoSamples(context, beats, members)
  const written = await write({
    context,
    options,
    stems,
    rendering: { beats, members, sampleRate, seconds, samples, fade: cut ? FADE_SECONDS : TAIL_FADE_SECONDS },
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

/** What sounds, for how long, and whether that is before the end of its tail. */
function music(
  context: Context,
  policy: Policy,
  { seconds, bars, onsets }: RenderCommand,
): { readonly beats: readonly Beat[]; readonly seconds: number; readonly cut: boolean } {
  const seed = context.seed === null ? {} : { seed: context.seed }
  if (onsets !== null) {
    const take = readTake(context, onsets)
    const bar = progressBar(context, 'performing', take.onsets.length)
    const onError = ({ message }: PerformanceProblem) => warn(context, message)
    const { events } = perform(policy, take.onsets, { ...seed, source: take.source, onError }, () =>
      bar.step(),
    )
    bar.done()
    return { beats: events, seconds: lastOf(events) + TAIL_SECONDS, cut: false }
  }
  try {
    const { beats } = policy.score(bars === null ? { seconds: seconds ?? 0, ...seed } : { bars, ...seed })
    const end = lastOf(beats) + TAIL_SECONDS
    return { beats, seconds: seconds ?? end, cut: seconds !== null && seconds < end }
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
  /** Paths, one a member; empty without `--stems`. */
  readonly stems: readonly string[]
  readonly rendering: Omit<RenderOptions, 'gain' | 'stems'>
}

interface Written {
  readonly files: readonly string[]
  readonly told: {
    readonly seconds: number
    readonly events: number
    readonly loudness_lufs: number | null
    readonly gain_db: number
    readonly peak_dbfs: number | null
    /** Only with stems. */
    readonly stem_gain_db?: number
  }
}

/** All files or none. */
async function write({ context, options, stems: paths, rendering }: Writing): Promise<Written> {
  const { format, out } = options
  const { beats, seconds, sampleRate } = rendering
  const frames = Math.ceil(seconds * sampleRate)
  const shape = { sampleRate, channels: 2, frames, format: FORMATS[format] }
  const files = soundFiles()
  try {
    // All are opened first: what cannot be written is said before anything is computed.
    const mix = files.open(out, shape, 0)
    const stems = paths.map((stem, i) => files.open(stem, shape, i + 1))
    const band = await listen(context, rendering, options.stems)
    const gain = gainOfDecibels(band.level + (options.gain ?? 0))
    const loudness = createLoudnessMeter(2, sampleRate)
    let peak = 0
    await eachBlock(context, 'rendering', frames, renderBlocks({ ...rendering, gain }), (block) => {
      mix.write(block.left, block.right, block.frames)
      loudness.hear([block.left, block.right], block.frames)
      peak = Math.max(peak, peakOfBlock(block))
    })
    const stemGain = format === 'float' ? gain : Math.min(gain, STEM_CEILING / band.stemPeak)
    if (options.stems) {
      const blocks = renderBlocks({ ...rendering, gain: stemGain, stems: true })
      await eachBlock(context, 'stems', frames, blocks, (block) => {
        stems.forEach((file, i) => {
          const part = block.stems[i]
          if (part !== undefined) file.write(part.left, part.right, block.frames)
        })
      })
    }
    files.finish()
    return {
      files: files.paths,
      told: {
        seconds,
        events: beats.length,
        loudness_lufs: orNull(loudness.loudness()),
        gain_db: decibelsOfGain(gain),
        peak_dbfs: orNull(decibelsOfGain(peak)),
        ...(options.stems ? { stem_gain_db: decibelsOfGain(stemGain) } : {}),
      },
    }
  } finally {
    files.discard()
  }
}

/** No stem goes higher than the mix may. */
const STEM_CEILING = gainOfDecibels(CEILING_DB)

/** The level of the whole piece, and the highest peak of its stems at 0 dB: heard once from start to end, and not kept. */
async function listen(
  context: Context,
  rendering: Omit<RenderOptions, 'gain' | 'stems'>,
  stems: boolean,
): Promise<{ readonly level: number; readonly stemPeak: number }> {
  const meter = createBandMeter(rendering.sampleRate)
  const frames = Math.ceil(rendering.seconds * rendering.sampleRate)
  let stemPeak = 0
  const blocks = renderBlocks({ ...rendering, gain: meter.gain, stems })
  await eachBlock(context, 'listening', frames, blocks, (block) => {
    meter.hear(block.left, block.right, block.frames)
    for (const part of block.stems)
      stemPeak = Math.max(stemPeak, peakOf(part.left, block.frames), peakOf(part.right, block.frames))
  })
  return { level: meter.gainOfBand(), stemPeak: stemPeak / meter.gain }
}

const peakOfBlock = ({ left, right, frames }: RenderedBlock): number =>
  Math.max(peakOf(left, frames), peakOf(right, frames))

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

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null)

function tell(context: Context, { files, told }: Written): void {
  context.err(
    `${told.seconds.toFixed(1)} s, ${told.events} events, ${heard(told)}\n${lowered(told)}${files.map(printableLine).join('\n')}\n`,
  )
}

/** Silence is where no sample is anything. What is shorter than 400 ms or very soft has a peak, and no loudness. */
function heard({ loudness_lufs, peak_dbfs }: Written['told']): string {
  if (peak_dbfs === null) return 'silence'
  const loud =
    loudness_lufs === null ? 'too short or too soft to measure' : `${loudness_lufs.toFixed(1)} LUFS`
  return `${loud}, peak ${peak_dbfs.toFixed(1)} dBFS`
}

function lowered({ gain_db, stem_gain_db }: Written['told']): string {
  if (stem_gain_db === undefined || gain_db - stem_gain_db < 0.05) return ''
  return `stems lowered by ${(gain_db - stem_gain_db).toFixed(1)} dB, all alike: one of them would have clipped\n`
}
