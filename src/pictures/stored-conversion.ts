import type { Problem } from '../config/problem.ts'
import {
  type ConversionRecord,
  findConversion,
  findRefusal,
  rememberConversion,
  rememberRefusal,
} from './conversion-record.ts'
import { type Conversion, convertPicture, unreadable } from './convert.ts'
import { storePicture, unwritablePicture } from './store-picture.ts'

type Convert = (bytes: Uint8Array, file: string) => Promise<Conversion>

/** What was made of a picture's bytes, now or before. What took too long is told again, and not tried for a week. */
export async function storedConversion(
  source: Uint8Array,
  file: string,
  dir: string,
  convert: Convert = convertPicture,
): Promise<{ record: ConversionRecord } | { problem: Problem }> {
  const known = await findConversion(dir, source)
  if (known) return { record: known }
  const conversion = await convertUnlessRefused(source, file, dir, convert)
  try {
    if ('picture' in conversion) return { record: await keep(conversion, source, dir) }
    if (conversion.overLimit !== undefined) await rememberRefusal(dir, source, conversion.overLimit)
    return { problem: conversion.problem }
  } catch (error) {
    return { problem: unwritablePicture('a converted picture', dir, error) }
  }
}

/** Keeps nothing. */
export async function convertUnlessRefused(
  source: Uint8Array,
  file: string,
  dir: string,
  convert: Convert = convertPicture,
): Promise<Conversion> {
  const refused = await findRefusal(dir, source)
  return refused === undefined ? convert(source, file) : { problem: unreadable(file, refused) }
}

async function keep(
  { picture: { bytes, type, width, height } }: Extract<Conversion, { picture: unknown }>,
  source: Uint8Array,
  dir: string,
): Promise<ConversionRecord> {
  const { name } = await storePicture(dir, bytes, type)
  const record = { name, width, height }
  await rememberConversion(dir, source, record)
  return record
}
