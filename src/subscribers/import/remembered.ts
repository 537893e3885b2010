/** So many answers are kept: a column of statuses or tags has a few values in a million rows. */
const MOST = 1000

/** The same answers as `ask`, which is asked of each of the first thousand values once. */
export function remembered<Answer>(ask: (value: string) => Answer): (value: string) => Answer {
  const answers = new Map<string, Answer>()
  return (value) => {
    const known = answers.get(value)
    if (known !== undefined || answers.has(value)) return known as Answer
    const answer = ask(value)
    if (answers.size < MOST) answers.set(value, answer)
    return answer
  }
}
