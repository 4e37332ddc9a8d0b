/** As a file name: letters and digits of any script, nothing that means something to a shell or a disk. */
export function fileStem(title: string): string {
  const stem = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return stem === '' ? 'piece' : stem
}

/** What a piece is called before the compiler has read its title: its file's name, as the compiler would say of one without a title. */
export function titleUnread(shown: string): string {
  return shown.slice(shown.lastIndexOf('/') + 1).replace(/\.sil$/i, '') || shown
}
