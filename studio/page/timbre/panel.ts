/** The timbre picker: the piece's timbres on a map; a prompt, its words as sliders, what it sounds like; a recording in words. */

import type { PlayedBy } from '../../../compiler/defaults.ts'
import { LIMITS } from '../../../compiler/limits.ts'
import { classOf, PLAYERS } from '../../../runtime/audio/strike.ts'
import { TIMBRE_SPACE } from '../../../runtime/timbre/axes.ts'
import { TimbreEmbedding } from '../../../runtime/timbre/embedding.ts'
import { lexiconSpace } from '../../../runtime/timbre/lexicon-space.ts'
import { openDialog } from '../dialogs.ts'
import { h, setText } from '../dom.ts'
import { icon } from '../icons.ts'
import { lexiconInWords } from '../problem-words.ts'
import { wear } from '../wear.ts'
import { createEar, hearFile } from './listen.ts'
import { drawMap } from './map.ts'
import { createNeighbours } from './neighbours.ts'
import type { Place } from './places.ts'
import { promptsIn, withPrompt, withTimbre } from './prompts.ts'
import { type AskTimbre, createReader, type PanelTimbre, type Reading } from './reader.ts'
import { promptInWords } from './said.ts'
import { sliderRow } from './slider-row.ts'
import { SLIDERS, stepIn, withStep } from './words.ts'

export interface TimbrePanelSetup {
  readonly text: () => string
  /** Into the editor, as one edit that can be undone. */
  readonly write: (text: string) => void
  readonly isLocked: () => boolean
  /** The trained model, in the compiler's thread. */
  readonly ask: AskTimbre
}

/** More dots than this nobody tells apart. */
const MOST_DOTS = 40

/** Who plays what a prompt names; the metronome where it names nothing. */
const playerOf = (prompt: string): PlayedBy =>
  PLAYERS[classOf(TimbreEmbedding.fromDirection(lexiconSpace.encode(prompt).vector))]

export async function showTimbres({ text, write, isLocked, ask }: TimbrePanelSetup): Promise<void> {
  await wear('timbres')
  const ear = createEar()
  const reader = createReader({ ask, onReading: draw })
  const neighbours = createNeighbours(ask, (near) => change(near))
  /** Which of the text's prompts is being changed; −1: a new one. */
  let chosen = promptsIn(text()).length > 0 ? 0 : -1
  /** On the map as it is drawn now. */
  let places: readonly Place[] = []
  let prompt = promptsIn(text())[0]?.prompt ?? 'warm woody click'
  /** What the prompts that are being read are called on the map; the prompt itself is read after them. */
  let names: readonly string[] = []
  /** How the prompt sounds; null until that is known. */
  let sound: PanelTimbre | null = null
  /** Who plays the prompt: the text's own player of it, else who plays what it names. */
  let by = playerOf(prompt)
  let isHeardNext = false
  /** What a recording was said to be, until something is changed. */
  let heardAs: string | null = null
  /** Counts what hands did: an answer about a recording that was dropped before the last of it comes too late. */
  let changes = 0

  const map = h('div', { class: 'timbre-plane' })
  const field = h('input', {
    type: 'text',
    id: 'timbre-prompt',
    maxlength: LIMITS.promptLength,
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': 'timbre-said',
  })
  const said = h('p', { id: 'timbre-said', class: 'hint', role: 'status' })
  const notice = h('p', { id: 'timbre-notice', class: 'hint warn', role: 'status', hidden: true })
  const play = h('button', { type: 'button', class: 'primary', id: 'timbre-hear' }, icon('play'), 'Hear')
  const add = h('button', { type: 'button', class: 'plain', id: 'timbre-add' }, 'Add to the text')
  const sliders = SLIDERS.map((slider) => sliderRow(slider, (step) => change(withStep(prompt, slider, step))))
  const file = h('input', {
    type: 'file',
    accept: '.wav,audio/wav,audio/x-wav',
    id: 'timbre-file',
    hidden: true,
  })
  const pick = h('button', { type: 'button', class: 'plain small' }, 'choose one')
  const drop = h(
    'p',
    { class: 'timbre-drop hint' },
    'Drop a WAV of one sound here, or ',
    pick,
    ': I say it in words.',
    file,
  )

  field.addEventListener('input', () => change(field.value, false))
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') hear()
  })
  play.addEventListener('click', hear)
  add.addEventListener('click', () => {
    if (refused()) return
    write(withTimbre(text(), prompt))
    chosen = promptsIn(text()).length - 1
    show()
  })
  pick.addEventListener('click', () => file.click())
  file.addEventListener('change', () => void take(file.files?.[0]))

  const dialog = openDialog('Timbres', 'timbres', () => [
    h(
      'div',
      { class: 'timbre-columns' },
      h('div', {}, map, neighbours.element),
      h(
        'div',
        { class: 'timbre-words' },
        h('label', { for: 'timbre-prompt' }, 'How it sounds'),
        h('div', { class: 'timbre-line' }, field, play),
        said,
        notice,
        h('div', { class: 'timbre-sliders' }, ...sliders.map(({ element }) => element)),
        h(
          'p',
          { class: 'hint' },
          'A slider is a word; the mark beneath it shows where the whole sound lies.',
        ),
        drop,
        add,
      ),
    ),
  ])
  dialog.addEventListener('close', () => {
    changes++
    reader.close()
    neighbours.close()
    ear.close()
  })
  // Files that miss the line are no navigation.
  dialog.addEventListener('dragover', (event) => event.preventDefault())
  dialog.addEventListener('drop', (event) => {
    event.preventDefault()
    void take(event.dataTransfer?.files[0])
  })
  show()

  /** Another prompt: also in the text, where it stands there. */
  function change(next: string, fromSlider = true): void {
    changes++
    heardAs = null
    prompt = next
    const place = promptsIn(text())[chosen]
    if (place !== undefined && next.trim() !== '' && !refused()) write(withPrompt(text(), place, next))
    show(fromSlider)
    // Who types hears when they say so.
    isHeardNext = false
    if (fromSlider) hear()
  }

  function refused(): boolean {
    if (isLocked()) say('The text is locked: nothing is written.', true)
    return isLocked()
  }

  /** What the words alone say, at once; how it sounds is shown by `draw` when it has been read. */
  function show(writesField = true): void {
    if (writesField) field.value = prompt
    for (const row of sliders) row.step(stepIn(prompt, row.slider))
    add.hidden = chosen >= 0
    sound = null
    if (prompt.trim() === '') {
      say(promptInWords({ prompt, unknown: [], isInText: false, isWholeRead: false }).words, true)
      return
    }
    const written = promptsIn(text()).slice(0, MOST_DOTS)
    names = written.map(({ name }) => name)
    const prompts = written.map((one, i) => (i === chosen ? prompt : one.prompt))
    by = promptsIn(text())[chosen]?.by ?? playerOf(prompt)
    reader.read(
      [...prompts, prompt].map((one) => one.slice(0, LIMITS.promptLength)),
      by,
    )
  }

  function draw({ timbres, why }: Reading): void {
    const own = timbres.at(-1)
    if (own === undefined || prompt.trim() === '') return
    sound = own
    for (const row of sliders) row.mark(own.grade(row.slider))
    drawDots(timbres)
    const problem = lexiconInWords(why)
    notice.hidden = problem === null
    setText(notice, problem ?? '')
    neighbours.show(prompt, own.timbre.space === TIMBRE_SPACE)
    if (!isLocked()) {
      const { words, warns } = promptInWords({
        prompt,
        unknown: own.unknown,
        isInText: chosen >= 0,
        isWholeRead: own.timbre.space !== TIMBRE_SPACE,
      })
      say(heardAs ?? words, heardAs === null && warns)
    }
    if (isHeardNext) hear()
  }

  function drawDots(timbres: readonly PanelTimbre[]): void {
    const dots = timbres.map(({ timbre: { vector } }, i) => ({
      name: names[i] ?? prompt,
      vector,
      chosen: i === chosen || i === names.length,
    }))
    // The prompt stands for itself where the text has it already.
    if (chosen >= 0 && chosen < names.length) dots.pop()
    const focused = [...map.querySelectorAll('.dot')].indexOf(document.activeElement ?? map)
    const drawn = drawMap(dots, places, choose)
    places = drawn.places
    map.replaceChildren(drawn.svg)
    if (focused >= 0) map.querySelectorAll<SVGGElement>('.dot')[focused]?.focus()
  }

  function choose(i: number): void {
    const one = promptsIn(text())[i]
    if (one === undefined) return
    changes++
    heardAs = null
    chosen = i
    prompt = one.prompt
    show()
    hear()
  }

  function say(words: string, warns = false): void {
    setText(said, words)
    said.classList.toggle('warn', warns)
  }

  /** Now, or as soon as it is known how it sounds. */
  function hear(): void {
    if (prompt.trim() === '') return
    isHeardNext = sound === null
    if (sound === null) return
    ear.play(sound.timbre, by)
    play.title = `as the ${by.kind}’s ${by.voice}`
  }

  async function take(given: File | undefined): Promise<void> {
    if (given === undefined) return
    const its = ++changes
    file.value = ''
    say(`I listen to ${given.name} …`)
    const heard = await hearFile(given, ask)
    if (its !== changes) return
    if (!heard.ok) {
      say(`${given.name} ${heard.problem}.`, true)
      return
    }
    // What was dropped is a sound of its own: it takes no other's place.
    chosen = -1
    prompt = heard.prompt
    const notes = heard.notes.length === 0 ? '' : ` (${heard.notes.join('; ')})`
    heardAs = `${given.name} sounds like "${heard.prompt}"${notes}.`
    say(heardAs)
    show()
    hear()
  }
}
