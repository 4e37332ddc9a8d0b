/**
 * Recordings of real sounds, read by the audio head. Run by itself with `--write` it writes the features of those that are trained on to
 * models/timbre/data/one-shots.json.
 */

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readFeatures } from '../../models/timbre/audio/features.ts'
import { nearestClasses } from '../../models/timbre/audio/nearest-class.ts'
import { ONE_SHOTS } from '../../models/timbre/data/one-shots.ts'
import type { JointModel } from '../../models/timbre/index.ts'
import { plainClasses } from './hear.ts'

const FOLDER = '/usr/share/sonic-pi/samples'
const COPYRIGHT = '/usr/share/doc/sonic-pi-samples/copyright'

/** Why there are none here; null where there are. */
export const shotsMissing: string | null = !existsSync(FOLDER)
  ? 'recorded one-shots: none here (Debian: apt-get install sonic-pi-samples flac), left out'
  : spawnSync('flac', ['--version']).status !== 0
    ? 'recorded one-shots: nothing here that reads FLAC (Debian: apt-get install flac), left out'
    : null

export interface ShotResult {
  readonly of: number
  readonly top1: number
  readonly top3: number
  /** The same by plain features alone. */
  readonly plain1: number
  readonly plain3: number
  readonly wrong: readonly (readonly [name: string, wanted: string, said: string])[]
}

export function oneShotsOf(model: JointModel, trained = false): ShotResult {
  let [top1, top3, plain1, plain3, of] = [0, 0, 0, 0, 0]
  const wrong: (readonly [string, string, string])[] = []
  for (const { name, classes, trains } of ONE_SHOTS) {
    if (trains !== trained) continue
    const features = recordedFeatures(name)
    if (features === null) continue
    of++
    const said = model.nearest(model.embedFeatures(features).vector).map(({ id }) => id)
    const plain = nearestClasses(features, plainClasses()).map(({ id }) => id)
    const among = (ids: readonly string[], most: number): number =>
      ids.slice(0, most).some((id) => classes.includes(id)) ? 1 : 0
    top1 += among(said, 1)
    top3 += among(said, 3)
    plain1 += among(plain, 1)
    plain3 += among(plain, 3)
    if (among(said, 3) === 0) wrong.push([name, classes.join('/'), said.slice(0, 3).join(', ')])
  }
  return { of, top1: top1 / of, top3: top3 / of, plain1: plain1 / of, plain3: plain3 / of, wrong }
}

const isFree = (name: string): boolean => {
  const copyright = readFileSync(COPYRIGHT, 'utf8')
  const entry = copyright.split('\n\n').find((part) => part.includes(`etc/samples/${name}.flac`))
  return entry !== undefined && /^License: CC0\s*$/m.test(entry)
}

function recordedFeatures(name: string): Float64Array | null {
  const recorded = recordedSound(name)
  if (recorded === null) return null
  const reading = readFeatures(recorded.sounds, recorded.rate)
  return reading.ok ? reading.features : null
}

export interface RecordedSound {
  /** By channel. */
  readonly sounds: readonly Float32Array[]
  readonly rate: number
}

/** Null where there is no such file, or another licence than CC0. */
export function recordedSound(name: string): RecordedSound | null {
  const path = join(FOLDER, `${name}.flac`)
  if (!existsSync(path) || !isFree(name)) return null
  const head = readFileSync(path)
  if (head.toString('latin1', 0, 4) !== 'fLaC') return null
  // STREAMINFO comes first: 20 bits of rate, 3 of channels, 5 of bits.
  const packed = head.readUInt32BE(18)
  const [rate, channels, bits] = [packed >>> 12, ((packed >>> 9) & 7) + 1, ((packed >>> 4) & 31) + 1]
  const args = ['-dcs', '--force-raw-format', '--endian=little', '--sign=signed', path]
  const { stdout, status } = spawnSync('flac', args, { maxBuffer: 1 << 28 })
  if (status !== 0) return null
  const width = bits / 8
  const frames = Math.floor(stdout.length / (width * channels))
  const sounds = Array.from({ length: channels }, (_, c) =>
    Float32Array.from(
      { length: frames },
      (_, i) => stdout.readIntLE((i * channels + c) * width, width) / 2 ** (bits - 1),
    ),
  )
  return { sounds, rate }
}

if (process.argv[1] === import.meta.filename && process.argv.includes('--write')) {
  if (shotsMissing !== null) throw new Error(shotsMissing)
  const shots = ONE_SHOTS.filter(({ trains }) => trains).flatMap(({ name }) => {
    const features = recordedFeatures(name)
    return features === null
      ? []
      : [`  ${JSON.stringify(name)}: [${Array.from(features, (x) => Number(x.toPrecision(5))).join(', ')}]`]
  })
  const about =
    'Features of one-shots of Debian sonic-pi-samples (CC0), written by bench/timbre/one-shots.ts --write'
  const file = new URL('../../models/timbre/data/one-shots.json', import.meta.url)
  writeFileSync(
    `${file.pathname}.part`,
    `{\n "about": ${JSON.stringify(about)},\n "shots": {\n${shots.join(',\n')}\n }\n}\n`,
  )
  renameSync(`${file.pathname}.part`, file.pathname)
  console.log(`${shots.length} written`)
}
