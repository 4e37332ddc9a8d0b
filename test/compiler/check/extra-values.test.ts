/** What stands behind a value and would say nothing: told of, for whoever wrote it meant something. */

import { expect, it } from 'vitest'
import { checkText } from '../../diagnostics/checking.ts'

const CLICK = 'metronome click { beat |X x x x| }\n'
const scenario = (lines: string): string => `${CLICK}scenario "a" {\n  ${lines}\n}\n`
const EXPECT = 'expect mode follow on 80% of beats'

const CASES: readonly (readonly [code: string, at: string, text: string])[] = [
  ['SIL0305', '140 bpm', `tempo 120 bpm 140 bpm\n${CLICK}`],
  ['SIL0305', '100 bpm..140 bpm', `tempo 120 bpm 100 bpm..140 bpm\n${CLICK}`],
  ['SIL0305', '(100 bpm..140 bpm)', `tempo 120 bpm (100 bpm..140 bpm)\n${CLICK}`],
  ['SIL0305', '130 bpm', `tempo 120 bpm -> 90 bpm 130 bpm over 4 bars\n${CLICK}`],
  ['SIL0305', '3 bars', 'metronome click {\n  beat |X x x x|\n  rest every 2 bars 3 bars\n}\n'],
  ['SIL0305', '4 ms', scenario(`player drags 3 ms 4 ms\n  ${EXPECT}`)],
  ['SIL0305', 'now', scenario(`player silent now for 2 bars\n  ${EXPECT}`)],
  ['SIL0305', 'musician', scenario(`player simulated novice musician\n  ${EXPECT}`)],
  ['SIL0305', '90 bpm', scenario('player steady\n  expect tempo 90 bpm within 2% of 96 bpm')],
  ['SIL0218', 'within', scenario('player steady\n  expect mode follow within 2% on 80% of beats')],
  ['SIL0218', 'on', scenario('player steady\n  expect level click < -10 dB on 80%')],
  ['SIL0218', 'of', scenario('player steady\n  expect level click < -10 dB of beats')],
]

it.each(CASES)('%s at `%s` in %s', async (code, at, text) => {
  const { diagnostics } = await checkText(text)
  expect(diagnostics.map((d) => [d.code, text.slice(d.span.start, d.span.end)])).toEqual([[code, at]])
})

it('puts `in` before a range that stands behind a tempo', async () => {
  for (const range of ['100 bpm..140 bpm', '(100 bpm..140 bpm)']) {
    const [told] = (await checkText(`tempo 120 bpm ${range}\n${CLICK}`)).diagnostics
    expect(told?.fixes?.[0]?.edits.map(({ newText }) => newText)).toEqual(['in 100 bpm..140 bpm'])
  }
})
