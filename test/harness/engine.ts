/** ES modules by the name under which they import each other: `./policy.js` is `policy.js`. */
export type Modules = Readonly<Record<string, string>>

/**
 * A JavaScript engine that runs module text. The same text in every engine must give the same string: that is
 * how a test shows that a policy plays alike in Node, browser and phone.
 */
export interface Engine {
  readonly name: string
  /** Why this engine cannot run on this machine; undefined when it can. */
  readonly missing: string | undefined
  /**
   * Evaluates `main`, which may import `modules`, and resolves to its default export.
   *
   * @throws what the module threw (as an Error with the engine's message), or when the default export is no string.
   */
  evaluate(main: string, modules?: Modules): Promise<string>
}

/** The name that every engine gives to the module it starts with. */
export const MAIN = 'main.js'

export function expectText(value: unknown): string {
  if (typeof value !== 'string')
    throw new TypeError(`${MAIN} must export default a string, not ${typeof value}`)
  return value
}
