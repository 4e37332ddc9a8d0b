/** Seconds a cycle lasts: one bar. */
export const BAR_SECONDS: number
export interface StrudelPiece {
  /** How many events begin in [from, to), in cycles. */
  onsets(from: number, to: number): number
}
export function createStrudelPieces(): Promise<Readonly<Record<string, StrudelPiece>>>
