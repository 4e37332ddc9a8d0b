/**
 * Recordings that the space is tried on, and, half of them, has heard: one-shots of Debian's `sonic-pi-samples`, those whose entry in its
 * copyright file says CC0. Of the half that is trained on, the 62 features stand in one-shots.json, so that training needs no recordings;
 * the other half is read by the bench alone, where the package is installed.
 */

import { readFileSync } from 'node:fs'
import { SOUND_CLASSES } from './sounds.ts'

/** By class; a second class after a slash is as right (a splash is a small crash). */
const TABLE: readonly (readonly [classes: string, names: string])[] = [
  ['kick', 'bd_808 bd_ada bd_boom bd_fat bd_gas bd_haus bd_klub bd_pure bd_sone bd_tek bd_zome bd_zum drum_bass_hard drum_bass_soft drum_heavy_kick elec_hollow_kick elec_soft_kick'],
  ['snare', 'drum_snare_hard drum_snare_soft elec_filt_snare elec_hi_snare elec_lo_snare elec_mid_snare elec_snare sn_dolf sn_dub sn_generic sn_zome'],
  ['tom', 'drum_tom_hi_hard drum_tom_hi_soft drum_tom_lo_hard drum_tom_lo_soft drum_tom_mid_hard drum_tom_mid_soft elec_fuzz_tom'],
  ['hat', 'drum_cymbal_closed drum_cymbal_pedal'],
  ['openhat', 'drum_cymbal_open'],
  ['hat/openhat', 'elec_cymbal'],
  ['crash/ride', 'drum_cymbal_hard drum_cymbal_soft'],
  ['splash/crash', 'drum_splash_hard drum_splash_soft'],
  ['cowbell', 'drum_cowbell'],
  ['woodblock', 'elec_wood'],
  ['triangle', 'elec_triangle'],
  ['bell', 'elec_bell elec_chime perc_bell perc_bell2'],
  ['beep', 'elec_beep elec_blip elec_blip2 elec_ping elec_plip'],
  ['click', 'elec_tick'],
  ['snap', 'perc_snap perc_snap2'],
  ['tabla', 'tabla_dhec tabla_ghe1 tabla_ghe2 tabla_ghe3 tabla_ghe4 tabla_ghe5 tabla_ghe6 tabla_ghe7 tabla_ghe8 tabla_ke1 tabla_ke2 tabla_ke3 tabla_na tabla_na_o tabla_na_s tabla_re tabla_tas1 tabla_tas2 tabla_tas3 tabla_te1 tabla_te2 tabla_te_m tabla_te_ne tabla_tun1 tabla_tun2 tabla_tun3'],
  ['bass', 'bass_hard_c bass_hit_c bass_thick_c bass_woodsy_c'],
  ['guitar', 'guit_e_fifths guit_em9 guit_harmonics'],
] // biome-ignore format: a table

export interface OneShot {
  /** File in /usr/share/sonic-pi/samples, without its ending. */
  readonly name: string
  /** Right answers, the first one the plainest. */
  readonly classes: readonly string[]
  /** Whether training hears it; every other one of a class, the second, the fourth and so on, so that what there is one of is kept for trying. */
  readonly trains: boolean
}

export const ONE_SHOTS: readonly OneShot[] = TABLE.flatMap(([classes, names]) =>
  names.split(' ').map((name, i) => ({ name, classes: classes.split('/'), trains: i % 2 === 1 })),
)

export interface HeardShot {
  /** Place in `SOUND_CLASSES`. */
  readonly classIndex: number
  readonly features: readonly number[]
}

/** The half that is trained on. */
export function trainingShots(): readonly HeardShot[] {
  const file: { readonly shots: Readonly<Record<string, readonly number[]>> } = JSON.parse(
    readFileSync(new URL('./one-shots.json', import.meta.url), 'utf8'),
  )
  return ONE_SHOTS.flatMap(({ name, classes, trains }) => {
    const features = file.shots[name]
    const classIndex = SOUND_CLASSES.findIndex(({ id }) => id === classes[0])
    return trains && features !== undefined && classIndex >= 0 ? [{ classIndex, features }] : []
  })
}
