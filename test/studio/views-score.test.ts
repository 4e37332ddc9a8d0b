import { describe, expect, test } from 'vitest'
import { fieldLeft, NOW_AT, nowOnPage, spanOf, topIn } from '../../studio/views/score/geometry.ts'
import { browserMissing } from '../harness/browser.ts'
import { withViews } from './views-page.ts'

const WIDTH = 800
const HEIGHT = 500

describe.skipIf(browserMissing !== undefined)('the scrolling score', () => {
  const left = fieldLeft(WIDTH, HEIGHT)
  const nowX = left + (WIDTH - left) * NOW_AT
  const perSecond = (WIDTH - left) / spanOf(WIDTH - left)

  /** Shows two notes at two moments. @returns for each moment where they and the line of now stand, px */
  const columns = (calm: boolean): Promise<unknown> =>
    withViews({ calm }, (ask) =>
      ask(`
        const box = host(${WIDTH}, ${HEIGHT})
        const score = views.createScrollingScore(box, { clock })
        const only = [members[1]]
        const show = async (now) => {
          state.now = now * 1000
          score.update(view({ now, members: only, playing: true }))
          await frames()
          const y = Math.round((${topIn(HEIGHT)} + ${HEIGHT} - 120 - 8) / 2)
          const line = box.firstChild.getContext('2d').getImageData(${Math.ceil(left)}, y, ${Math.floor(WIDTH - left)}, 1).data
          // The middles of everything brighter than the lanes and the lines of beats.
          const found = []
          for (let x = 0, from = -1; x <= line.length / 4; x++) {
            const bright = line[4 * x] > 150
            if (bright && from < 0) from = x
            if (!bright && from >= 0) { found.push(${Math.ceil(left)} + (from + x) / 2); from = -1 }
          }
          return found
        }
        score.notes([note({ time: 7 }), note({ time: 8.5 })])
        return [await show(10), await show(11)]`),
    )

  const near = (found: unknown, expected: readonly number[]): void => {
    const values = [found].flat().map(Number)
    expect(values).toHaveLength(expected.length)
    values.forEach((value, i) => {
      expect(Math.abs(value - (expected[i] ?? 0))).toBeLessThanOrEqual(1.5)
    })
  }

  test('places a note where its time is, and moves it as time goes by', async () => {
    const x = (time: number, now: number): number => nowX + (time - now) * perSecond
    const [at10, at11] = [await columns(false)].flat()
    near(at10, [x(7, 10), x(8.5, 10), nowX])
    near(at11, [x(7, 11), x(8.5, 11), nowX])
  })

  test('turns pages instead of scrolling for people who want it calm: only the line of now moves', async () => {
    const [at10, at11] = [await columns(true)].flat()
    const now = (time: number): number => left + (WIDTH - left) * nowOnPage(time, spanOf(WIDTH - left))
    const x = (time: number): number => now(10) + (time - 10) * perSecond
    // Seven seconds are on the page before.
    near(
      at10,
      [x(8.5), now(10)].filter((at) => at >= left),
    )
    near(
      at11,
      [x(8.5), now(11)].filter((at) => at >= left),
    )
    expect(now(11) - now(10)).toBeCloseTo(perSecond, 9)
  })

  test('puts the player’s onset at its time, below the beat for early, above for late, in the zone’s colour', async () => {
    await withViews({}, async (ask) => {
      const seen = await ask(`
        const box = host(${WIDTH}, ${HEIGHT})
        const score = views.createScrollingScore(box, { clock })
        score.beats([beat({ n: 4, time: 7 }), beat({ n: 5, time: 8 })])
        score.update(view({ now: 10 }))
        score.tap(tap(-60, 'follow', { n: 4, time: 6.94 }))
        score.tap(tap(120, 'limit', { n: 5, time: 8.12 }))
        await frames()
        const image = box.firstChild.getContext('2d').getImageData(0, 0, ${WIDTH}, ${HEIGHT}).data
        const middleOf = (name) => {
          const [r, g, b] = token(name)
          let count = 0, x = 0, y = 0
          for (let i = 0; i < image.length; i += 4) {
            if (image[i] !== r || image[i + 1] !== g || image[i + 2] !== b) continue
            count++; x += (i / 4) % ${WIDTH}; y += Math.floor(i / 4 / ${WIDTH})
          }
          return [x / count, y / count]
        }
        return { early: middleOf('follow'), late: middleOf('limit') }`)
      const { early, late } = Object(seen)
      const middle = HEIGHT - 60
      // The dot and its line to the beat together: their middle lies between the two.
      expect(Math.abs(early[0] - (nowX - 3.06 * perSecond))).toBeLessThan(6)
      expect(Math.abs(late[0] - (nowX - 1.88 * perSecond))).toBeLessThan(10)
      expect(early[1]).toBeGreaterThan(middle + 8)
      expect(late[1]).toBeLessThan(middle - 12)
    })
  })

  test('draws five members with 400 notes to be seen within the time of a frame', async () => {
    await withViews({}, async (ask) => {
      const seen = await ask(`
        const box = host(1200, 700)
        const score = views.createScrollingScore(box)
        const voices = [['metr', 'beat', null], ['drum', 'hat', null], ['drum', 'kick', null], ['bass', 'line', 40], ['pian', 'comp', 64], ['guit', 'comp', 67]]
        const notes = []
        for (let i = 0; i < 420; i++) {
          const [member, voice, pitch] = voices[i % voices.length]
          notes.push(note({ time: 3.2 + i * 0.0165, member, voice, pitch: pitch && pitch + (i % 12), duration: 0.2 }))
        }
        for (let n = 0; n < 16; n++) score.beats([beat({ n, time: n * 0.6 })])
        score.notes(notes)
        const own = window.requestAnimationFrame
        const costs = []
        window.requestAnimationFrame = (callback) => own((time) => {
          const from = performance.now()
          callback(time)
          costs.push(performance.now() - from)
        })
        for (let i = 0; i < 40; i++) { score.update(view({ now: 10 + i / 60 })); await new Promise(own) }
        window.requestAnimationFrame = own
        score.destroy()
        return costs.slice(5).sort((a, b) => a - b)`)
      const costs = [seen].flat().map(Number)
      expect(costs.length).toBeGreaterThan(20)
      // Half of what a frame of 60 Hz has, in the middle of many: the machine is shared.
      expect(costs[Math.floor(costs.length / 2)]).toBeLessThan(8)
    })
  })
})
