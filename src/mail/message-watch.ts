/** Where a message is on its way; what became of it depends on that when a connection breaks. */
export interface MessageWatch {
  /** The server said 354, and the first bytes go to the socket. */
  begins(): void
  /** The line that ends the message went to the socket: from here on the server may have taken the mail. */
  finalDot(): void
}
