import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { expect, test } from 'vitest'
import { parseDkimKey } from '../../src/messages/dkim-key.ts'

const pem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' = 'pkcs8') => key.export({ type, format: 'pem' }).toString()
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ed25519 = generateKeyPairSync('ed25519')

test.each([
  ['RSA, as `openssl genpkey` writes it', pem(rsa.privateKey), 'rsa-sha256'],
  ['RSA, as older tools write it', pem(rsa.privateKey, 'pkcs1'), 'rsa-sha256'],
  ['Ed25519', pem(ed25519.privateKey), 'ed25519-sha256'],
  ['one with words before it', `Key of lantern.example\n${pem(ed25519.privateKey)}`, 'ed25519-sha256'],
])('%s', (_, text, algorithm) => {
  expect(parseDkimKey(text)).toMatchObject({ algorithm, privateKey: { type: 'private' } })
})

test.each([
  ['nothing', '', 'holds no private key in PEM'],
  ['something else', 'Dear Mei,', 'holds no private key in PEM'],
  ['a damaged key', pem(rsa.privateKey).replace(/\n.{10}/, '\n'), 'holds no private key in PEM'],
  [
    'the public half',
    rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    'holds a public key, and signing takes the private one',
  ],
  [
    'a key with a passphrase',
    rsa.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hush' }).toString(),
    'holds a key that is encrypted with a passphrase',
  ],
  [
    'the same as older tools write it',
    rsa.privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hush' }).toString(),
    'holds a key that is encrypted with a passphrase',
  ],
  [
    'a short key',
    pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey),
    'holds an RSA key of 1024 bits, and less than 2048 are not trusted',
  ],
  [
    'a key of another kind',
    pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
    'holds a key of the type ec, and DKIM has RSA and Ed25519',
  ],
])('%s cannot sign', (_, text, fault) => {
  expect(parseDkimKey(text)).toEqual({ fault })
})
