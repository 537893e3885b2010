/** Of all pictures that a mail loads when it is opened: a second or two on a phone. */
export const MOST_PICTURE_BYTES = 800_000
