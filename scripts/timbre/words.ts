/** `npm run gen:timbre-words`: what is kept of the sentence encoder, after words or examples have changed. */
await import('./write-words.ts')
await import('./write-book.ts')
