import { expect, it } from 'vitest'
import { createFakeClock } from '../../../runtime/testing/clock.ts'

it('time passes when the test says so, and timers fire at their moments, in order', () => {
  const clock = createFakeClock(10)
  const said: string[] = []
  const tell = (what: string) => () => said.push(`${what} at ${clock.now()}`)
  clock.after(2, tell('second'))
  clock.after(1, tell('first'))
  clock.after(1, tell('beside it'))
  clock.after(9, tell('never'))
  expect(said).toEqual([])
  clock.pass(3)
  expect(said).toEqual(['first at 11', 'beside it at 11', 'second at 12'])
  expect(clock.now()).toBe(13)
})

it('what repeats does so without drift, until it is ended', () => {
  const clock = createFakeClock()
  const times: number[] = []
  const end = clock.every(0.1, () => times.push(clock.now()))
  clock.pass(1000)
  expect(times).toHaveLength(10000)
  expect(times.at(-1)).toBe(10000 * 0.1)
  end()
  clock.pass(1)
  expect(times).toHaveLength(10000)
})

it('a timer may set and cancel others', () => {
  const clock = createFakeClock()
  const said: number[] = []
  const cancel = clock.after(2, () => said.push(-1))
  clock.after(1, () => {
    cancel()
    clock.after(0, () => said.push(clock.now()))
  })
  clock.pass(5)
  expect(said).toEqual([1])
})

it('refuses what would never end', () => {
  const clock = createFakeClock()
  expect(() => clock.every(0, () => {})).toThrow('above 0')
  const again = (): void => {
    clock.after(0, again)
  }
  again()
  expect(() => clock.pass(1)).toThrow('timers')
})

it.each([Number.NaN, undefined, '2', -1, Number.POSITIVE_INFINITY])('does not pass by %s', (duration) => {
  const clock = createFakeClock(1)
  clock.every(0.1, () => {})
  // @ts-expect-error: tests are not all written in TypeScript
  expect(() => clock.pass(duration)).toThrow(`time passes by a number of seconds from 0, not ${duration}`)
  expect(clock.now()).toBe(1)
})
