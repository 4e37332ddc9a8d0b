/** Values of slots, for people to read. */

import type { SlotSpec } from '../../runtime/policy.ts'
import type { SlotValue } from '../../runtime/slots.ts'

/** `rootless 80 %, shell 20 %` */
export const sharesInWords = (shares: readonly (readonly [name: string, share: number])[]): string =>
  shares.map(([name, share]) => `${name} ${(100 * share).toFixed(0)} %`).join(', ')

/** `20`; of a list of weights how often each of the choices is played. */
export function slotInWords({ choices }: Pick<SlotSpec, 'choices'>, value: SlotValue): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(4)))
  if (typeof value === 'string') return value
  return sharesInWords(value.map((share, i) => [choices?.[i] ?? '', share] as const))
}
