/** Names in a ZIP file, from its list at the end (APPNOTE 4.3.12 and 4.3.16). */

const END = 0x06054b50
const ENTRY = 0x02014b50

/** @throws {Error} where it is no ZIP file. */
export function zipNames(file: Buffer): readonly string[] {
  let end = file.length - 22
  while (end >= 0 && file.readUInt32LE(end) !== END) end--
  if (end < 0) throw new Error('this is no ZIP file')
  const names: string[] = []
  let at = file.readUInt32LE(end + 16)
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    if (file.readUInt32LE(at) !== ENTRY) throw new Error('the list of this ZIP file is broken')
    const length = file.readUInt16LE(at + 28)
    names.push(file.toString('utf8', at + 46, at + 46 + length))
    at += 46 + length + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return names
}
