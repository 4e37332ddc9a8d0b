/**
 * Strudel in Node: the same three pieces in its mini-notation. @strudel/core asks for @kabelsalat/web, a synthesiser
 * for browsers that does not load here; nothing of it is used.
 */

import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== '@kabelsalat/web') return next(specifier, context)
    return { url: 'data:text/javascript,export class SalatRepl {}', shortCircuit: true }
  },
})

/** A bar is a cycle. */
export const BAR_SECONDS = 2

export async function createStrudelPieces() {
  const { log, warn } = console
  // It greets on the console as it loads.
  console.log = () => {}
  console.warn = () => {}
  const { s, stack } = await import('@strudel/core')
  const { mini } = await import('@strudel/mini')
  console.log = log
  console.warn = warn

  // Accents and ghosts are sounds of their own: a second pattern for the gain would cost Strudel twice as much.
  const click = () => s(mini('high low low low'))
  const drums = () =>
    stack(
      s(mini('bd ~ ~ bd bd ~ ~ bd')),
      s(mini('~ ~ sdx ~ ~ ~ sdx [~ sdg]')),
      s(mini('hh*8')),
      // Second 8ths at 0.58 of the beat.
    ).swingBy(0.16, 4)
  const notes = (pattern) => mini(pattern).note()
  const chords = (list, rhythm) =>
    notes(`<${list.map((chord) => `[${rhythm.replaceAll('x', `[${chord}]`)}]`).join(' ')}>`)
  const band = () =>
    stack(
      click(),
      drums(),
      // Notes are spelled out: Silencio finds roots, degrees and voicings while it plays.
      notes('<[d2@2 a1 d2] [g1 b1 d2 g1] [c2@2 g1 c2] [a1 c#2 e2 a1]>'),
      chords(['d3,f3,a3,c4', 'd3,f3,g3,b3', 'e3,g3,b3,c4', 'e3,g3,a3,c#4'], '~ x ~ x'),
      chords(['d2,a2,c3,f3', 'd2,g2,b2,f3', 'e2,b2,c3,g3', 'e2,a2,c#3,g3'], 'x ~ ~ x ~ ~ x ~').swingBy(
        0.16,
        4,
      ),
    )
  const pieces = { metronome: click(), groove: drums(), band: band() }
  return Object.fromEntries(
    Object.entries(pieces).map(([name, pattern]) => [
      name,
      {
        /** Events that begin in [from, to), in cycles. */
        onsets(from, to) {
          let count = 0
          for (const hap of pattern.queryArc(from, to)) if (hap.hasOnset()) count++
          return count
        },
      },
    ]),
  )
}
