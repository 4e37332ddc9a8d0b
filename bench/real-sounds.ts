/**
 * How near the drums are to real ones: each voice beside the recordings of its class (Debian's `sonic-pi-samples`, where
 * they are installed). Near enough: nearer to its nearest than nine of ten pairs of real ones are to each other.
 *
 * The measure is spectral and knows nothing of the synthesiser: levels in 32 Mel bands at 14 moments after the onset, each sound
 * with its loudest band at 0 dB, differences clipped at 60 dB, as root mean square in dB.
 */

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defaultTimbre } from '../compiler/defaults.ts'
import { AudioEngine } from '../runtime/audio/engine.ts'
import { patchOf } from '../runtime/audio/palette/patches.ts'
import type { Articulation } from '../runtime/score/beat.ts'
import { timbreOfText } from '../runtime/timbre/prompt.ts'
import { spectrum } from '../test/runtime/audio/measure.ts'
import { quantile } from './measure.ts'
import type { BenchResult, Row } from './report.ts'

const FOLDER = '/usr/share/sonic-pi/samples'
const RATE = 44100

interface SoundClass {
  readonly name: string
  readonly recordings: readonly string[]
  readonly voices: readonly (readonly [voice: string, articulation: Articulation])[]
}

const CLASSES: readonly SoundClass[] = [
  {
    name: 'kick',
    recordings: [
      'bd_808',
      'bd_ada',
      'bd_boom',
      'bd_fat',
      'bd_gas',
      'bd_haus',
      'bd_klub',
      'bd_pure',
      'bd_sone',
      'bd_tek',
      'bd_zome',
      'bd_zum',
      'drum_heavy_kick',
      'drum_bass_hard',
      'drum_bass_soft',
    ],
    voices: [['kick', 'normal']],
  },
  {
    name: 'snare',
    recordings: [
      'drum_snare_hard',
      'drum_snare_soft',
      'sn_dolf',
      'sn_dub',
      'sn_generic',
      'sn_zome',
      'elec_snare',
      'elec_lo_snare',
      'elec_hi_snare',
      'elec_mid_snare',
      'elec_filt_snare',
    ],
    voices: [['snare', 'normal']],
  },
  {
    name: 'closed hat',
    recordings: ['drum_cymbal_closed', 'drum_cymbal_pedal', 'elec_tick', 'elec_cymbal'],
    voices: [
      ['hat', 'normal'],
      ['pedal', 'pedal'],
    ],
  },
  {
    name: 'cymbal',
    recordings: [
      'drum_cymbal_open',
      'drum_cymbal_soft',
      'drum_cymbal_hard',
      'drum_splash_hard',
      'drum_splash_soft',
    ],
    voices: [
      ['hat', 'open'],
      ['ride', 'normal'],
      ['crash', 'normal'],
    ],
  },
  {
    name: 'tom',
    recordings: [
      'drum_tom_hi_hard',
      'drum_tom_hi_soft',
      'drum_tom_mid_hard',
      'drum_tom_mid_soft',
      'drum_tom_lo_hard',
      'drum_tom_lo_soft',
      'elec_fuzz_tom',
    ],
    voices: [
      ['tom1', 'normal'],
      ['tom2', 'normal'],
      ['tom3', 'normal'],
    ],
  },
  {
    name: 'wood and bell',
    recordings: [
      'elec_wood',
      'elec_blip',
      'elec_plip',
      'elec_pop',
      'elec_ping',
      'elec_bell',
      'drum_cowbell',
      'perc_snap',
      'perc_bell',
    ],
    voices: [
      ['beat', 'normal'],
      ['rim', 'normal'],
      ['bell', 'normal'],
    ],
  },
]

export async function realSoundsBench(): Promise<BenchResult> {
  const notes: string[] = []
  const rows: Row[] = []
  if (!existsSync(FOLDER) || spawnSync('flac', ['--version']).status !== 0)
    notes.push('There are no recordings here: on Debian, apt-get install sonic-pi-samples flac.')
  else
    for (const { name, recordings, voices } of CLASSES) {
      const real = recordings.map((file) => portrait(recorded(file)))
      const pairs = real.flatMap((a, i) => real.slice(i + 1).map((b) => distance(a, b)))
      const bar = quantile(pairs, 0.9)
      for (const [voice, articulation] of voices) {
        const ours = portrait(played(voice, articulation))
        const nearest = real
          .map((each, i) => ({ name: recordings[i] ?? '', far: distance(ours, each) }))
          .reduce((best, each) => (each.far < best.far ? each : best))
        rows.push({
          what: `${articulation === 'open' ? 'open ' : ''}${voice} to the nearest ${name} (${nearest.name})`,
          ours: { value: nearest.far, unit: 'dB' },
          peer: { name: 'real ones among themselves, 9 of 10 within', value: bar, unit: 'dB' },
          ratio: nearest.far / bar,
          bar: { relation: 'at most', value: 1, unit: '×' },
        })
      }
    }
  return { bench: 'real-sounds', subject: 'drums beside recordings of real ones', rows, notes }
}

function recorded(name: string): Float32Array {
  const done = spawnSync(
    'flac',
    ['-dcs', '--force-raw-format', '--endian=little', '--sign=signed', join(FOLDER, `${name}.flac`)],
    {
      maxBuffer: 1 << 28,
    },
  )
  const info = spawnSync(
    'metaflac',
    ['--show-bps', '--show-channels', '--show-sample-rate', join(FOLDER, `${name}.flac`)],
    {
      encoding: 'utf8',
    },
  )
  const [bits = 16, channels = 1, rate = RATE] = info.stdout.trim().split('\n').map(Number)
  const width = bits / 8
  const frames = Math.floor(done.stdout.length / (width * channels))
  const sound = Float32Array.from(
    { length: frames },
    (_, i) => done.stdout.readIntLE(i * width * channels, width) / 2 ** (bits - 1),
  )
  if (rate !== RATE) throw new Error(`${name} has ${rate} Hz`)
  return sound
}

function played(voice: string, articulation: Articulation): Float32Array {
  const kind = voice === 'beat' ? 'metronome' : 'drummer'
  const engine = new AudioEngine({ sampleRate: RATE })
  const { instrument, values } = patchOf(kind, voice, timbreOfText(defaultTimbre(kind, voice)), articulation)
  engine.setPatch(0, instrument, values)
  engine.schedule({
    frame: 0,
    patch: 0,
    channel: 0,
    velocity: 0.8,
    pitch: 0,
    hold: 0,
    gain: 0.5,
    pan: -1,
    key: 1,
  })
  const left = new Float32Array(2 * RATE)
  engine.process(left, new Float32Array(left.length), left.length)
  return left
}

const BANDS = 32
const WINDOW = 1024
/** Seconds after the onset: close together at first. */
const MOMENTS = [0, 0.01, 0.02, 0.03, 0.045, 0.065, 0.09, 0.12, 0.17, 0.24, 0.34, 0.48, 0.68, 0.95]
const FLOOR = -60

/** Mel bands in dB at each moment, the loudest at 0. */
function portrait(sound: Float32Array): Float64Array {
  const most = sound.reduce((peak, x) => Math.max(peak, Math.abs(x)), 0)
  const onset = sound.findIndex((x) => Math.abs(x) > 0.02 * most)
  const levels = new Float64Array(BANDS * MOMENTS.length)
  const mel = (hz: number) => 2595 * Math.log10(1 + hz / 700)
  const top = mel(16000)
  MOMENTS.forEach((moment, m) => {
    const power = spectrum(sound, onset + Math.round(moment * RATE) - WINDOW / 4, WINDOW)
    power.forEach((p, k) => {
      const band = Math.floor((mel((k * RATE) / WINDOW) / top) * BANDS)
      if (band < BANDS) levels[m * BANDS + band] = (levels[m * BANDS + band] ?? 0) + p
    })
  })
  const loudest = Math.max(...levels)
  return levels.map((p) => Math.max(FLOOR, 10 * Math.log10(p / loudest + 1e-12)))
}

function distance(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(a.reduce((sum, x, i) => sum + (x - (b[i] ?? 0)) ** 2, 0) / a.length)
}
