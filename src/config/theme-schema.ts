import { z } from 'zod'
import { choice, matching, table, wholeNumber, words } from './config-shapes.ts'
import { FONT_KINDS, LOOK_NAMES } from './theme.ts'

const colour = matching(
  /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i,
  'Write a colour as # and six digits of 0-9 and a-f: "#1f1d1a".',
)
  .transform((written) => sixDigits(written.toLowerCase()))
  .optional()

/** Outlook knows colours of six digits only. */
function sixDigits(hex: string): string {
  return hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex
}

function colours(name: string) {
  return table(`Write the colours below a line [${name}].`, {
    paper: colour,
    ground: colour,
    ink: colour,
    faint: colour,
    rule: colour,
    link: colour,
    panel: colour,
    button: colour,
    button_ink: colour,
    band: colour,
    band_ink: colour,
  }).optional()
}

const kind = choice(FONT_KINDS, 'Write "serif", "sans" or "mono".').optional()

/** They go into attributes, where quotes would have to be escaped. */
const families = matching(
  /^[\p{L}\p{N}][\p{L}\p{N} -]*(?:, ?[\p{L}\p{N}-][\p{L}\p{N} -]*)*$/u,
  'Write names of fonts, with commas and without quotes: "Charter, Iowan Old Style".',
).optional()

const logo = table('Write picture and width below a line [logo].', {
  picture: matching(
    /^(?:https:\/\/[^\s"<>]+|(?!\/|[a-z]+:|(?:.*\/)?\.\.(?:\/|$))[^\s"<>\\][^"<>\\]*)$/i,
    'Write the name of a file in templates/, such as "logo.png", or a URL that begins with https://.',
  ),
  width: wholeNumber(16, 600).optional(),
  alt: words('Write what the picture says, in a few words: alt = "The Lantern".').optional(),
})

/** theme.toml's keys, each with what to write; nothing else in the program lists them. What is left out, the look says. */
export const themeSchema = z.strictObject({
  look: choice(LOOK_NAMES, `Write one of these: ${LOOK_NAMES.map((name) => `"${name}"`).join(', ')}.`).optional(),
  width: wholeNumber(420, 720).optional(),
  margin: wholeNumber(8, 64).optional(),
  gap: wholeNumber(8, 96).optional(),
  radius: wholeNumber(0, 32).optional(),
  light: colours('light'),
  dark: colours('dark'),
  fonts: table('Write fonts below a line [fonts].', {
    title: kind,
    text: kind,
    small: kind,
    serif: families,
    sans: families,
    mono: families,
  }).optional(),
  logo: logo.optional(),
})
