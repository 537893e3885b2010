import { fileURLToPath } from 'node:url'

/** The program as `npm run build` leaves it, and as it is installed. */
export const PROGRAM = fileURLToPath(new URL('../../broadsheet/main.js', import.meta.url))
