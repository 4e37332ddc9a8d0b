/** How a piece begins. */

interface Piece<Section> {
  readonly sections: readonly Section[]
  readonly form: readonly { readonly section: number }[]
}

/** The section that the form opens with, which need not be the first that was written. */
export function openingSection<Section>({ sections, form }: Piece<Section>): Section | undefined {
  return sections[form[0]?.section ?? 0]
}
