/** What a trial asks of a browser, whichever protocol that speaks. */

export interface Driver {
  open(url: string): Promise<void>
  /** An expression whose value is plain data. */
  evaluate(expression: string): Promise<unknown>
  /** Pressed one after the other and let go together, by WebDriver's code points. */
  press(...keys: readonly string[]): Promise<void>
  /** With the mouse, in the middle of what the selector finds. */
  click(selector: string): Promise<void>
  /** PNG. */
  screenshot(): Promise<Buffer>
  /** What the browser's console calls errors; null where the protocol has no way to tell. */
  readonly complaints: readonly string[] | null
  close(): Promise<void>
}

/** WebDriver §17.4.2. */
export const KEY = { control: '\uE009', end: '\uE010', enter: '\uE006' } as const

/** The actions of a keyboard: the same in WebDriver and in WebDriver BiDi. */
export const keyActions = (keys: readonly string[]): readonly object[] => [
  {
    type: 'key',
    id: 'keyboard',
    actions: [
      ...keys.map((value) => ({ type: 'keyDown', value })),
      ...keys.toReversed().map((value) => ({ type: 'keyUp', value })),
    ],
  },
]

export const clickActions = ({ x, y }: { readonly x: number; readonly y: number }): readonly object[] => [
  {
    type: 'pointer',
    id: 'mouse',
    parameters: { pointerType: 'mouse' },
    actions: [
      { type: 'pointerMove', x, y },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ],
  },
]

/** In the middle of what is seen of it, in whole pixels. */
export async function middleOf(
  driver: Pick<Driver, 'evaluate'>,
  selector: string,
): Promise<{ readonly x: number; readonly y: number }> {
  const found = await driver.evaluate(`(() => {
    const box = document.querySelector(${JSON.stringify(selector)})?.getBoundingClientRect()
    if (box === undefined) return null
    const middle = (from, to, most) => Math.round((Math.max(0, from) + Math.min(most, to)) / 2)
    return [middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight)]
  })()`)
  if (!Array.isArray(found)) throw new Error(`the page has no ${selector}`)
  return { x: Number(found[0]), y: Number(found[1]) }
}
