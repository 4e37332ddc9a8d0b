/** How a piece begins. */

interface Piece<Section> {
  readonly sections: readonly Section[]
  readonly form: readonly { readonly section: number }[]
}

/** Which section the form opens with: it need not be the first that was written. */
export function openingIndex({ form }: Pick<Piece<unknown>, 'form'>): number {
  return form[0]?.section ?? 0
}

export function openingSection<Section>(piece: Piece<Section>): Section | undefined {
  return piece.sections[openingIndex(piece)]
}
