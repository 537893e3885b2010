/** Where the style sheet of feeds lies below the output. */
export const FEED_STYLE = '/feed.css'

/** The template with what it says to a person who opened a feed in a browser: what that is, and how to follow it. */
export function feedStyle(css: string, words: { about: string; copyThis: string }): string {
  return `${css}\n:root {\n  --about: ${cssString(words.about)};\n  --copy-this: ${cssString(words.copyThis)};\n}\n`
}

/** A string token of CSS (css-syntax-3 §4.3.5): quotes, backslashes and line ends as escapes. */
function cssString(text: string): string {
  return `"${text.replace(/["\\\n\r\f]/g, (character) => `\\${character.charCodeAt(0).toString(16)} `)}"`
}
