/** Pieces to open, as cards: who plays, how fast, and what the first bars look like. Arrow keys walk through them. */

import { mark } from './charts/svg.ts'
import type { GalleryPiece } from './gallery-piece.ts'
import { kindGlyph } from './glyphs.ts'
import { soundOr } from './sound.ts'

export type { GalleryPiece, GalleryRow } from './gallery-piece.ts'

export interface Gallery {
  update(pieces: readonly GalleryPiece[]): void
  destroy(): void
}

export interface GalleryOptions {
  readonly onOpen: (id: string) => void
}

export function createGallery(host: HTMLElement, options: GalleryOptions): Gallery {
  host.classList.add('gallery')
  const list = document.createElement('ul')
  list.className = 'gallery-list'
  list.setAttribute('aria-label', 'Pieces')
  list.addEventListener('keydown', walk)
  list.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLButtonElement) remember(cards.indexOf(target))
  })
  host.append(list)
  let cards: HTMLButtonElement[] = []

  return { update, destroy }

  function update(pieces: readonly GalleryPiece[]): void {
    cards = pieces.map((piece) => card(piece, () => options.onOpen(piece.id)))
    list.replaceChildren(
      ...cards.map((button) => {
        const item = document.createElement('li')
        item.append(button)
        return item
      }),
    )
    remember(0)
  }

  /** The whole gallery is one stop of the tab key: the card where one was last. */
  function remember(index: number): void {
    cards.forEach((button, i) => {
      button.tabIndex = i === index ? 0 : -1
    })
  }

  function walk(event: KeyboardEvent): void {
    const { activeElement } = document
    const from = activeElement instanceof HTMLButtonElement ? cards.indexOf(activeElement) : -1
    if (from < 0 || event.altKey || event.ctrlKey || event.metaKey) return
    const to = target(event.key, from, cards.length, columns())
    const next = cards[to]
    if (next === undefined || to === from) return
    event.preventDefault()
    next.focus()
  }

  /** How many cards stand beside each other now. */
  function columns(): number {
    const top = cards[0]?.offsetTop
    const next = cards.findIndex((button) => button.offsetTop !== top)
    return next < 0 ? cards.length : next
  }

  function destroy(): void {
    list.remove()
    host.classList.remove('gallery')
  }
}

/** Where a key leads; the same place where there is nothing further. */
function target(key: string, from: number, count: number, columns: number): number {
  const to = {
    ArrowRight: from + 1,
    ArrowLeft: from - 1,
    ArrowDown: from + columns,
    ArrowUp: from - columns,
    Home: 0,
    End: count - 1,
  }[key]
  return to === undefined || to < 0 || to >= count ? from : to
}

function card(piece: GalleryPiece, open: () => void): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'gallery-card'
  const facts = `${Math.round(piece.tempo)} bpm · ${piece.meter}`
  // What is seen, in its order, and then the players: who speaks to the machine says what is written.
  const spoken = [piece.title, piece.about, facts, ...piece.members.map(({ kind }) => kind)]
  button.setAttribute('aria-label', spoken.filter((one) => one !== '').join(', '))
  button.append(
    rhythmPicture(piece),
    line('gallery-title', piece.title),
    // Nobody sees these blanks; whoever reads the text aloud keeps the lines apart by them.
    ' ',
    line('gallery-about', piece.about),
    ' ',
    foot(piece, facts),
  )
  button.addEventListener('click', open)
  return button
}

function line(className: string, text: string): HTMLElement {
  const made = document.createElement('span')
  made.className = className
  made.textContent = text
  return made
}

function foot({ members }: GalleryPiece, facts: string): HTMLElement {
  const made = line('gallery-foot', '')
  const players = line('gallery-members', '')
  players.append(...members.map(({ kind }) => kindGlyph(kind)))
  made.append(players, line('gallery-facts', facts))
  return made
}

const WIDTH = 280
const HEIGHT = 88
const ROW = 13
const MOST_ROWS = 6

/** The first bar as dots, the louder the larger; what is held is a line. */
function rhythmPicture({ rhythm, beats }: GalleryPiece): SVGElement {
  const rows = rhythm.slice(0, MOST_ROWS)
  const drawing = mark('svg', {
    class: 'gallery-rhythm',
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    'aria-hidden': 'true',
  })
  const left = 14
  const wide = WIDTH - 2 * left
  for (const beat of [...beats, 1]) {
    const x = left + beat * wide
    const ends = beat === 0 || beat === 1
    drawing.append(
      mark('line', { x1: x, x2: x, y1: 6, y2: HEIGHT - 6, class: ends ? 'gallery-bar' : 'gallery-beat' }),
    )
  }
  const top = (HEIGHT - ROW * (rows.length - 1)) / 2
  rows.forEach(({ strokes }, i) => {
    const y = top + i * ROW
    for (const { at, velocity, length } of strokes) {
      const x = left + at * wide
      const size = 1.8 + 2.6 * soundOr(velocity, 0, 1, 0.7)
      const end = x + length * wide - 3
      if (length > 0.1 && end > x + size)
        drawing.append(
          mark('line', { x1: x, x2: Math.min(end, left + wide), y1: y, y2: y, class: 'gallery-held' }),
        )
      drawing.append(
        mark('circle', { cx: x, cy: y, r: size, class: at === 0 ? 'gallery-dot is-first' : 'gallery-dot' }),
      )
    }
  })
  return drawing
}
