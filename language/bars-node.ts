/** Bars in the tree: a place, and a shape that they share with others. */

import type { Bar, BarsLit, BarsShape, Cell, Degree } from './ast.ts'
import { hashWith, seedOf, TextTable } from './text-table.ts'

export class BarsNode implements BarsLit {
  readonly kind = 'bars'
  readonly start: number
  end: number
  closed: boolean
  readonly shape: BarsShape

  constructor(start: number, end: number, closed: boolean, shape: BarsShape) {
    this.start = start
    this.end = end
    this.closed = closed
    this.shape = shape
  }

  get bars(): readonly Bar[] {
    const by = this.start - this.shape.start
    return by === 0 ? this.shape.bars : this.shape.bars.map((bar) => movedBar(bar, by))
  }
}

function movedBar(bar: Bar, by: number): Bar {
  const { kind, count, countSpan } = bar
  return {
    kind,
    start: bar.start + by,
    end: bar.end + by,
    count,
    countSpan: countSpan === null ? null : { start: countSpan.start + by, end: countSpan.end + by },
    cells: bar.cells.map((cell) => movedCell(cell, by)),
  }
}

function movedCell(cell: Cell, by: number): Cell {
  const start = cell.start + by
  const end = cell.end + by
  switch (cell.kind) {
    case 'group':
      return { ...cell, start, end, cells: cell.cells.map((inner) => movedCell(inner, by)) }
    case 'degree': {
      const choices = cell.choices.map(
        (choice): Degree => ({ ...choice, start: choice.start + by, end: choice.end + by }),
      )
      return { ...cell, start, end, choices }
    }
    default:
      return { ...cell, start, end }
  }
}

/** The shapes of a file's literals, by what is written. */
export class ShapeTable {
  readonly #text: string
  readonly #written: TextTable
  readonly #shapes: (BarsShape | null)[] = []

  constructor(text: string) {
    this.#text = text
    this.#written = new TextTable(text, NOTHING)
  }

  /** A number for what is written between two offsets. */
  number(start: number, end: number): number {
    let hash = 0
    for (let i = start; i < end; i++) hash = hashWith(hash, this.#text.charCodeAt(i))
    return this.#written.number(start, end, hash)
  }

  /** Null where no bars of that number are known. */
  shape(number: number): BarsShape | null {
    return number < this.#shapes.length ? (this.#shapes[number] ?? null) : null
  }

  keep(number: number, shape: BarsShape): void {
    while (this.#shapes.length < number) this.#shapes.push(null)
    this.#shapes[number] = shape
  }
}

const NOTHING = seedOf([], 256)
