/**
 * Recorded sounds at known times: Debian's sonic-pi-samples (CC0), where they are installed and something here reads
 * FLAC. A take is made of one kind, as a player would play it.
 */

import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { drawsOf } from './instruments.ts'
import { type Hit, type OnsetTake, powerOf, take } from './takes.ts'

const FOLDER = '/usr/share/sonic-pi/samples'
const RATE = 44_100
const LEAD_IN = 0.5
/** A sound begins where it first reaches this share of its peak: recordings have a moment of silence first. */
const BEGINS = 0.02
/** Longer than this nothing rings on. */
const LONGEST = 2

/** Sounds that begin once, and suddenly. Slow ones (swooshes, drones) and loops have no one onset to find. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  drums:
    'bd_808 bd_ada bd_boom bd_fat bd_gas bd_haus bd_klub bd_pure bd_sone bd_tek bd_zome bd_zum drum_bass_hard drum_bass_soft drum_cowbell drum_cymbal_closed drum_cymbal_pedal drum_heavy_kick drum_snare_hard drum_snare_soft drum_tom_hi_hard drum_tom_hi_soft drum_tom_lo_hard drum_tom_lo_soft drum_tom_mid_hard drum_tom_mid_soft sn_dolf sn_dub sn_generic sn_zome perc_snap perc_snap2 elec_snare elec_lo_snare elec_hi_snare elec_mid_snare elec_wood elec_tick'.split(
      ' ',
    ),
  tabla:
    'tabla_dhec tabla_ghe1 tabla_ghe2 tabla_ghe3 tabla_ghe4 tabla_ghe5 tabla_ghe6 tabla_ghe7 tabla_ghe8 tabla_ke1 tabla_ke2 tabla_ke3 tabla_na tabla_na_o tabla_na_s tabla_re tabla_tas1 tabla_tas2 tabla_tas3 tabla_te1 tabla_te2 tabla_te_m tabla_te_ne tabla_tun1 tabla_tun2 tabla_tun3'.split(
      ' ',
    ),
  'bass and bells':
    'bass_hard_c bass_hit_c bass_thick_c bass_woodsy_c bass_dnb_f elec_beep elec_bell elec_blip elec_blip2 elec_bong elec_chime elec_ping elec_plip elec_pop elec_triangle elec_twang elec_twip perc_bell drum_cymbal_hard drum_splash_soft'.split(
      ' ',
    ),
}

/** Why there are none; undefined when there are. */
export const oneShotsMissing: string | undefined = !existsSync(FOLDER)
  ? 'recorded sounds: no sonic-pi-samples here (Debian: apt-get install sonic-pi-samples), skipped.'
  : decoder() === null
    ? 'recorded sounds: neither flac nor ffmpeg here to read them, skipped.'
    : undefined

/** Takes of recorded sounds, by kind. */
export function oneShotTakes(seed: number): readonly (readonly [kind: string, take: OnsetTake])[] {
  return Object.entries(KINDS).map(([kind, names]) => [kind, takeOf(kind, names, seed)])
}

function takeOf(kind: string, names: readonly string[], seed: number): OnsetTake {
  const draw = drawsOf(kind, seed)
  const sounds = names.flatMap((name) => {
    const samples = decoded(join(FOLDER, `${name}.flac`))
    const sound = samples === null ? null : begun(samples)
    return sound !== null && beginsOnce(sound) ? [sound] : []
  })
  const hits: Hit[] = []
  let time = LEAD_IN
  for (let n = 0; n < 120; n++) {
    const samples = sounds[Math.floor(draw() * sounds.length)] ?? new Float32Array(0)
    hits.push({ time, gain: 10 ** (-(18 * draw()) / 20), samples })
    time += (draw() < 0.5 ? 1 : 2) * (0.13 + 0.02 * draw())
  }
  return take(`recorded ${kind}`, RATE, hits)
}

/** From where it begins, at full level. */
function begun(samples: Float32Array): Float32Array {
  const peak = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-9)
  const start = samples.findIndex((x) => Math.abs(x) >= BEGINS * peak)
  return samples.slice(start, start + LONGEST * RATE).map((x) => x / peak)
}

/**
 * Some sounds have an echo, or begin again: what the truth about those is, nobody can say. After a sound's first 80 ms no
 * stretch of 10 ms may be 6 dB louder than one before it, down to 40 dB below the peak.
 */
function beginsOnce(samples: Float32Array): boolean {
  const block = RATE / 100
  let quietest = Number.POSITIVE_INFINITY
  for (let at = 8 * block; at + block <= samples.length; at += block) {
    const power = powerOf(samples.subarray(at, at + block))
    if (power > 4 * Math.max(quietest, 1e-4 / 8)) return false
    quietest = Math.min(quietest, power)
  }
  return true
}

function decoder(): ((path: string) => readonly [string, readonly string[]]) | null {
  if (spawnSync('flac', ['--version']).status === 0) {
    return (path) => [
      'flac',
      ['-d', '-c', '-s', '--force-raw-format', '--endian=little', '--sign=signed', path],
    ]
  }
  if (spawnSync('ffmpeg', ['-version']).status === 0) {
    return (path) => [
      'ffmpeg',
      ['-v', 'error', '-i', path, '-f', 's16le', '-ac', '2', '-ar', String(RATE), '-'],
    ]
  }
  return null
}

/** One channel of a recording at 44.1 kHz; null where it is in another format than nearly all are in. */
function decoded(path: string): Float32Array | null {
  const command = decoder()
  if (command === null || !existsSync(path)) return null
  const shape = shapeOf(path)
  if (shape === null || shape.rate !== RATE || shape.bits !== 16) return null
  const [program, args] = command(path)
  const done = spawnSync(program, args, { maxBuffer: 256 * 1024 * 1024 })
  if (done.status !== 0) return null
  const channels = program === 'ffmpeg' ? 2 : shape.channels
  const view = new DataView(done.stdout.buffer, done.stdout.byteOffset, done.stdout.length)
  return Float32Array.from({ length: Math.floor(done.stdout.length / 2 / channels) }, (_, i) => {
    return view.getInt16(i * 2 * channels, true) / 32768
  })
}

/** From the file's own header (STREAMINFO comes first): 20 bits of rate, 3 of channels, 5 of bits. */
function shapeOf(
  path: string,
): { readonly rate: number; readonly channels: number; readonly bits: number } | null {
  const bytes = Buffer.alloc(26)
  const handle = openSync(path, 'r')
  readSync(handle, bytes, 0, 26, 0)
  closeSync(handle)
  if (bytes.toString('latin1', 0, 4) !== 'fLaC') return null
  const packed = bytes.readUInt32BE(18)
  return { rate: packed >>> 12, channels: ((packed >>> 9) & 7) + 1, bits: ((packed >>> 4) & 31) + 1 }
}
