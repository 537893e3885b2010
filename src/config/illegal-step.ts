/** A step that nothing may take by its table of what may follow what: a fault of the program. */
export class IllegalStep extends Error {
  override readonly name = 'IllegalStep'
}
