/** A function's answers kept by what it was asked: there are few of those in practice, and who asks for many only empties this. */
export function remembered<Answer>(answerTo: (asked: string) => Answer, most: number): (asked: string) => Answer {
  const known = new Map<string, Answer>()
  return (asked) => {
    const before = known.get(asked)
    if (before !== undefined) return before
    const answer = answerTo(asked)
    if (known.size >= most) known.clear()
    known.set(asked, answer)
    return answer
  }
}
