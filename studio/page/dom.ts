/** Making elements. Text is always text: nothing here reads markup. */

export type Child = Node | string | null

export interface Attributes {
  readonly [name: string]: string | number | boolean | null
}

/** Attributes that are false or null are left out; those that are true stand without a value. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null) continue
    element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...children.filter((child) => child !== null))
  return element
}

/** The page's own element: it stands in index.html. */
export function part(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`the page has no #${id}`)
  return found
}

export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text
}
