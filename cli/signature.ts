/** Verdicts are signed with Ed25519 over the canonical JSON (RFC 8785) of all that they say. */

import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { canonicalJson } from '../runtime/session/canonical.ts'
import { Failure, fileFailure, INPUT_ERROR } from './outcome.ts'

export function privateKeyAt(path: string): KeyObject {
  const pem = pemAt(path)
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Told below.
  }
  throw new Failure(
    INPUT_ERROR,
    `${path} is no Ed25519 private key in PEM.`,
    'As openssl genpkey -algorithm ed25519 makes one.',
  )
}

/** @param path of a public key; a private one is taken, too, since it holds the public one */
export function publicKeyAt(path: string): KeyObject {
  const pem = pemAt(path)
  try {
    const key = createPublicKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Told below.
  }
  throw new Failure(
    INPUT_ERROR,
    `${path} is no Ed25519 public key in PEM.`,
    'As openssl pkey -in gate.pem -pubout writes it.',
  )
}

function pemAt(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw fileFailure(path, error, 'read')
  }
}

export interface Signature {
  /** SPKI DER, base64. */
  readonly public_key: string
  readonly signature: string
}

export const signed = (said: object, key: KeyObject): Signature => ({
  public_key: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64'),
  signature: sign(null, Buffer.from(canonicalJson(said)), key).toString('base64'),
})

export const holds = (said: object, signature: string, key: KeyObject): boolean =>
  verify(null, Buffer.from(canonicalJson(said)), key, Buffer.from(signature, 'base64'))
