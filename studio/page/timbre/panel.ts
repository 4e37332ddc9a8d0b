/** The timbre picker: the piece's timbres on a map; a prompt, its words as sliders, what it sounds like; a recording in words. */

import { LIMITS } from '../../../compiler/limits.ts'
import { TimbreEmbedding } from '../../../runtime/timbre/embedding.ts'
import { lexiconSpace } from '../../../runtime/timbre/lexicon-space.ts'
import { openDialog } from '../dialogs.ts'
import { h, setText } from '../dom.ts'
import { icon } from '../icons.ts'
import { createEar, hearFile } from './listen.ts'
import { drawMap } from './map.ts'
import { promptsIn, withPrompt, withTimbre } from './prompts.ts'
import { MOST_STEP, SLIDERS, type Slider, stepIn, withStep } from './words.ts'

export interface TimbrePanelSetup {
  readonly text: () => string
  /** Into the editor, as one edit that can be undone. */
  readonly write: (text: string) => void
  readonly isLocked: () => boolean
}

/** More dots than this nobody tells apart. */
const MOST_DOTS = 40

export function showTimbres({ text, write, isLocked }: TimbrePanelSetup): void {
  const ear = createEar()
  /** Which of the text's prompts is being changed; −1: a new one. */
  let chosen = promptsIn(text()).length > 0 ? 0 : -1
  let prompt = promptsIn(text())[0]?.prompt ?? 'warm woody click'

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
      map,
      h(
        'div',
        { class: 'timbre-words' },
        h('label', { for: 'timbre-prompt' }, 'How it sounds'),
        h('div', { class: 'timbre-line' }, field, play),
        said,
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
  dialog.addEventListener('close', ear.close)
  // Files that miss the line are no navigation.
  dialog.addEventListener('dragover', (event) => event.preventDefault())
  dialog.addEventListener('drop', (event) => {
    event.preventDefault()
    void take(event.dataTransfer?.files[0])
  })
  show()

  /** Another prompt: also in the text, where it stands there. */
  function change(next: string, fromSlider = true): void {
    prompt = next
    const place = promptsIn(text())[chosen]
    if (place !== undefined && next.trim() !== '' && !refused()) write(withPrompt(text(), place, next))
    show(fromSlider)
    if (fromSlider) hear()
  }

  function refused(): boolean {
    if (isLocked()) say('The text is locked: nothing is written.', true)
    return isLocked()
  }

  function show(writesField = true): void {
    if (writesField) field.value = prompt
    const { vector, unknown } = lexiconSpace.encode(prompt)
    const timbre = TimbreEmbedding.fromDirection(vector)
    for (const { slider, show: showSlider } of sliders) {
      showSlider(stepIn(prompt, slider), timbre.grade(slider.axis))
    }
    const written = promptsIn(text()).slice(0, MOST_DOTS)
    const dots = written.map((one, i) => ({
      name: one.name,
      vector: lexiconSpace.encode(i === chosen ? prompt : one.prompt).vector,
      chosen: i === chosen,
    }))
    if (chosen < 0) dots.push({ name: prompt, vector, chosen: true })
    map.replaceChildren(
      drawMap(dots, (i) => {
        const one = promptsIn(text())[i]
        if (one === undefined) return
        chosen = i
        prompt = one.prompt
        show()
        hear()
      }),
    )
    add.hidden = chosen >= 0
    if (isLocked()) return
    const [word] = unknown
    const near = word?.nearest[0]
    if (prompt.trim() === '') say('Say how it sounds, as in: warm woody click', true)
    else if (word === undefined)
      say(chosen < 0 ? 'Not in the text yet.' : 'What you change here changes the text.')
    else
      say(
        `I do not know how "${word.word}" sounds.${near === undefined ? '' : ` Did you mean "${near}"?`}`,
        true,
      )
  }

  function say(words: string, warns = false): void {
    setText(said, words)
    said.classList.toggle('warn', warns)
  }

  function hear(): void {
    const as = ear.play(TimbreEmbedding.fromDirection(lexiconSpace.encode(prompt).vector))
    play.title = `played as ${as}`
  }

  async function take(given: File | undefined): Promise<void> {
    if (given === undefined) return
    const heard = await hearFile(given)
    file.value = ''
    if (!heard.ok) {
      say(`${given.name} ${heard.problem}.`, true)
      return
    }
    // What was dropped is a sound of its own: it takes no other's place.
    chosen = -1
    prompt = heard.prompt
    show()
    say(
      `${given.name} sounds like "${heard.prompt}"${heard.cutOff ? ', as far as it goes: it was cut off' : ''}.`,
    )
    hear()
  }
}

function sliderRow(slider: Slider, onStep: (step: number) => void) {
  const range = h('input', {
    type: 'range',
    min: -MOST_STEP,
    max: MOST_STEP,
    step: 1,
    'aria-label': `${slider.less} to ${slider.more}`,
    'data-axis': slider.axis,
  })
  const mark = h('i', { class: 'grade', 'aria-hidden': 'true' })
  range.addEventListener('input', () => onStep(Number(range.value)))
  const element = h(
    'div',
    { class: 'timbre-slider' },
    h('span', {}, slider.less),
    h('div', { class: 'track' }, range, mark),
    h('span', {}, slider.more),
  )
  return {
    slider,
    element,
    /** The words' step, and where the whole prompt lies on the axis. */
    show(step: number, grade: number): void {
      range.value = String(step)
      mark.style.setProperty('--at', String(Math.max(-1, Math.min(1, grade))))
    },
  }
}
