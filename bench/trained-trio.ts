/**
 * The example trio as it is written and with the slots that ship with it, learned in simulation: told beside each other, and nothing is
 * asked of them. A band of zones that hold the beat is company of another kind than `follow.sil`, which the bars are for.
 */

import { readFileSync } from 'node:fs'
import type { Policy } from '../runtime/create-policy.ts'
import type { Human } from '../runtime/player/humans.ts'
import type { PlayerMove } from '../runtime/player/scripted.ts'
import { policyOf } from './policy.ts'
import {
  ascending,
  BEATS,
  changed,
  driftOf,
  LATER,
  mean,
  median,
  ms,
  percent,
  play,
  quantile,
  spreadOf,
} from './with-people.ts'

const FOLDER = new URL('../examples/pocket-trio/', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8')

export async function trainedTrio(
  people: readonly Human[],
  tempi: readonly number[],
  runs: number,
): Promise<readonly string[]> {
  const policy = await policyOf({
    path: 'pocket-trio.sil',
    text: read('pocket-trio.sil'),
    host: { read: (path) => ({ kind: 'text', text: read(path) }) },
  })
  const learned: { readonly slots: Readonly<Record<string, number>> } = JSON.parse(
    read('pocket-trio.slots.json'),
  )
  // The tempo of the piece stays within what it allows.
  const within = tempi.filter((tempo) => tempo >= 72 && tempo <= 126)
  const line = (name: string, slots: Readonly<Record<string, number>>): string =>
    `pocket-trio ${name}: ${told(policy, slots, people, within, runs)}`
  return [line('as written', {}), line('with its slots file', learned.slots)]
}

function told(
  policy: Policy,
  slots: Readonly<Record<string, number>>,
  people: readonly Human[],
  tempi: readonly number[],
  runs: number,
): string {
  const seeds = Array.from({ length: runs }, (_, seed) => seed)
  const all = people.flatMap((who) =>
    tempi.flatMap((tempo) =>
      seeds.map((seed) => {
        const person: PlayerMove = { k: 'simulated', who }
        const played = play(policy, [person], tempo, seed, BEATS, 'band', slots)
        return {
          who,
          drift: driftOf(played, tempo),
          wider: spreadOf(played) - spreadOf(play(policy, [person], tempo, seed, BEATS, 'click', slots)),
          faster: changed(policy, person, tempo, seed, LATER, slots),
        }
      }),
    ),
  )
  const drifts = all.map(({ drift }) => drift).sort(ascending)
  const wider = people.map((who) => {
    const own = all.filter((one) => one.who === who).map((one) => one.wider)
    const average = mean(own)
    const error = Math.sqrt(mean(own.map((one) => (one - average) ** 2)) / (own.length - 1))
    return `${who} ${ms(average)} ± ${ms(1.96 * error)}`
  })
  return (
    `drift ${percent(mean(drifts))}, p90 ${percent(quantile(drifts, 0.9))}; spread over that with a metronome, 95 %: ${wider.join(', ')}; ` +
    `4 % faster: ${percent(median(all.map(({ faster }) => faster)))} at beats 29–32`
  )
}
