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
