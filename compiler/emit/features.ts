/**
 * What a piece needs of the runtime beyond the core (runtime/features.ts), read from the same fields of the same IR
 * that the runtime reads in the compiled policy. A number that a slot may move counts as moved.
 */

import type { EventIr, Num, PartIr, PatternIr, PolicyIr } from '../ir.ts'

/** In the order of their names, which are those of the runtime's exports. */
export const FEATURES = {
  approaching: ({ parts }) => parts.some(({ walk, approach }) => !walk && approach !== null),
  changingTempo: ({ tempo, sections }) =>
    [tempo, ...sections.map((section) => section.tempo)].some(
      (one) => one !== null && one.program.k !== 'steady',
    ),
  closingHats: ({ patterns }) => patterns.some(hasOpenHat),
  comping: ({ patterns }) => patterns.some(hasChord),
  contextual: ({ slots }) => slots.some(({ kind }) => kind === 'contextual'),
  countingIn: ({ player }) => player.count.who === 'player',
  drumming: ({ parts }) => parts.some(({ fill, tradeBars }) => fill !== null || tradeBars > 0),
  dynamics: ({ parts }) => parts.some(({ dynamics }) => dynamics !== null),
  expecting: ({ player, plays }) => player.plays !== null || plays !== undefined,
  exploring: ({ train, slots }) => train.length > 0 && slots.length > 0,
  pickingUp: ({ sections }) => sections.some(({ pickup }) => pickup !== undefined),
  rewarding: ({ rewards }) => rewards.length > 0,
  ruling: ({ rules }) => rules.length > 0,
  strumming: ({ parts }) => parts.some(({ strumMs }) => mayDiffer(strumMs)),
  trackingMany: ({ zones }) => zones.some(({ track }) => track.k === 'slot' || track.value === 'many'),
  walking: ({ parts }) => parts.some(({ walk }) => walk),
  wandering: ({ parts }) => parts.some(wanders),
} as const satisfies Readonly<Record<string, (ir: PolicyIr) => boolean>>

export function featuresOf(ir: PolicyIr): readonly string[] {
  return Object.entries(FEATURES).flatMap(([name, needs]) => (needs(ir) ? [name] : []))
}

function hasChord({ bars }: PatternIr): boolean {
  return bars.some((events: readonly EventIr[]) =>
    events.some(({ sounds }) => sounds.some((sound) => sound.k === 'chord')),
  )
}

function hasOpenHat({ bars }: PatternIr): boolean {
  return bars.some((events) => events.some(({ articulation }) => articulation === 'open'))
}

function wanders({ humanMs, voices }: PartIr): boolean {
  return mayDiffer(humanMs) || voices.some((voice) => mayDiffer(voice.humanMs))
}

/** Whether a number may be another than 0. */
const mayDiffer = (num: Num): boolean => num.k !== 'const' || num.v !== 0
