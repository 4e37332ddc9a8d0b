/** Files for the player to keep. Nothing leaves the machine. */

export function download(name: string, type: string, data: BlobPart): void {
  const url = URL.createObjectURL(new Blob([data], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken what it needs when it has begun; a minute is long.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** As a file name: letters and digits of any script, nothing that means something to a shell or a disk. */
export function fileStem(title: string): string {
  const stem = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return stem === '' ? 'piece' : stem
}
