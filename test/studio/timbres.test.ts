/** The timbre picker: prompts in a text, sliders as words, the map; and the panel in a real browser. */

import fc from 'fast-check'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lexiconSpace } from '../../runtime/timbre/lexicon-space.ts'
import { timbreOfText } from '../../runtime/timbre/prompt.ts'
import { labelsOf } from '../../studio/page/timbre/labels.ts'
import { placesOf } from '../../studio/page/timbre/places.ts'
import { promptsIn, withPrompt, withTimbre } from '../../studio/page/timbre/prompts.ts'
import { MOST_STEP, SLIDERS, stepIn, withStep } from '../../studio/page/timbre/words.ts'
import { checkText } from '../diagnostics/checking.ts'
import { browserMissing } from '../harness/browser.ts'
import { runs } from '../harness/runs.ts'
import { launchBrowser, withStudio } from '../harness/studio.ts'
import { wavBytes } from '../timbre/wav.ts'
import { checkedWith, memoryFile, text, until } from './talk.ts'

const PIECE = `tempo 120 bpm
timbre woody = "warm woody click"
timbre tick = mix(woody, "sharp metallic tick", 30%)
timbre around = near "glassy ping" within learn 20% in 0%..40%
metronome click {
  beat |X x x x|
  timbre woody
  timbre tick on 1
  timbre around on 2
}
drummer kit {
  kick |x... x...|  timbre "deep kick drum"  level -3 dB
  snare |..x. ..x.|
}
`

describe('the prompts of a text', () => {
  test('are those of timbres, by the name that they have there', () => {
    expect(promptsIn(PIECE).map(({ name, prompt }) => [name, prompt])).toEqual([
      ['woody', 'warm woody click'],
      ['sharp metallic tick', 'sharp metallic tick'],
      ['around', 'glassy ping'],
      ['deep kick drum', 'deep kick drum'],
    ])
    for (const { start, end, prompt } of promptsIn(PIECE)) expect(PIECE.slice(start, end)).toBe(`"${prompt}"`)
  })

  test('are no titles, paths or texts of other blocks, and a broken block hides none', () => {
    const other =
      'band "Trio"\nimport { a } from "./a.sil"\ntimbre k = sample "k.wav"\nscenario "s" {\n  player steady\n}\n'
    expect(
      promptsIn(`${other}drummer kit {\n  kick |x.\ntimbre a = "dry wood"\n`).map(({ prompt }) => prompt),
    ).toEqual(['dry wood'])
  })

  test('change where they stand, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), fc.nat(3), (prompt, at) => {
        const place = promptsIn(PIECE)[at]
        if (place === undefined || prompt.trim() === '') return
        expect(promptsIn(withPrompt(PIECE, place, prompt))[at]?.prompt).toBe(prompt)
      }),
      runs(60),
    )
  })

  test('come to a text under a name that is free', () => {
    const once = withTimbre(PIECE, 'dark "round" snare')
    expect(
      promptsIn(withTimbre(once, 'snare'))
        .slice(-2)
        .map(({ name }) => name),
    ).toEqual(['my_snare', 'my_snare_2'])
    expect(checkText(once).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})

describe('a slider', () => {
  test.each(SLIDERS.map((slider) => [slider.axis, slider] as const))(
    'of %s moves the sound its way, step by step',
    (axis, slider) => {
      for (const prompt of ['tom', 'soft brushed snare', 'warm woody click']) {
        const grades = Array.from({ length: 2 * MOST_STEP + 1 }, (_, i) =>
          timbreOfText(withStep(prompt, slider, i - MOST_STEP)).grade(axis),
        )
        expect(grades, prompt).toEqual([...grades].sort((a, b) => a - b))
        expect((grades.at(-1) ?? 0) - (grades[0] ?? 0)).toBeGreaterThan(0.2)
      }
    },
  )

  test('reads back the step that it has written, and leaves the other words', () => {
    for (const slider of SLIDERS) {
      for (let step = -MOST_STEP; step <= MOST_STEP; step++) {
        const prompt = withStep('old, warm woody click', slider, step)
        expect(stepIn(prompt, slider)).toBe(step)
        expect(prompt).toMatch(/woody click$/)
        expect(withStep(prompt, slider, step)).toBe(prompt)
      }
    }
    expect(withStep('dark', SLIDERS[0], 0)).toBe('sound')
  })
})

describe('the map', () => {
  test('keeps distances in proportion where a plane can', () => {
    const square = [
      [1, 0, 0],
      [0, 1, 0],
      [-1, 0, 0],
      [0, -1, 0],
    ]
    const places = placesOf(square)
    const between = (a: number, b: number) =>
      Math.hypot((places[a]?.x ?? 0) - (places[b]?.x ?? 0), (places[a]?.y ?? 0) - (places[b]?.y ?? 0))
    expect(between(0, 1)).toBeCloseTo(between(1, 2), 6)
    expect(between(0, 2)).toBeCloseTo(between(0, 1) * Math.SQRT2, 6)
    expect(placesOf([[1, 0]])).toEqual([{ x: 0, y: 0 }])
    expect(placesOf([])).toEqual([])
  })

  test('puts clicks near clicks, and a kick elsewhere', () => {
    const [a, b, c] = placesOf(
      ['warm woody click', 'woody knock', 'deep kick drum'].map((p) => lexiconSpace.encode(p).vector),
    )
    if (a === undefined || b === undefined || c === undefined) throw new Error('three places')
    expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeLessThan(0.5 * Math.hypot(a.x - c.x, a.y - c.y))
  })
})

describe('the map, where one timbre is changed', () => {
  const vectors = (snare: string) =>
    [
      'fat snare with rim',
      'deep kick drum',
      'closed hi-hat',
      'picked electric bass',
      'bright steel acoustic guitar',
    ].map((prompt, i) => lexiconSpace.encode(i === 0 ? snare : prompt).vector)

  test.each(['slightly warm loud line', 'loud line', 'very bright harsh crash', 'soft felt piano'])(
    'leaves the others as near to where they lay as its distances allow: %s',
    (snare) => {
      const before = placesOf(vectors('fat snare with rim'))
      const away = (places: typeof before): number =>
        places.slice(1).reduce((sum, { x, y }, i) => {
          const was = before[i + 1] ?? { x: 0, y: 0 }
          return sum + Math.hypot(x - was.x, y - was.y)
        }, 0)
      const places = placesOf(vectors(snare), before)
      // Whichever way an eigenvector points: turned over, the same map would lie further off.
      for (const [sx, sy] of [
        [-1, 1],
        [1, -1],
        [-1, -1],
      ] as const)
        expect(away(places)).toBeLessThan(away(places.map(({ x, y }) => ({ x: sx * x, y: sy * y }))))
      // Distances are what they were without anything before.
      const free = placesOf(vectors(snare))
      const ratio = (a: number, b: number): number => {
        const d = (all: typeof free) =>
          Math.hypot((all[a]?.x ?? 0) - (all[b]?.x ?? 0), (all[a]?.y ?? 0) - (all[b]?.y ?? 0))
        return d(places) / d(free)
      }
      expect(ratio(0, 1)).toBeCloseTo(ratio(2, 3), 6)
      expect(Math.max(...places.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]))).toBeCloseTo(1, 9)
    },
  )

  test('writes no name upon another, and none beyond its edge', () => {
    const dots = [
      { x: -65, y: -23, name: 'picked electric bass' },
      { x: 25, y: -18, name: 'backbeat' },
      { x: -57, y: 45, name: 'deep kick drum' },
      { x: -9, y: 52, name: 'backbeat too' },
      { x: 100, y: 40, name: 'closed hi-hat' },
      { x: 12, y: -75, name: 'bright steel acoustic gui…' },
    ]
    const boxes = labelsOf(dots, 126).map(({ x, y, anchor }, i) => {
      const dot = dots[i] ?? { x: 0, y: 0, name: '' }
      // As a browser sets them, by a sans of average width.
      const width = 4.4 * dot.name.length
      const left = dot.x + x - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0)
      return { left, right: left + width, top: dot.y + y - 6, bottom: dot.y + y + 2, dot }
    })
    for (const [i, a] of boxes.entries()) {
      expect(a.left, a.dot.name).toBeGreaterThanOrEqual(-126)
      expect(a.right, a.dot.name).toBeLessThanOrEqual(126)
      for (const b of boxes.slice(i + 1)) {
        const meets = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
        expect(meets, `${a.dot.name} and ${b.dot.name}`).toBe(false)
      }
      for (const dot of dots)
        expect(a.left < dot.x && dot.x < a.right && a.top < dot.y && dot.y < a.bottom, dot.name).toBe(false)
    }
  })
})

describe.skipIf(browserMissing !== undefined)('the panel in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  /** Peaks of what is played by itself, and a file dropped on the panel. */
  const INIT = `
    globalThis.struck = []
    const start = AudioBufferSourceNode.prototype.start
    AudioBufferSourceNode.prototype.start = function (...when) {
      globalThis.struck.push(Math.max(...this.buffer.getChannelData(0).map(Math.abs)))
      return start.apply(this, when)
    }
    globalThis.dropFile = (name, base64) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([bytes], name))
      document.querySelector('dialog.timbres').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    }
  `

  test('shows the map, is heard, writes what its sliders say, and puts a recording into words', async () => {
    const studio = { file: memoryFile(PIECE), init: INIT, encoder: true }
    await withStudio(browser, studio, async ({ page, requests, complaints }) => {
      const said = () => page.textContent('#timbre-said')
      const saidIs = (words: string) =>
        until(page, `document.querySelector('#timbre-said').textContent === ${JSON.stringify(words)}`, words)
      const picture = async (name: string) => {
        if (process.env.SIL_PICTURES)
          await page.screenshot({ path: `${process.env.SIL_PICTURES}/${name}.png` })
      }
      expect(requests.filter((one) => one.includes('timbres.css'))).toEqual([])
      await page.click('[data-action="timbres"]')
      // With its style from the first picture on.
      await page.waitForSelector('.timbre-columns')
      const display = await page.evaluate(
        `getComputedStyle(document.querySelector('.timbre-columns')).display`,
      )
      expect(display).toBe('grid')
      await page.waitForSelector('dialog.timbres')
      await page.waitForSelector('.timbre-map .dot')
      expect(await page.locator('.timbre-map .dot').allTextContents()).toEqual(
        promptsIn(PIECE).map(({ name }) => name),
      )
      expect(await page.inputValue('#timbre-prompt')).toBe('warm woody click')
      await picture('timbres')

      const struck = (count: number) =>
        until(page, `globalThis.struck.length === ${count}`, `${count} sounds were heard`)
      await page.click('#timbre-hear')
      await struck(1)

      await page.click('.timbre-map .dot[aria-label="deep kick drum"]')
      expect(await page.inputValue('#timbre-prompt')).toBe('deep kick drum')
      await struck(2)
      // Played by the voice that has it in the text.
      expect(await page.getAttribute('#timbre-hear', 'title')).toBe('as the drummer’s kick')
      await page.focus('input[data-axis="brightness"]')
      await page.keyboard.press('ArrowLeft')
      await struck(3)
      await page.keyboard.press('ArrowLeft')
      await struck(4)
      expect(await page.inputValue('#timbre-prompt')).toBe('dark deep kick drum')

      await page.fill('#timbre-prompt', 'dark deep wooody drum')
      await saidIs('I do not know how "wooody" sounds. Did you mean "woody"?')
      // In no book, and no word of the lexicon: the encoder came from the server, and read it.
      await page.fill('#timbre-prompt', 'dark deep "hubcap" drum')
      await saidIs('I do not know how "hubcap" sounds. I go by what it means.')
      expect(requests.filter((url) => url.endsWith('/timbre/minilm.onnx'))).toHaveLength(1)
      await picture('timbres-unknown')
      await page.fill('#timbre-prompt', 'dark deep "round" drum')
      await saidIs('What you change here changes the text.')
      const trained = await page.evaluate(
        `globalThis.heard.findLast(({ kind, answer }) => kind === 'timbre' && answer.about === 'prompts').answer.timbres.map(({ vector }) => vector.length)`,
      )
      expect(trained).toEqual(
        promptsIn(PIECE)
          .map(() => 256)
          .concat(256),
      )
      expect(await page.isHidden('#timbre-notice')).toBe(true)

      await page.evaluate(`dropFile('knock.wav', '${wavBytes({}).toString('base64')}')`)
      await until(
        page,
        `document.querySelector('#timbre-said').textContent.includes('sounds like')`,
        'it is in words',
      )
      expect(await said()).toMatch(
        /^knock\.wav sounds like "[\w -]*(click|knock|tock|block|stick|clave|tick|tap|snap|pop|castanet)[\w -]*"\.$/,
      )
      await struck(5)
      await picture('timbres-dropped')
      await page.click('#timbre-add')
      for (const [name, bytes, problem] of [
        ['notes.wav', Buffer.from('<b>no sound</b>'), 'notes.wav is not a WAV file.'],
        [
          '<img src=x onerror=alert(1)>.wav',
          wavBytes({ sound: () => 0 }),
          '<img src=x onerror=alert(1)>.wav is silent.',
        ],
      ] as const) {
        await page.evaluate(`dropFile(${JSON.stringify(name)}, '${bytes.toString('base64')}')`)
        await until(
          page,
          `document.querySelector('#timbre-said').textContent === ${JSON.stringify(problem)}`,
          problem,
        )
      }
      await page.keyboard.press('Escape')

      await checkedWith(page, false)
      const written = await text(page)
      expect(written).toContain('kick |x... x...|  timbre "dark deep \\"round\\" drum"  level -3 dB')
      expect(written).toMatch(/timbre my_\w+ = "/)
      const peaks: number[] = await page.evaluate('globalThis.struck')
      expect(peaks).toHaveLength(5)
      for (const peak of peaks) expect(peak).toBeGreaterThan(0.2)
      expect(complaints).toEqual([])
    })
  })

  test('goes on with the lexicon where the server has no encoder, says so, and asks again for what it can read', async () => {
    const file = memoryFile('timbre a = "clanky hubcap click"\nmetronome click { beat |x| timbre a }\n')
    await withStudio(browser, { file, init: INIT }, async ({ page }) => {
      // Of all that is missing the model is named, whatever comes back first.
      await page.context().route('**/minilm.onnx', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 300))
        await route.continue()
      })
      await page.click('[data-action="timbres"]')
      await page.waitForSelector('#timbre-notice:not([hidden])')
      expect(await page.textContent('#timbre-notice')).toMatch(
        /^Timbres are read by the lexicon, [^/]*: minilm\.onnx is not there \(404\)$/,
      )
      expect(await page.locator('.timbre-map .dot').count()).toBe(1)
      await page.click('#timbre-hear')
      await until(page, 'globalThis.struck.length === 1', 'it is heard')

      await page.fill('#timbre-prompt', 'click')
      await page.waitForSelector('#timbre-notice', { state: 'hidden' })
      await page.waitForSelector('.timbre-near button:nth-child(4)')
      const near = (await page.textContent('.timbre-near button')) ?? ''
      await page.click('.timbre-near button')
      expect(near).not.toBe('')
      expect(await page.inputValue('#timbre-prompt')).toBe(near)
      await until(page, 'globalThis.struck.length === 2', 'the neighbour is heard')
      await page.keyboard.press('Escape')
      await expect.poll(() => text(page)).toContain(`timbre a = "${near}"`)
    })
  })
})
